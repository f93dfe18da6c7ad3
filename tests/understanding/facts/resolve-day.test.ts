import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayOf } from '../../../src/understanding/facts/resolve-day.ts';

/** Tuesday 24 November 2026, 13:00 in Shanghai. */
const TUESDAY = { now: Date.UTC(2026, 10, 24, 5), timezone: 'Asia/Shanghai' };
const on = (date: string, timezone = 'Asia/Shanghai') => ({ now: Date.parse(`${date}T04:00:00Z`), timezone });

describe('days counted from Tuesday 24 November 2026', () => {
  test.each([
    ['今天', 0],
    ['今晚', 0],
    ['明天', 1],
    ['明早', 1],
    ['后天', 2],
    ['大后天', 3],
    ['过两天', 2],
    ['三天后', 3],
    ['周二', 0],
    ['周三', 1],
    ['礼拜六', 4],
    ['周日', 5],
    ['星期天', 5],
    ['周一', 6],
    ['本周五', 3],
    ['下周一', 6],
    ['下周日', 12],
    ['下下周三', 15],
    ['24号', 0],
    ['25号', 1],
    ['23号', 29],
    ['12月3号', 9],
    ['十二月一号', 7],
    ['1月5号', 42],
  ])('%s is in %i days', (word, days) => {
    expect(dayOf(word, TUESDAY, '')).toEqual({ first: days, last: days });
  });

  test.each([
    ['周末', 4, 5],
    ['这周末', 4, 5],
    ['下周末', 11, 12],
    ['月底', 3, 6],
    ['下月底', 34, 37],
    ['下个月初', 7, 11],
    ['下个月', 7, 37],
    ['元旦', 38, 40],
    ['五一', 158, 162],
    ['国庆', 311, 317],
  ])('%s is from day %i to day %i', (word, first, last) => {
    expect(dayOf(word, TUESDAY, '')).toEqual({ first, last });
  });

  test.each([
    ['元旦', '之后', 41, 43],
    ['元旦', '前', 35, 37],
    ['国庆', '过后', 318, 320],
    ['国庆', '前', 308, 310],
  ])('%s%s is from day %i to day %i', (word, edge, first, last) => {
    expect(dayOf(word, TUESDAY, edge)).toEqual({ first, last });
  });

  test.each(['昨天', '前天', '大前天', '上周三', '上个月', '这周一', '11月20号', '月初', '三十二号', '13月1号'])(
    '%s is past or no day',
    (word) => {
      expect(dayOf(word, TUESDAY, '')).toBeNull();
    },
  );
});

describe('the calendar', () => {
  test('a year ends: 1月5号 said on 31 December is next year', () => {
    expect(dayOf('1月5号', on('2026-12-31'), '')).toEqual({ first: 5, last: 5 });
  });

  test('28号 said on 29 January is in February', () => {
    expect(dayOf('28号', on('2027-01-29'), '')).toEqual({ first: 30, last: 30 });
  });

  test('月底 in February ends with the 28th', () => {
    expect(dayOf('月底', on('2027-02-20'), '')).toEqual({ first: 5, last: 8 });
  });

  test('today is the day of the community, not of UTC', () => {
    const late = Date.UTC(2026, 10, 24, 17);
    expect(dayOf('25号', { now: late, timezone: 'Asia/Shanghai' }, '')).toEqual({ first: 0, last: 0 });
    expect(dayOf('25号', { now: late, timezone: 'UTC' }, '')).toEqual({ first: 1, last: 1 });
  });

  test('on any day a word means days that have not passed, the first before the last', () => {
    const words = [
      '周一',
      '周日',
      '下周三',
      '周末',
      '下周末',
      '月底',
      '1号',
      '31号',
      '12月3号',
      '元旦',
      '国庆',
      '过三天',
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.constantFrom(...words), (day, word) => {
        const found = dayOf(word, { now: Date.UTC(2024, 0, 1 + day, 4), timezone: 'Asia/Shanghai' }, '');
        if (found === null) return;
        expect(found.first).toBeGreaterThanOrEqual(0);
        expect(found.last).toBeGreaterThanOrEqual(found.first);
        expect(found.first).toBeLessThan(370);
      }),
      { numRuns: 500 },
    );
  });

  test('the same weekday is never more than six days away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.constantFrom(...'一二三四五六日'), (day, name) => {
        const found = dayOf(`周${name}`, { now: Date.UTC(2024, 0, 1 + day, 4), timezone: 'Asia/Shanghai' }, '');
        expect(found?.first).toBeLessThanOrEqual(6);
        const date = new Date(Date.UTC(2024, 0, 1 + day + (found?.first ?? 0), 4));
        expect('日一二三四五六'[date.getUTCDay()]).toBe(name);
      }),
    );
  });
});
