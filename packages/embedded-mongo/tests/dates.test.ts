import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEngine, type TestEngine } from './engine.ts';

let t: TestEngine;

beforeAll(async () => {
  t = await startEngine();
});
afterAll(() => t.dispose());

async function value(expression: unknown): Promise<unknown> {
  const [d] = await t.db.aggregate([{ $documents: [{}] }, { $project: { v: expression } }]).toArray();
  return d?.v;
}

const at = new Date('2026-11-24T16:30:45.678Z');
const timezone = 'Asia/Shanghai';
const berlin = 'Europe/Berlin';

describe('manual, "Date Expression Operators"', () => {
  test.each<[string, unknown, unknown]>([
    [
      '$dateAdd month to a shorter one',
      { $dateAdd: { startDate: new Date('2026-01-31T10:00:00Z'), unit: 'month', amount: 1 } },
      new Date('2026-02-28T10:00:00Z'),
    ],
    [
      '$dateAdd year from a leap day',
      { $dateAdd: { startDate: new Date('2024-02-29T10:00:00Z'), unit: 'year', amount: 1 } },
      new Date('2025-02-28T10:00:00Z'),
    ],
    [
      '$dateAdd quarter',
      { $dateAdd: { startDate: new Date('2026-01-31T00:00:00Z'), unit: 'quarter', amount: 1 } },
      new Date('2026-04-30T00:00:00Z'),
    ],
    [
      '$dateAdd day over the change of the clock',
      { $dateAdd: { startDate: new Date('2026-03-28T12:00:00Z'), unit: 'day', amount: 1, timezone: berlin } },
      new Date('2026-03-29T11:00:00Z'),
    ],
    [
      '$dateAdd hours over it',
      { $dateAdd: { startDate: new Date('2026-03-28T12:00:00Z'), unit: 'hour', amount: 24, timezone: berlin } },
      new Date('2026-03-29T12:00:00Z'),
    ],
    [
      '$dateSubtract month',
      { $dateSubtract: { startDate: new Date('2026-03-31T00:00:00Z'), unit: 'month', amount: 1 } },
      new Date('2026-02-28T00:00:00Z'),
    ],
    [
      '$dateDiff counts midnights of the zone',
      {
        $dateDiff: {
          startDate: new Date('2026-03-01T15:59:00Z'),
          endDate: new Date('2026-03-01T16:01:00Z'),
          unit: 'day',
          timezone,
        },
      },
      1,
    ],
    [
      '$dateDiff backwards',
      {
        $dateDiff: {
          startDate: new Date('2026-03-01T00:00:00Z'),
          endDate: new Date('2026-01-31T00:00:00Z'),
          unit: 'month',
        },
      },
      -2,
    ],
    [
      '$dateDiff weeks from Sunday',
      {
        $dateDiff: {
          startDate: new Date('2026-11-21T00:00:00Z'),
          endDate: new Date('2026-11-22T00:00:00Z'),
          unit: 'week',
        },
      },
      1,
    ],
    [
      '$dateDiff weeks from Monday',
      {
        $dateDiff: {
          startDate: new Date('2026-11-21T00:00:00Z'),
          endDate: new Date('2026-11-22T00:00:00Z'),
          unit: 'week',
          startOfWeek: 'monday',
        },
      },
      0,
    ],
    ['$dateTrunc day in a zone', { $dateTrunc: { date: at, unit: 'day', timezone } }, new Date('2026-11-24T16:00:00Z')],
    [
      '$dateTrunc month in a zone',
      { $dateTrunc: { date: at, unit: 'month', timezone } },
      new Date('2026-10-31T16:00:00Z'),
    ],
    ['$dateTrunc by bins', { $dateTrunc: { date: at, unit: 'minute', binSize: 20 } }, new Date('2026-11-24T16:20:00Z')],
    ['$dateTrunc week', { $dateTrunc: { date: at, unit: 'week' } }, new Date('2026-11-22T00:00:00Z')],
    [
      '$dateTrunc week from Monday',
      { $dateTrunc: { date: at, unit: 'week', startOfWeek: 'mon' } },
      new Date('2026-11-23T00:00:00Z'),
    ],
    [
      '$dateTrunc before 2000',
      { $dateTrunc: { date: new Date('1999-12-31T23:00:00Z'), unit: 'day', binSize: 2 } },
      new Date('1999-12-30T00:00:00Z'),
    ],
    ['$dateFromParts carries', { $dateFromParts: { year: 2026, month: 14, day: 0 } }, new Date('2027-01-31T00:00:00Z')],
    [
      '$dateFromParts in a zone',
      { $dateFromParts: { year: 2026, month: 11, day: 23, hour: 8, timezone } },
      new Date('2026-11-23T00:00:00Z'),
    ],
    [
      '$dateFromParts by ISO week',
      { $dateFromParts: { isoWeekYear: 2026, isoWeek: 53, isoDayOfWeek: 5 } },
      new Date('2027-01-01T00:00:00Z'),
    ],
    [
      '$dateToParts',
      { $dateToParts: { date: at, timezone } },
      { year: 2026, month: 11, day: 25, hour: 0, minute: 30, second: 45, millisecond: 678 },
    ],
    [
      '$dateToParts by ISO week',
      { $dateToParts: { date: new Date('2027-01-01T00:00:00Z'), iso8601: true } },
      { isoWeekYear: 2026, isoWeek: 53, isoDayOfWeek: 5, hour: 0, minute: 0, second: 0, millisecond: 0 },
    ],
    ['$isoWeekYear', { $isoWeekYear: new Date('2027-01-01T00:00:00Z') }, 2026],
    ['$isoWeek', { $isoWeek: new Date('2027-01-01T00:00:00Z') }, 53],
    ['$week before the first Sunday', { $week: new Date('2026-01-01T00:00:00Z') }, 0],
    ['$week', { $week: { date: at, timezone } }, 47],
    ['$dayOfYear', { $dayOfYear: new Date('2024-12-31T00:00:00Z') }, 366],
    ['$hour in summer time', { $hour: { date: new Date('2026-07-24T16:30:00Z'), timezone: 'America/New_York' } }, 12],
    ['$dayOfMonth by an offset', { $dayOfMonth: { date: at, timezone: '+08' } }, 25],
    [
      '$dateToString with every specifier',
      { $dateToString: { date: at, timezone, format: '%Y-%m-%d %H:%M:%S.%L %z %Z %j %u %w %U %V %G %b %B %%' } },
      '2026-11-25 00:30:45.678 +0800 +480 329 3 4 47 48 2026 Nov November %',
    ],
    ['$dateToString by default', { $dateToString: { date: at } }, '2026-11-24T16:30:45.678Z'],
    ['$dateToString of nothing', { $dateToString: { date: null, onNull: 'none' } }, 'none'],
    ['$dateFromString', { $dateFromString: { dateString: '2026-11-23T08:30:00Z' } }, new Date('2026-11-23T08:30:00Z')],
    [
      '$dateFromString in a zone',
      { $dateFromString: { dateString: '2026-11-23 08:30', timezone } },
      new Date('2026-11-23T00:30:00Z'),
    ],
    [
      '$dateFromString by a format',
      { $dateFromString: { dateString: '23/11/2026 08:30', format: '%d/%m/%Y %H:%M', timezone } },
      new Date('2026-11-23T00:30:00Z'),
    ],
    [
      '$dateFromString with an offset',
      { $dateFromString: { dateString: '23 Nov 2026 +0800', format: '%d %b %Y %z' } },
      new Date('2026-11-22T16:00:00Z'),
    ],
    ['$dateFromString that fails', { $dateFromString: { dateString: 'soon', onError: 'never' } }, 'never'],
    ['null in, null out', { $dateAdd: { startDate: null, unit: 'day', amount: 1 } }, null],
  ])('%s', async (_title, expression, result) => {
    expect(await value(expression)).toEqual(result);
  });

  test.each<[string, unknown, number]>([
    ['a unit there is not', { $dateTrunc: { date: at, unit: 'fortnight' } }, 9],
    ['a zone there is not', { $hour: { date: at, timezone: 'Mars/Olympus' } }, 40485],
    ['a date that is none', { $year: 'x' }, 16006],
    ['text that is no date', { $dateFromString: { dateString: '2026-13-45' } }, 241],
    ['a day the month does not have', { $dateFromString: { dateString: '31/02/2026', format: '%d/%m/%Y' } }, 241],
    ['a specifier there is not', { $dateToString: { date: at, format: '%q' } }, 18536],
    ['a fraction of a unit', { $dateAdd: { startDate: at, unit: 'day', amount: 1.5 } }, 5166405],
    ['two calendars at once', { $dateFromParts: { year: 2026, isoWeek: 1 } }, 40489],
  ])('refuses %s', async (_title, expression, code) => {
    await expect(value(expression)).rejects.toMatchObject({ code });
  });
});
