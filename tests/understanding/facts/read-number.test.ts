import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { numberText, readNumber } from '../../../src/understanding/facts/read-number.ts';

const DIGITS = [...'零一二三四五六七八九'];

/** A number below a thousand as people say it: 十五, 一百零三. */
function say(value: number): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
  const said = (digit: number) => DIGITS[digit] ?? '';
  if (value < 10) return said(value);
  const head = hundreds === 0 ? '' : `${said(hundreds)}百`;
  if (tens === 0) return `${head}${ones === 0 ? '' : `零${said(ones)}`}`;
  return `${head}${tens === 1 && hundreds === 0 ? '' : said(tens)}十${ones === 0 ? '' : said(ones)}`;
}

describe('readNumber', () => {
  test.each([
    ['0', 0],
    ['1701', 1701],
    ['零', 0],
    ['一', 1],
    ['两', 2],
    ['壹', 1],
    ['十', 10],
    ['十五', 15],
    ['二十', 20],
    ['二十一', 21],
    ['九十九', 99],
    ['一百', 100],
    ['两百', 200],
    ['一百零三', 103],
    ['一百一十', 110],
    ['三百六十五', 365],
    ['二零幺', 201],
    ['五〇一', 501],
    ['幺七零幺', 1701],
    ['幺7零1', 1701],
    ['十七零一', 1701],
    ['二十零三', 2003],
  ])('%s is %i', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  test.each(['', 'abc', '十a', '三楼', '一 二', '-1', '1.5'])('%j is no number', (text) => {
    expect(readNumber(text)).toBeNull();
  });

  test('every number below a thousand is read as it is said', () => {
    for (let value = 0; value < 1_000; value++)
      expect([say(value), readNumber(say(value))]).toEqual([say(value), value]);
  });

  test('digits said one by one are the number they spell', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 99_999 }), (value) => {
        const spelled = [...String(value)].map((digit) => DIGITS[Number(digit)]).join('');
        expect(readNumber(spelled)).toBe(value);
      }),
    );
  });

  test('any text is a number or null', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'零〇一二两十百幺拐0189aA '), maxLength: 8 }), (text) => {
        const value = readNumber(text);
        expect(value === null || typeof value === 'number').toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('numberText, as a house number is kept', () => {
  test.each([
    ['002', '2'],
    ['0', '0'],
    ['000', '0'],
    ['1701', '1701'],
    ['三十六', '36'],
    ['二零幺', '201'],
    ['A座', null],
    ['', null],
  ])('%j → %j', (text, expected) => {
    expect(numberText(text)).toBe(expected);
  });
});
