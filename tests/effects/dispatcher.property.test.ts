import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commitChange, updateWithRetry } from '../../src/effects/index.ts';
import { note, transfer } from './factories.ts';
import { openNotes } from './world.ts';

const PROCESSES = 2;
const DOCUMENTS = ['x', 'y', 'z'];

/** What may happen, in any order: a process changes a document, sweeps, or is killed and started anew. */
interface Happening {
  readonly what: 'change' | 'sweep' | 'kill';
  readonly process: number;
  readonly document: string;
  readonly effects: number;
  /** Microtasks until the next thing happens. */
  readonly pause: number;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.constantFrom('change', 'change', 'change', 'change', 'sweep', 'kill'),
  process: fc.nat({ max: PROCESSES - 1 }),
  document: fc.constantFrom(...DOCUMENTS),
  effects: fc.nat({ max: 3 }),
  pause: fc.nat({ max: 12 }),
});

/** How long a call takes, in microtasks, and whether it fails. */
const call = fc.record({ ticks: fc.nat({ max: 6 }), fails: fc.boolean() });
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

async function microtasks(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) await Promise.resolve();
}

/** Plays happenings against a store that two processes share, then lets everything come to rest. */
async function play(happenings: readonly Happening[], calls: readonly Call[]) {
  const world = openNotes();
  for (const _id of DOCUMENTS) await world.notes.insert(note({ _id }));
  const asked: string[] = [];
  /** Effects that were executed, by life of a process. */
  const successes: { readonly life: number; readonly name: string }[] = [];
  let lives = 0;
  let next = 0;
  let calm = false;

  async function nextCall(isAlive: () => boolean): Promise<void> {
    const { ticks, fails } = calls[next % calls.length] ?? { ticks: 0, fails: false };
    next += 1;
    await microtasks(ticks);
    if (!isAlive()) throw new Error('killed');
    if (fails && !calm) throw new Error('failed');
  }

  function live() {
    lives += 1;
    const life = lives;
    let alive = true;
    const dispatcher = world.start({
      async before(name) {
        await nextCall(() => alive);
        successes.push({ life, name });
      },
      acknowledge: () => nextCall(() => alive),
    });
    return {
      dispatcher,
      kill() {
        alive = false;
      },
      async change(id: string, count: number): Promise<void> {
        const source = { read: () => world.notes.load('main', id), save: world.notes.save };
        const changed = await updateWithRetry(source, (before) => {
          const names = Array.from({ length: count }, (_, index) => `${id}/${before.version + 1}/${index}`);
          const change = { next: { ...before }, effects: names.map(transfer) };
          const after = commitChange(before, change, world.clock.now());
          return { next: after, result: { after, names } };
        });
        if (changed === null) throw new Error('the document is missing');
        asked.push(...changed.names);
        if (alive) await dispatcher.dispatchNote(changed.after);
      },
    };
  }

  const processes = Array.from({ length: PROCESSES }, live);
  const running: Promise<unknown>[] = [];
  for (const { what, process, document, effects, pause } of happenings) {
    const one = processes[process];
    if (one === undefined) continue;
    if (what === 'change') running.push(one.change(document, effects));
    if (what === 'sweep') running.push(one.dispatcher.sweep(['main']));
    if (what === 'kill') {
      one.kill();
      processes[process] = live();
    }
    await microtasks(pause);
  }
  await Promise.all(running);
  calm = true;
  for (const { dispatcher } of processes) {
    await dispatcher.sweep(['main']);
    await dispatcher.idle();
  }
  const left = await world.notes.pending({ communities: ['main'], now: world.clock.now(), limit: 9 });
  return { asked, successes, left };
}

const inOrder = (a: string, b: string) => {
  const [, versionA = '', placeA = ''] = a.split('/');
  const [, versionB = '', placeB = ''] = b.split('/');
  return Number(versionA) - Number(versionB) || Number(placeA) - Number(placeB);
};

test('whatever fails and dies whenever: every effect is executed, in order, and in one process once after it succeeded', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { minLength: 1, maxLength: 40 }),
      fc.array(call, { minLength: 1, maxLength: 60 }),
      async (happenings, calls) => {
        const { asked, successes, left } = await play(happenings, calls);
        expect(left).toEqual([]);
        const names = [...new Set(successes.map(({ name }) => name))];
        expect([...names].sort()).toEqual([...asked].sort());
        for (const document of DOCUMENTS) {
          const first = names.filter((name) => name.startsWith(`${document}/`));
          expect(first).toEqual([...first].sort(inOrder));
        }
        const once = new Set(successes.map(({ life, name }) => `${life} ${name}`));
        expect(once.size).toBe(successes.length);
      },
    ),
    { numRuns: 500 },
  );
});
