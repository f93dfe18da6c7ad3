import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeLayers } from '../../src/messages/index.ts';
import { nearest } from '../../src/shared/nearest.ts';

describe('mergeLayers', () => {
  test.each([
    ['nothing', [], undefined],
    ['one layer', [{ a: '1' }], { a: '1' }],
    ['the nearest key wins', [{ a: 'own' }, { a: 'shipped', b: 'shipped' }], { a: 'own', b: 'shipped' }],
    ['deep', [{ s: { a: 'own' } }, { s: { a: 'x', b: 'y' }, t: 'z' }], { s: { a: 'own', b: 'y' }, t: 'z' }],
    ['three layers', [{ a: '1' }, { b: '2' }, { a: 'x', b: 'y', c: '3' }], { a: '1', b: '2', c: '3' }],
    ['lists are taken whole', [{ a: ['own'] }, { a: ['x', 'y'] }], { a: ['own'] }],
    ['an empty file changes nothing', [{}, { a: '1' }], { a: '1' }],
    ['a missing layer is passed over', [undefined, { a: '1' }], { a: '1' }],
    ['a key without a value is kept, to be refused', [{ a: null }, { a: '1' }], { a: null }],
    ['a text where a section belongs is kept, to be refused', [{ s: 'x' }, { s: { a: '1' } }], { s: 'x' }],
    ['a section where a text belongs is kept, to be refused', [{ a: { b: '1' } }, { a: 'x' }], { a: { b: '1' } }],
  ])('%s', (_name, layers, expected) => {
    expect(mergeLayers(layers)).toEqual(expected);
  });

  test('a key named __proto__ is a key like others', () => {
    const merged = mergeLayers([JSON.parse('{"__proto__": {"a": "1"}}'), { b: '2' }]) as object;
    expect(Object.keys(merged)).toEqual(['b', '__proto__']);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });

  const tree = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof({ depthSize: 'small' }, fc.string(), fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('node'))),
  })).node;

  test('layers may be merged two at a time or all at once', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b'), tree), tree, tree, (a, b, c) => {
        expect(mergeLayers([a, mergeLayers([a, b])])).toEqual(mergeLayers([a, b]));
        expect(Object.keys(mergeLayers([a, b, c]) as object)).toEqual(expect.arrayContaining(Object.keys(a)));
      }),
    );
  });
});

describe('nearest', () => {
  test.each([
    ['acceptd', 'accepted'],
    ['Accepted', 'accepted'],
    ['accepted.', 'accepted'],
    ['state-wating', 'state-waiting'],
    ['completely-else', null],
    ['', null],
  ])('%s', (word, expected) => {
    expect(nearest(word, ['arrived', 'accepted', 'state-waiting', 'state-working'])).toBe(expected);
  });

  test('with nothing to choose from there is none', () => {
    expect(nearest('a', [])).toBeNull();
  });
});
