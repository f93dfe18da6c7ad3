import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commitChange, effectId, toPending } from '../../src/effects/index.ts';
import { note, pending, transfer } from './factories.ts';

describe('commitChange: one write is one version with its effects', () => {
  test('the version counts up, the time is that of the change, effects get their ids in order', () => {
    const before = note({ version: 3 });
    const effects = [transfer('a'), transfer('b')];
    const after = commitChange(before, { next: { ...before, text: 'new' }, effects }, 500);
    expect(after).toEqual({
      ...before,
      text: 'new',
      version: 4,
      updatedAt: 500,
      pendingEffects: [
        { id: effectId('n1', 4, 0), effect: effects[0] },
        { id: effectId('n1', 4, 1), effect: effects[1] },
      ],
    });
    expect(before).toEqual(note({ version: 3 }));
  });

  test('effects of earlier versions that are not executed yet come first', () => {
    const before = note({ pendingEffects: pending('old-1', 'old-2') });
    const after = commitChange(before, { next: before, effects: [transfer('new')] }, 1);
    expect(after.pendingEffects.map(({ id }) => id)).toEqual(['old-1', 'old-2', effectId('n1', 2, 0)]);
  });

  test('a change that changes nothing gives back the same document', () => {
    const before = note({ pendingEffects: pending('old') });
    expect(commitChange(before, { next: before, effects: [] }, 1)).toBe(before);
  });

  test('effects alone are a change, and so is a change without effects', () => {
    const before = note();
    expect(commitChange(before, { next: before, effects: [transfer('a')] }, 1)).toMatchObject({ version: 2 });
    expect(commitChange(before, { next: { ...before }, effects: [] }, 1)).toMatchObject({
      version: 2,
      pendingEffects: [],
    });
  });

  test('what the rule says of version, time and pending effects is not taken from it', () => {
    const before = note({ pendingEffects: pending('old') });
    const next = { ...before, version: 99, updatedAt: 99, pendingEffects: [] };
    const after = commitChange(before, { next, effects: [] }, 5);
    expect(after).toMatchObject({ version: 2, updatedAt: 5, pendingEffects: before.pendingEffects });
  });
});

describe('ids of effects', () => {
  test('are the same for the same document, version and place', () => {
    expect(toPending('n1', 7, [transfer('a')])).toEqual(toPending('n1', 7, [transfer('a')]));
  });

  test('never meet between documents, versions and places', () => {
    const place = fc.tuple(fc.string({ minLength: 1 }), fc.nat({ max: 300 }), fc.nat({ max: 300 }));
    fc.assert(
      fc.property(place, place, (a, b) => {
        const same = a.every((part, index) => part === b[index]);
        expect(effectId(...a) === effectId(...b)).toBe(same);
      }),
    );
  });
});
