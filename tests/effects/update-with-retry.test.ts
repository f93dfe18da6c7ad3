import { describe, expect, test } from '@jest/globals';
import { ContentionError, commitChange, updateWithRetry } from '../../src/effects/index.ts';
import { createMemoryRepository } from '../support/memory-repository.ts';
import { type Note, note, transfer } from './factories.ts';

/** Notes in memory, with how often each was read and written. */
function openNotes(...stored: Note[]) {
  const notes = createMemoryRepository<Note>({ name: 'notes' });
  for (const one of stored) void notes.insert(one);
  const calls = { reads: 0, writes: 0 };
  return {
    notes,
    calls,
    of: (id: string) => ({
      read() {
        calls.reads += 1;
        return notes.load('main', id);
      },
      save(document: Note, expectedVersion: number) {
        calls.writes += 1;
        return notes.save(document, expectedVersion);
      },
    }),
  };
}

const append = (text: string) => (before: Note) => {
  const next = commitChange(before, { next: { ...before, text: before.text + text }, effects: [transfer(text)] }, 1);
  return { next, result: next.text };
};

describe('updateWithRetry', () => {
  test('writes what the update decided and gives back its result', async () => {
    const world = openNotes(note());
    expect(await updateWithRetry(world.of('n1'), append('a'))).toBe('a');
    expect(await world.notes.load('main', 'n1')).toMatchObject({ text: 'a', version: 2 });
  });

  test('a document that is not there is null, and the update is not asked', async () => {
    const world = openNotes();
    const never = () => {
      throw new Error('asked');
    };
    expect(await updateWithRetry(world.of('n1'), never)).toBeNull();
  });

  test('nothing is written when the update changes nothing', async () => {
    const world = openNotes(note());
    expect(await updateWithRetry(world.of('n1'), (next) => ({ next, result: 'as it was' }))).toBe('as it was');
    expect(world.calls).toEqual({ reads: 1, writes: 0 });
  });

  test('a lost race is played again with the newer document', async () => {
    const world = openNotes(note());
    let raced = false;
    const result = await updateWithRetry(world.of('n1'), async (before) => {
      if (!raced) await updateWithRetry(world.of('n1'), append('other '));
      raced = true;
      return append('mine')(before);
    });
    expect(result).toBe('other mine');
    expect(await world.notes.load('main', 'n1')).toMatchObject({ text: 'other mine', version: 3 });
  });

  test('a document that vanishes between two attempts is null', async () => {
    let there = true;
    const source = {
      read: async () => (there ? note() : null),
      async save() {
        there = false;
        return false;
      },
    };
    expect(await updateWithRetry(source, append('a'))).toBeNull();
  });

  test('twenty writers at once: each change is there once, none is lost', async () => {
    const world = openNotes(note());
    const letters = Array.from({ length: 20 }, (_, index) => String.fromCharCode(97 + index));
    await Promise.all(letters.map((letter) => updateWithRetry(world.of('n1'), append(letter))));
    const after = await world.notes.load('main', 'n1');
    expect([...(after?.text ?? '')].sort()).toEqual(letters);
    expect(after?.version).toBe(21);
    expect(new Set(after?.pendingEffects.map(({ id }) => id)).size).toBe(20);
  });

  test('whoever loses for ever is told so, with the document and without its content', async () => {
    const source = { read: async () => note({ text: 'secret' }), save: async () => false };
    const failure = updateWithRetry(source, append('a'));
    await expect(failure).rejects.toBeInstanceOf(ContentionError);
    await expect(failure).rejects.toMatchObject({ code: 'CONTENTION', message: expect.stringContaining('n1') });
    await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });

  test('what the update or the store throws comes through', async () => {
    const world = openNotes(note());
    const broken = async () => {
      throw new Error('rule broken');
    };
    await expect(updateWithRetry(world.of('n1'), broken)).rejects.toThrow('rule broken');
    const down = { read: () => world.notes.load('main', 'n1'), save: () => Promise.reject(new Error('store down')) };
    await expect(updateWithRetry(down, append('a'))).rejects.toThrow('store down');
  });
});
