import { describe, expect, test } from '@jest/globals';
import type { Document } from 'bson';
import { fullCollation, readCollation, type TextCompare } from '../../src/bson/collation.ts';
import { compare, compareStrings, equal } from '../../src/bson/compare.ts';
import { engineDoc } from '../values.ts';

const orderOf = (collation: Document): TextCompare => {
  const text = readCollation(engineDoc(collation));
  if (text === undefined) throw new Error('byte order');
  return text;
};
const sorted = (words: string[], collation: Document): string[] => [...words].sort(orderOf(collation));

describe('collation: which texts are equal', () => {
  test.each<[number, string, string, boolean]>([
    [1, 'ping', 'PÍNG', true],
    [2, 'ping', 'PING', true],
    [2, 'ping', 'píng', false],
    [3, 'ping', 'PING', false],
    [3, 'ping', 'ping', true],
    [1, 'straße', 'strasse', true],
    [2, '漏水', '漏水', true],
    [1, '漏', '水', false],
    [2, 'ａ', 'a', true],
    [3, 'ａ', 'a', false],
  ])('strength %d: %s and %s are equal: %p', (strength, a, b, expected) => {
    expect(orderOf({ locale: 'en', strength })(a, b) === 0).toBe(expected);
  });

  test('documents and arrays are compared by it too, names of fields are not', () => {
    const text = orderOf({ locale: 'en', strength: 2 });
    const values = (d: Document) => engineDoc(d).get('v');
    expect(equal(values({ v: { a: ['X'] } }), values({ v: { a: ['x'] } }), text)).toBe(true);
    expect(equal(values({ v: { A: 1 } }), values({ v: { a: 1 } }), text)).toBe(false);
    expect(compare('B', 'a', text)).toBeGreaterThan(0);
    expect(compare('B', 'a')).toBeLessThan(0);
  });
});

describe('collation: the order of texts', () => {
  test('letters before digits’ successors, small before capital, accents last', () => {
    expect(sorted(['b', 'B', 'a', 'á', 'A', '1'], { locale: 'en' })).toEqual(['1', 'a', 'A', 'á', 'b', 'B']);
  });

  test('numbers in text by value where asked for', () => {
    expect(sorted(['A10', 'A9', 'A1'], { locale: 'en', numericOrdering: true })).toEqual(['A1', 'A9', 'A10']);
    expect(sorted(['A10', 'A9', 'A1'], { locale: 'en' })).toEqual(['A1', 'A10', 'A9']);
  });

  test('without one, the order of bytes: beyond 16 bits last', () => {
    expect(['😀', '\uffff', 'é', 'z', 'Z'].sort(compareStrings)).toEqual(['Z', 'z', 'é', '\uffff', '😀']);
  });
});

describe('collation: what is read', () => {
  test.each<[string, Document | null | undefined]>([
    ['nothing', undefined],
    ['null', null],
    ['an empty document', {}],
    ['simple', { locale: 'simple' }],
  ])('%s is byte order', (_title, given) => {
    expect(readCollation(given ? engineDoc(given) : given)).toBeUndefined();
    expect(fullCollation(given ? engineDoc(given) : given)).toBeUndefined();
  });

  test('is listed with every option filled in', () => {
    const full = fullCollation(engineDoc({ locale: 'fr', strength: 1 }));
    expect([...(full?.keys() ?? [])]).toEqual([
      ...['locale', 'caseLevel', 'caseFirst', 'strength', 'numericOrdering'],
      ...['alternate', 'maxVariable', 'normalization', 'backwards', 'version'],
    ]);
    expect(full).toEqual(
      engineDoc({
        ...{ locale: 'fr', caseLevel: false, caseFirst: 'off', strength: 1, numericOrdering: false },
        ...{
          alternate: 'non-ignorable',
          maxVariable: 'punct',
          normalization: false,
          backwards: false,
          version: '57.1',
        },
      }),
    );
  });

  test.each<[string, Document, number]>([
    ['no locale', { strength: 1 }, 40414],
    ['a locale that is no text', { locale: 1 }, 14],
    ['a locale with an order of its own', { locale: 'sv' }, 238],
    ['strength 0', { locale: 'en', strength: 0 }, 2],
    ['strength 6', { locale: 'en', strength: 6 }, 2],
    ['strength 4, which is not done', { locale: 'en', strength: 4 }, 238],
    ['capitals first', { locale: 'en', caseFirst: 'upper' }, 238],
    ['punctuation passed over', { locale: 'en', alternate: 'shifted' }, 238],
    ['an unknown option', { locale: 'en', nope: true }, 40415],
    ['numericOrdering that is no boolean', { locale: 'en', numericOrdering: 1 }, 14],
  ])('%s is refused', (_title, given, code) => {
    expect(() => readCollation(engineDoc(given))).toThrow(expect.objectContaining({ code }));
  });

  test('options given with their defaults are fine', () => {
    expect(
      readCollation(engineDoc({ locale: 'en', caseFirst: 'off', backwards: false, normalization: false })),
    ).toBeDefined();
  });

  test('text whose order releases of ICU differ in is refused rather than sorted wrongly', () => {
    expect(() => orderOf({ locale: 'en' })('а', 'b')).toThrow(expect.objectContaining({ code: 238 }));
  });
});
