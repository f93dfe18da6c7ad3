import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_GRAM, readFeatures } from '../../../src/understanding/model/features.ts';
import { createHashTable, lookUp } from '../../../src/understanding/model/hash-table.ts';
import { softmax } from '../../../src/understanding/model/softmax.ts';
import { FAMILIES_OF_WORD } from '../../../src/understanding/model/word-families.ts';

/** The features of a text, copied out of the buffers. */
function copyOf(text: string) {
  const { hashes, starts, spans, count, length } = readFeatures(text);
  return {
    hashes: [...hashes.subarray(0, count)],
    starts: [...starts.subarray(0, count)],
    spans: [...spans.subarray(0, count)],
    length,
  };
}
const hashesOf = (text: string) => copyOf(text).hashes;
const shared = (one: string, other: string) =>
  hashesOf(one).filter((hash) => new Set(hashesOf(other)).has(hash)).length;

describe('features', () => {
  test('the same text has the same features, whatever was read between', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'厨房漏水灯坏了3aB！？，'), maxLength: 30 });
    fc.assert(
      fc.property(texts, texts, (text, between) => {
        const first = copyOf(text);
        readFeatures(between);
        expect(copyOf(text)).toEqual(first);
      }),
    );
  });

  test.each([
    ['numbers count as one', '3栋', '12345栋'],
    ['commas and spaces are left out', '厨房 漏水', '厨房,漏水'],
    ['single letters count as one', 'A座', 'B座'],
  ])('%s: %s as %s', (_rule, one, other) => {
    expect(hashesOf(one)).toEqual(hashesOf(other));
  });

  test.each([
    ['a question mark', '漏水', '漏水?'],
    ['an exclamation mark', '漏水', '漏水!'],
    ['the order of words', '关于停车的咨询', '咨询停车的关于'],
  ])('%s makes a difference', (_what, one, other) => {
    expect(hashesOf(one)).not.toEqual(hashesOf(other));
  });

  test('words of one family share a feature, others do not', () => {
    expect(shared('疏通', '堵塞')).toBeGreaterThan(shared('疏通', '表扬'));
  });

  test('every feature with a place lies inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'马桶堵了漏水12ab '), maxLength: 60 }), (text) => {
        const { starts, spans, length } = copyOf(text);
        for (const [at, start] of starts.entries()) {
          if (start < 0) continue;
          expect(spans[at]).toBeGreaterThanOrEqual(1);
          expect(spans[at]).toBeLessThanOrEqual(MAX_GRAM);
          expect(start + (spans[at] ?? 0)).toBeLessThanOrEqual(length);
        }
      }),
    );
  });

  test('only the first thousand characters count', () => {
    const beginning = '水管漏了'.repeat(250);
    expect(hashesOf(`${beginning}表扬`)).toEqual(hashesOf(`${beginning}投诉`));
  });

  test('a text of nothing but family words fits the buffers', () => {
    const words = [...FAMILIES_OF_WORD.keys()].join('');
    for (let start = 0; start + 1_000 < words.length; start += 1_000) {
      expect(copyOf(words.slice(start, start + 1_000)).hashes.length).toBeGreaterThan(4_000);
    }
  });

  test('family words are simplified, upper case and one to four characters', () => {
    for (const word of FAMILIES_OF_WORD.keys()) {
      expect(word).toMatch(/^\S{1,8}$/u);
      expect(word).toBe(word.toUpperCase());
    }
  });
});

describe('the hash table', () => {
  test('gives every hash its number and every other -1', () => {
    const hashes = fc.uniqueArray(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 300 });
    fc.assert(
      fc.property(hashes, fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })), (known, others) => {
        const table = createHashTable(known);
        for (const [at, hash] of known.entries()) expect(lookUp(table, hash)).toBe(at);
        for (const hash of others) if (!known.includes(hash)) expect(lookUp(table, hash)).toBe(-1);
      }),
    );
  });

  test('hashes that collide are told apart', () => {
    const hashes = [1, 1 + 64, 1 + 128, 1 + 192];
    const table = createHashTable(hashes);
    expect(hashes.map((hash) => lookUp(table, hash))).toEqual([0, 1, 2, 3]);
    expect(lookUp(table, 1 + 256)).toBe(-1);
  });

  test('an empty table has nothing', () => {
    expect(lookUp(createHashTable([]), 0)).toBe(-1);
  });
});

describe('softmax', () => {
  const of = (scores: readonly number[], temperature = 1) => {
    const values = Float64Array.from(scores);
    softmax(values, values.length, temperature);
    return [...values];
  };

  test('sums up to one and keeps the order, also where exp would overflow', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 20 }), (scores) => {
        const probabilities = of(scores);
        expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
        for (const [at, score] of scores.entries())
          for (const [other, rival] of scores.entries())
            if (score > rival) expect(probabilities[at]).toBeGreaterThanOrEqual(probabilities[other] ?? 0);
      }),
    );
  });

  test('a higher temperature makes them more even', () => {
    expect(of([2, 0], 4)[0]).toBeLessThan(of([2, 0])[0] ?? 0);
  });

  test('values behind the count stay', () => {
    const values = Float64Array.from([1, 1, 7]);
    softmax(values, 2, 1);
    expect([...values]).toEqual([0.5, 0.5, 7]);
  });
});
