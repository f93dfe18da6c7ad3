import { atMost, type Measure, type Reading } from '../house/measure.ts';
import type { CommandFigures } from './commands.ts';
import { type CommandCounts, total } from './mongo-wire.ts';
import type { WayFigures } from './way.ts';

/** What was measured while the service ran. */
export interface PathFigures {
  readonly way: WayFigures;
  readonly commands: CommandFigures;
}

function entries({ way: { appEntries } }: PathFigures): Reading {
  if (appEntries === null) return { value: null, why: 'no function `step` of src/conversation was called' };
  return { value: appEntries.length, places: appEntries };
}

function counted(counts: CommandCounts | undefined): Reading {
  const sorted = [...(counts ?? new Map<string, number>())].sort((a, b) => b[1] - a[1]);
  return {
    value: total(counts ?? new Map()),
    places: sorted.map(([command, count]) => `${count.toFixed(2).padStart(6)} ${command}`),
  };
}

const phase = (name: string) => (figures: PathFigures) =>
  counted(figures.commands.phases.find((one) => one.name === name)?.perUnit);

/**
 * Figures of a running service. The starts are counted by these tools at e1c7541; the talk of an outside counter, with
 * fewer questions and answers, needed 41.5 commands an owner message there.
 */
export const pathMeasures: readonly Measure<PathFigures>[] = [
  {
    id: 'app-entries',
    name: 'app entered before conversation.step, on 对',
    start: 27,
    aim: atMost(3),
    better: 'lower',
    noise: 3,
    read: entries,
  },
  {
    id: 'way-files',
    name: 'files that 对 passes until the group push',
    start: 162,
    aim: atMost(90),
    better: 'lower',
    noise: 5,
    read: ({ way: { files } }) => ({ value: files.length, places: files }),
  },
  {
    id: 'way-rooms',
    name: 'rooms and packages of these files',
    start: 13,
    aim: null,
    better: 'lower',
    informative: true,
    read: ({ way: { rooms } }) => ({ value: rooms.length, places: rooms }),
  },
  {
    id: 'commands-message',
    name: 'MongoDB commands an owner message, ticket and push included',
    start: 53.9,
    aim: atMost(15),
    better: 'lower',
    digits: 1,
    noise: 4,
    read: phase('talk'),
  },
  {
    id: 'commands-worker',
    name: 'MongoDB commands a worker command',
    start: 98.5,
    aim: null,
    better: 'lower',
    digits: 1,
    noise: 8,
    read: phase('work'),
  },
  {
    id: 'commands-answer',
    name: 'MongoDB commands an answer to a visit',
    start: 81.8,
    aim: null,
    better: 'lower',
    digits: 1,
    noise: 8,
    read: phase('visit'),
  },
  {
    id: 'commands-idle',
    name: 'MongoDB commands a second, idle',
    start: 7.5,
    aim: null,
    better: 'lower',
    digits: 1,
    noise: 0.5,
    read: ({ commands }) => counted(commands.idlePerSecond),
  },
];
