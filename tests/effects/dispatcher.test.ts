import { describe, expect, test } from '@jest/globals';
import { commitChange, toPending } from '../../src/effects/index.ts';
import { note, pending, push, transfer } from './factories.ts';
import { createGate, openNotes } from './world.ts';

const TWO = note({ pendingEffects: pending('a', 'b') });

describe('effects of one document', () => {
  test('are executed in order under their ids, and acknowledged together', async () => {
    const world = openNotes();
    const acknowledged: string[][] = [];
    const process = world.start({
      acknowledge: () => acknowledged.push(world.names()),
    });
    expect(await process.insert(TWO)).toBe(true);
    expect(world.executed.map(({ id, community }) => [id, community])).toEqual([
      ['a', 'main'],
      ['b', 'main'],
    ]);
    expect(acknowledged).toEqual([['a', 'b']]);
    expect(await world.pendingOf('n1')).toEqual([]);
    expect(process.executedCount()).toBe(2);
  });

  test('of a later version wait for those of the earlier one, and none is executed twice', async () => {
    const world = openNotes();
    const gate = createGate();
    const process = world.start({ before: (name) => (name === 'a' ? gate.passed : undefined) });
    const first = process.insert(TWO);
    const later = commitChange(TWO, { next: TWO, effects: [transfer('c')] }, 2_000);
    await world.notes.save(later, 1);
    const second = process.dispatchNote(later);
    gate.open();
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(world.names()).toEqual(['a', 'b', 'c']);
    expect(await world.pendingOf('n1')).toEqual([]);
  });

  test('a document without any is done at once and not acknowledged', async () => {
    const world = openNotes();
    const acknowledged: string[] = [];
    const process = world.start({ acknowledge: ({ _id }) => acknowledged.push(_id) });
    expect(await process.insert(note())).toBe(true);
    expect(acknowledged).toEqual([]);
  });
});

describe('documents do not wait for each other', () => {
  test('one whose effect hangs holds up no other', async () => {
    const world = openNotes();
    const gate = createGate();
    const process = world.start({ before: (name) => (name === 'slow' ? gate.passed : undefined) });
    const slow = process.insert(note({ _id: 'slow', pendingEffects: pending('slow', 'after slow') }));
    const others = Array.from({ length: 20 }, (_, index) =>
      process.insert(note({ _id: `n${index}`, pendingEffects: pending(`e${index}`) })),
    );
    expect(await Promise.all(others)).toEqual(Array(20).fill(true));
    expect(world.names()).not.toContain('slow');
    gate.open();
    expect(await slow).toBe(true);
    expect(world.names().slice(-2)).toEqual(['slow', 'after slow']);
  });

  test('the same id in two communities is two documents', async () => {
    const world = openNotes();
    const gate = createGate();
    const process = world.start({ before: (name) => (name === 'a' ? gate.passed : undefined) });
    const main = process.insert(TWO);
    expect(await process.insert(note({ community: 'east', pendingEffects: pending('east') }))).toBe(true);
    expect(world.executed.map(({ community }) => community)).toEqual(['east']);
    gate.open();
    await main;
  });

  test('one that fails spoils no other', async () => {
    const world = openNotes();
    const process = world.start({
      before(name) {
        if (name === 'bad') throw new Error('down');
      },
    });
    const results = await Promise.all([
      process.insert(note({ _id: 'bad', pendingEffects: pending('bad') })),
      process.insert(note({ _id: 'good', pendingEffects: pending('good') })),
    ]);
    expect(results).toEqual([false, true]);
    expect(world.names()).toEqual(['good']);
  });
});

describe('an effect that fails', () => {
  function failing(names: string[]) {
    const world = openNotes();
    const process = world.start({
      before(name) {
        if (names.includes(name)) throw new Error('13812345678 cannot be reached');
      },
    });
    return { world, process };
  }

  test('leaves what comes after it, is tried again by a sweep, and what was executed is not repeated', async () => {
    const broken = ['b'];
    const { world, process } = failing(broken);
    expect(await process.insert(note({ pendingEffects: pending('a', 'b', 'c') }))).toBe(false);
    expect(world.names()).toEqual(['a']);
    expect(await world.pendingOf('n1')).toEqual(['a', 'b', 'c']);
    await process.sweep(['main']);
    expect(world.names()).toEqual(['a']);
    broken.length = 0;
    await process.sweep(['main']);
    expect(world.names()).toEqual(['a', 'b', 'c']);
    expect(await world.pendingOf('n1')).toEqual([]);
    await process.sweep(['main']);
    expect(world.names()).toEqual(['a', 'b', 'c']);
  });

  test('is logged with source, document and kind', async () => {
    const { world, process } = failing(['a']);
    await process.insert(TWO);
    const where = { source: 'notes', community: 'main', id: 'n1', effect: 'session.transfer' };
    expect(world.logged).toEqual([
      { fields: { ...where, error: expect.any(Error) }, message: 'effects failed; will retry' },
    ]);
  });

  test('keeps its place before the effects of later versions', async () => {
    const broken = ['a'];
    const { world, process } = failing(broken);
    await process.insert(TWO);
    broken.length = 0;
    const later = commitChange(TWO, { next: TWO, effects: [transfer('c')] }, 2_000);
    await world.notes.save(later, 1);
    expect(await process.dispatchNote(later)).toBe(true);
    expect(world.names()).toEqual(['a', 'b', 'c']);
  });

  test('does not stand in the way of a dispatch that is already waiting behind it', async () => {
    const world = openNotes();
    let failures = 1;
    const process = world.start({
      before() {
        failures -= 1;
        if (failures >= 0) throw new Error('down');
      },
    });
    const first = process.insert(TWO);
    const later = commitChange(TWO, { next: TWO, effects: [transfer('c')] }, 2_000);
    await world.notes.save(later, 1);
    expect(await Promise.all([first, process.dispatchNote(later)])).toEqual([false, true]);
    expect(world.names()).toEqual(['a', 'b', 'c']);
  });
});

describe('killed between executing and acknowledging', () => {
  test('another process executes the same effects again, under the same ids', async () => {
    const world = openNotes();
    const dying = world.start({
      acknowledge() {
        throw new Error('killed');
      },
    });
    expect(await dying.insert(TWO)).toBe(false);
    await world.start().sweep(['main']);
    expect(world.executed.map(({ id }) => id)).toEqual(['a', 'b', 'a', 'b']);
    expect(await world.pendingOf('n1')).toEqual([]);
  });

  test('a process whose acknowledgement failed acknowledges again without executing again', async () => {
    const world = openNotes();
    let down = true;
    const process = world.start({
      acknowledge() {
        if (down) throw new Error('store down');
      },
    });
    expect(await process.insert(TWO)).toBe(false);
    down = false;
    await process.sweep(['main']);
    expect(world.names()).toEqual(['a', 'b']);
    expect(await world.pendingOf('n1')).toEqual([]);
  });

  test('a write that raced with the acknowledgement and brought an effect back does not execute it again here', async () => {
    const world = openNotes();
    const process = world.start();
    await process.insert(TWO);
    const later = commitChange(TWO, { next: TWO, effects: [transfer('c')] }, 2_000);
    await world.notes.save(later, 1);
    expect(await world.pendingOf('n1')).toEqual(['a', 'b', expect.any(String)]);
    expect(await process.dispatchNote(later)).toBe(true);
    expect(world.names()).toEqual(['a', 'b', 'c']);
  });
});

describe('sweep', () => {
  test('executes only what was left at least the grace ago, of these communities', async () => {
    const world = openNotes();
    const left = (id: string, updatedAt: number, community = 'main') =>
      world.notes.insert(note({ _id: id, community, updatedAt, pendingEffects: pending(id) }));
    await left('old', 500);
    await left('new', 501);
    await left('east', 0, 'east');
    const process = world.start();
    await process.sweep(['main'], 500);
    expect(world.names()).toEqual(['old']);
    await process.sweep(['main']);
    expect(world.names()).toEqual(['old', 'new']);
    await process.sweep(['main', 'east'], 500);
    expect(world.names()).toEqual(['old', 'new', 'east']);
  });

  test('leaves alone what this process has under way', async () => {
    const world = openNotes();
    const gate = createGate();
    const process = world.start({ before: () => gate.passed });
    const running = process.insert(TWO);
    await process.sweep(['main']);
    gate.open();
    await running;
    expect(world.names()).toEqual(['a', 'b']);
  });

  test('gets through more documents than one look takes, oldest first', async () => {
    const world = openNotes();
    for (let index = 0; index < 150; index += 1) {
      const id = `n${index}`;
      await world.notes.insert(note({ _id: id, updatedAt: 150 - index, pendingEffects: pending(id) }));
    }
    const process = world.start();
    await process.sweep(['main']);
    expect(world.names()).toHaveLength(100);
    expect(world.names()).not.toContain('n0');
    await process.sweep(['main']);
    expect(new Set(world.names()).size).toBe(150);
  });

  test('asks every source that was attached', async () => {
    const world = openNotes();
    const process = world.start();
    const asked: string[] = [];
    for (const name of ['tickets', 'visits']) {
      process.attach({
        name,
        async pending({ now, communities }) {
          asked.push(`${name} ${communities.join()} ${now}`);
          return [];
        },
        acknowledge: async () => {},
      });
    }
    await process.sweep(['main', 'east'], 100);
    expect(asked).toEqual(['tickets main,east 900', 'visits main,east 900']);
  });
});

describe('a handler that takes effects together', () => {
  function batching(options: { failures?: number } = {}) {
    const world = openNotes();
    const runs: string[][] = [];
    let failures = options.failures ?? 0;
    const process = world.start({
      handlers: {
        'message.send': {
          async executeAll(executions) {
            failures -= 1;
            if (failures >= 0) throw new Error('down');
            runs.push(executions.map(({ context }) => context.id));
          },
        },
      },
    });
    return { world, runs, process };
  }
  const mixed = note({
    pendingEffects: toPending('n1', 1, [push('1'), push('2'), transfer('a'), push('3'), transfer('b'), transfer('c')]),
  });
  const idOf = (index: number) => mixed.pendingEffects[index]?.id;

  test('gets those that stand next to each other in one go; others keep their place', async () => {
    const { world, runs, process } = batching();
    expect(await process.insert(mixed)).toBe(true);
    expect(runs).toEqual([[idOf(0), idOf(1)], [idOf(3)]]);
    expect(world.names()).toEqual(['a', 'b', 'c']);
    expect(process.executedCount()).toBe(6);
  });

  test('gets the whole run again when it failed, and only what was not executed yet', async () => {
    const { runs, process } = batching({ failures: 1 });
    expect(await process.insert(mixed)).toBe(false);
    expect(runs).toEqual([]);
    await process.sweep(['main']);
    await process.sweep(['main']);
    expect(runs).toEqual([[idOf(0), idOf(1)], [idOf(3)]]);
  });
});

describe('beginning and end', () => {
  test('what is stored before there are handlers is executed once there are', async () => {
    const world = openNotes();
    const process = world.start({ served: false });
    expect(await process.insert(TWO)).toBe(false);
    expect(world.logged).toEqual([]);
    process.serveAll();
    await process.sweep(['main']);
    expect(world.names()).toEqual(['a', 'b']);
  });

  test('idle waits for what effects cause in turn', async () => {
    const world = openNotes();
    const process = world.start({
      async before(name) {
        if (name !== 'a') return;
        const caused = note({ _id: 'n2', pendingEffects: pending('caused') });
        await world.notes.insert(caused);
        // As repositories do: the handler does not wait for the effects of what it writes.
        void process.dispatchNote(caused);
      },
    });
    void process.dispatchNote(note({ pendingEffects: pending('a') }));
    await process.idle();
    expect(world.names()).toEqual(['a', 'caused']);
    await process.idle();
  });

  test('stop waits for what is under way and begins nothing more', async () => {
    const world = openNotes();
    const gate = createGate();
    const process = world.start({ before: () => gate.passed });
    await world.notes.insert(TWO);
    const running = process.dispatchNote(TWO);
    await Promise.resolve();
    let stopped = false;
    const stopping = process.stop().then(() => {
      stopped = true;
    });
    await Promise.resolve();
    expect(stopped).toBe(false);
    gate.open();
    await stopping;
    expect(await running).toBe(true);
    expect(world.names()).toEqual(['a', 'b']);
    expect(await process.insert(note({ _id: 'late', pendingEffects: pending('late') }))).toBe(false);
    await process.sweep(['main']);
    expect(world.names()).toEqual(['a', 'b']);
    expect(await world.pendingOf('late')).toEqual(['late']);
  });
});
