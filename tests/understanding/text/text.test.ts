import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allMatches } from '../../../src/understanding/text/all-matches.ts';
import { boundedPattern } from '../../../src/understanding/text/bounded-pattern.ts';
import { createCharacterPresence } from '../../../src/understanding/text/character-presence.ts';
import { fixKnownTypos } from '../../../src/understanding/text/known-typos.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';

describe('allMatches', () => {
  test('finds what matchAll finds, empty matches too', () => {
    const cases: readonly (readonly [RegExp, string])[] = [
      [/漏./g, '漏水漏电漏'],
      [/a*/g, 'baac'],
      [/(?=水)/g, '水水'],
      [/x/g, ''],
    ];
    for (const [words, text] of cases) {
      expect(allMatches(words, text).map(({ index, 0: match }) => [index, match])).toEqual(
        [...text.matchAll(words)].map(({ index, 0: match }) => [index, match]),
      );
    }
  });

  test('begins at the front whatever was matched before', () => {
    const words = /漏/g;
    words.lastIndex = 5;
    expect(allMatches(words, '漏了')).toHaveLength(1);
  });
});

describe('boundedPattern', () => {
  test.each([
    ['电~3坏', '电梯坏', true],
    ['电~3坏', '电梯又在坏', true],
    ['电~3坏', '电梯又一次坏', false],
    ['电~3坏', '电,坏', false],
    ['电~3坏', '电。坏', false],
    ['电≈3坏', '电,坏', true],
    ['电≈3坏', '电。坏', false],
    ['电≈3坏', '电\n坏', false],
  ])('%s in %j: %s', (line, text, expected) => {
    expect(boundedPattern([line]).test(text)).toBe(expected);
  });

  test('lines are alternatives', () => {
    const words = boundedPattern(['着火', '漏~2气'], 'g');
    expect('着火了，漏煤气'.match(words)).toEqual(['着火', '漏煤气']);
  });
});

describe('createCharacterPresence', () => {
  test('sets the bit of every group of which a character occurs', () => {
    const presence = createCharacterPresence(['火烟', '水', '', '烟']);
    expect(presence('着火')).toBe(0b0001);
    expect(presence('冒烟漏水')).toBe(0b1011);
    expect(presence('')).toBe(0);
  });

  test('31 groups fit, the last as well as the first', () => {
    const groups = Array.from({ length: 31 }, (_, at) => String.fromCharCode(0x4e00 + at));
    const presence = createCharacterPresence(groups);
    for (const [at, group] of groups.entries()) expect(presence(group)).toBe(1 << at);
    expect(() => createCharacterPresence([...groups, '水'])).toThrow(RangeError);
  });
});

describe('fixKnownTypos', () => {
  test.each([
    ['煤汽泄漏', '煤气泄漏'],
    ['着货了', '着火了'],
    ['天燃汽', '天然气'],
    ['电弟困人', '电梯困人'],
    ['爆官了', '爆管了'],
    ['留血了', '流血了'],
    ['马捅堵赛', '马桶堵塞'],
    ['水管', '水管'],
    ['', ''],
  ])('%s → %s', (text, expected) => {
    expect(fixKnownTypos(text)).toBe(expected);
  });

  test('length stays, and what is fixed is not fixed again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'煤汽气着货火电弟梯天燃然卡主了水官'), maxLength: 30 }),
        (text) => {
          const fixed = fixKnownTypos(text);
          expect(fixed).toHaveLength(text.length);
          expect(fixKnownTypos(fixed)).toBe(fixed);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('normalise joined to itself', () => {
  test('a text in two parts is the parts, but for a typo across the cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'３棟a，。！電壞 \t\u3000漏水'), maxLength: 20 }), (text) => {
        for (let cut = 0; cut <= text.length; cut++) {
          expect(normalise(text.slice(0, cut)) + normalise(text.slice(cut))).toBe(normalise(text));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('texts longer than a chunk of the table keep every character', () => {
    const text = `ａ${'水'.repeat(20_000)}Ｂ`;
    expect(normalise(text)).toBe(`A${'水'.repeat(20_000)}B`);
  });
});
