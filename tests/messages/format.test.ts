import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { format, type Message, splitPlaces, wordsFor } from '../../src/messages/index.ts';

describe('format', () => {
  test.each([
    ['words only', '好的', {}, '好的'],
    ['a place', '您好，{name}', { name: '王先生' }, '您好，王先生'],
    ['a place twice', '{n}/{n}', { n: 3 }, '3/3'],
    ['no value', '{a}和{b}', { a: 1 }, '1和'],
    ['null and undefined', '[{a}{b}]', { a: null, b: undefined }, '[]'],
    ['zero', '{n}单', { n: 0 }, '0单'],
    ['a value that names a place', '{a}{b}', { a: '{b}', b: '2' }, '{b}2'],
    ['a value with $', '{a}', { a: '$& $1 $$' }, '$& $1 $$'],
    ['a name with a dot', '{phones.day}', { 'phones.day': '0571' }, '0571'],
    ['a name in Chinese', '{号}', { 号: '007' }, '007'],
    ['braces that are no place', '{ a } {} {1}', { a: 'x' }, '{ a } {} {1}'],
    ['names every object has', '{constructor}{toString}', {}, ''],
  ])('%s', (_name, template, values, expected) => {
    expect(format(template, values)).toBe(expected);
  });

  const name = fc.stringMatching(/^[a-z][a-z0-9.]{0,6}$/);
  const piece = fc.oneof(
    fc.string({ maxLength: 8 }),
    name.map((place) => `{${place}}`),
  );
  const template = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant(undefined));

  test('it never throws, and no place survives values without braces', () => {
    fc.assert(
      fc.property(template, fc.dictionary(name, value), (text, values) => {
        const plain = Object.fromEntries(
          Object.entries(values).map(([key, one]) => [key, typeof one === 'string' ? one.replace(/[{}]/g, '') : one]),
        );
        // What stands around the places may close up to a new one, so only texts without stray braces are looked at.
        fc.pre(splitPlaces(text).every((part) => part.text === undefined || !/[{}]/.test(part.text)));
        expect(splitPlaces(format(text, plain)).filter((part) => part.name !== undefined)).toEqual([]);
      }),
    );
  });

  test('whatever a value holds stands in the result as it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (words, other) => {
        expect(format('«{words}»{other}', { words, other })).toBe(`«${words}»${other}`);
      }),
    );
  });

  test('pieces put together are the text again', () => {
    fc.assert(
      fc.property(template, (text) => {
        expect(
          splitPlaces(text)
            .map((part) => part.text ?? `{${part.name}}`)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  test('a checked message takes its own places only', () => {
    const message = '{name}' as Message<'name'>;
    expect(format(message, { name: '王' })).toBe('王');
    // @ts-expect-error the message has no such place
    expect(format(message, { nmae: '王' })).toBe('');
  });
});

describe('wordsFor', () => {
  test.each([
    ['fees', '费用问题'],
    ['strange', 'strange'],
    ['constructor', 'constructor'],
  ])('%s', (key, expected) => {
    expect(wordsFor({ fees: '费用问题' }, key)).toBe(expected);
  });
});
