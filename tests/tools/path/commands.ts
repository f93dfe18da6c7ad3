import { setTimeout as wait } from 'node:timers/promises';
import { type MeasuredDemo, startMeasuredDemo } from './demo.ts';
import { between, type CommandCounts, total } from './mongo-wire.ts';
import { CALLERS, createTalk, type Talk } from './talk.ts';

/** What one phase of the talks costs. */
export interface PhaseCost {
  readonly name: string;
  /** What the commands are divided by, such as `owner message`. */
  readonly unit: string;
  /** Commands a unit by `command collection`; what the idle service sends in the same time is taken off. */
  readonly perUnit: CommandCounts;
}

/** MongoDB commands of whole talks, counted at the wire. */
export interface CommandFigures {
  readonly phases: readonly PhaseCost[];
  /** Commands a second while nobody writes, by `command collection`. */
  readonly idlePerSecond: CommandCounts;
}

interface Phase {
  readonly name: string;
  readonly unit: string;
  /** How many units one talk plays. */
  readonly units: number;
  play(talk: Talk): Promise<void>;
}

async function talksUntilPush(talk: Talk): Promise<void> {
  await talk.describes();
  await talk.confirms();
}

const PHASES: readonly Phase[] = [
  { name: 'talk', unit: 'owner message', units: 5, play: talksUntilPush },
  { name: 'work', unit: 'worker command', units: 3, play: (talk) => talk.isServed() },
  { name: 'visit', unit: 'owner message', units: 3, play: (talk) => talk.answers() },
];

/** After the start and after a phase: everything it caused has been done. */
const SETTLE_MS = 2_000;
/** How long the idle service is watched: several rounds of its clock. */
const IDLE_MS = 8_000;

const scaled = (counts: CommandCounts, factor: number): CommandCounts =>
  new Map([...counts].map(([key, count]) => [key, count * factor]));

/** Plays `work` and answers with the commands it caused and the seconds it took, the time to settle included. */
async function counted(demo: MeasuredDemo, work: () => Promise<unknown>) {
  const before = demo.wire.counts();
  const start = performance.now();
  await work();
  await wait(SETTLE_MS);
  return { commands: between(before, demo.wire.counts()), seconds: (performance.now() - start) / 1_000 };
}

/** Plays the talks of all callers at once on a fresh store. */
export async function measureCommands(): Promise<CommandFigures> {
  const demo = await startMeasuredDemo();
  try {
    await wait(SETTLE_MS);
    const talks = CALLERS.map((caller) => createTalk(demo.phones, caller));
    const played = [];
    for (const phase of PHASES) {
      played.push({ phase, ...(await counted(demo, () => Promise.all(talks.map((talk) => phase.play(talk))))) });
    }
    const idle = await counted(demo, () => wait(IDLE_MS));
    const idlePerSecond = scaled(idle.commands, 1 / idle.seconds);
    const phases = played.map(({ phase: { name, unit, units }, commands, seconds }) => {
      const caused = [...commands].map(
        ([key, count]) => [key, Math.max(0, count - (idlePerSecond.get(key) ?? 0) * seconds)] as const,
      );
      return { name, unit, perUnit: scaled(new Map(caused), 1 / (units * talks.length)) };
    });
    return { phases, idlePerSecond };
  } finally {
    await demo.close();
  }
}

/** The figures as a table: a row for each command and collection, a column for each phase, the most frequent first. */
export function formatCommands({ phases, idlePerSecond }: CommandFigures): string {
  const columns = [
    ...phases.map(({ name, unit, perUnit }) => ({
      head: [name, `an ${unit}`.replace(/^an w/, 'a w')],
      counts: perUnit,
    })),
    { head: ['idle', 'a second'], counts: idlePerSecond },
  ];
  const keys = [...new Set(columns.flatMap(({ counts }) => [...counts.keys()]))];
  const row = (label: string, cells: readonly string[]) =>
    [label.padEnd(32), ...cells.map((cell) => cell.padStart(17))].join('').trimEnd();
  const number = (value: number) => (value < 0.005 ? '' : value.toFixed(2));
  const rows = keys
    .map((key) => ({ key, values: columns.map(({ counts }) => counts.get(key) ?? 0) }))
    .sort((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0) || a.key.localeCompare(b.key));
  return [
    row(
      'MongoDB commands',
      columns.map(({ head }) => head[0] ?? ''),
    ),
    row(
      '',
      columns.map(({ head }) => head[1] ?? ''),
    ),
    ...rows.map(({ key, values }) => row(key, values.map(number))),
    row(
      'all',
      columns.map(({ counts }) => number(total(counts))),
    ),
  ].join('\n');
}
