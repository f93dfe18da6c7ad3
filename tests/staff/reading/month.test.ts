import { describe, expect, test } from '@jest/globals';
import { readMonth, readMonthBefore, takeMonth } from '../../../src/staff/reading/month.ts';
import { normalise } from '../../../src/staff/reading/normalised.ts';

describe('a month', () => {
  test.each([
    ['', null],
    ['本月', null],
    ['这个月的', null],
    ['上月', 'last'],
    ['上个月', 'last'],
    ['10月', '10'],
    ['9月份', '09'],
    ['2026-10', '2026-10'],
    ['2026年9月', '2026-09'],
    ['2026/9', '2026-09'],
    ['202610', '2026-10'],
    ['２０２６－１０', '2026-10'],
  ])('%j is %j', (text, month) => {
    expect(readMonth(normalise(text))).toBe(month);
  });

  test.each(['13月', '2026-13', '0月', '3-2-1701', '漏水'])('%s is none', (text) => {
    expect(readMonth(normalise(text))).toBeUndefined();
  });

  test.each([
    ['10月月报', '10'],
    ['上个月的月报', 'last'],
    ['2026年10月月报', '2026-10'],
    ['月报', undefined],
    ['10月月报发我', undefined],
    ['漏水月报', undefined],
  ])('%s before 月报: %s', (text, month) => {
    expect(readMonthBefore(normalise(text), '月报')).toBe(month);
  });

  test.each([
    ['2026-11 内部原因居多', { month: '2026-11', text: '内部原因居多' }],
    ['上月：内部原因居多', { month: 'last', text: '内部原因居多' }],
    ['本月', { month: null, text: '' }],
    ['内部原因居多', null],
    ['3-2-1701 漏水', null],
    ['13月 没有', null],
  ])('%s', (text, expected) => {
    expect(takeMonth(normalise(text))).toEqual(expected);
  });
});
