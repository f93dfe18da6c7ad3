import { describe, expect, test } from '@jest/globals';
import chineseDays from 'chinese-days';
import { calendarFile } from '../../src/community/config/calendar.ts';
import { createWorkCalendar, workLimit } from '../../src/community/work-calendar.ts';
import { at, DAY, HOUR, MINUTE, shipped } from './factories.ts';

const ZONE = 'Asia/Shanghai';
const office = createWorkCalendar(shipped.calendar, 'management', ZONE);
const engineering = createWorkCalendar(shipped.calendar, 'engineering', ZONE);

/** The days of a year, as `2026-01-01`. */
function daysOf(year: number): string[] {
  const count = (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / DAY;
  return Array.from({ length: count }, (_, index) => new Date(Date.UTC(year, 0, 1 + index)).toISOString().slice(0, 10));
}

describe('the calendar of working hours (篇5 二.2)', () => {
  test.each([2025, 2026])('%i: holidays and 调休 are those of the published table', (year) => {
    const differing = daysOf(year).filter((day) => office.isWorkday(at(`${day} 12:00`)) !== chineseDays.isWorkday(day));
    expect(differing).toEqual([]);
    expect(shipped.calendar.years[String(year)]!.work.length).toBeGreaterThan(3);
  });

  test.each([
    // from, working minutes, until: office 08:30–12:00, 13:30–18:00
    ['2026-11-24 09:00', 60, '2026-11-24 10:00'],
    ['2026-11-24 11:30', 60, '2026-11-24 14:00'], // over lunch
    ['2026-11-24 12:30', 30, '2026-11-24 14:00'], // from within lunch
    ['2026-11-24 17:30', 60, '2026-11-25 09:00'], // over night
    ['2026-11-24 17:30', 30, '2026-11-24 18:00'], // the last minute of the day is a working one
    ['2026-11-27 17:30', 60, '2026-11-30 09:00'], // over the weekend
    ['2026-09-24 17:30', 60, '2026-09-28 09:00'], // 中秋 25th–27th
    ['2026-09-19 10:00', 60, '2026-09-20 09:30'], // Saturday → 调休 Sunday 20th
    ['2026-09-30 17:30', 90, '2026-10-08 09:30'], // 国庆 1st–7th
    ['2026-10-09 17:30', 60, '2026-10-10 09:00'], // 调休 Saturday 10th
    ['2026-02-14 17:30', 60, '2026-02-24 09:00'], // 春节 15th–23rd, 14th worked
    ['2026-02-27 17:30', 60, '2026-02-28 09:00'], // 调休 Saturday 28th
    ['2026-11-24 08:00', 0, '2026-11-24 08:30'], // nothing to do yet: the first working moment
  ])('office: %s plus %i working minutes is %s', (from, minutes, until) => {
    expect(new Date(office.add(at(from), minutes * MINUTE)).toISOString()).toBe(new Date(at(until)).toISOString());
    if (minutes > 0) expect(office.between(at(from), at(until))).toBe(minutes * MINUTE);
  });

  test.each([
    ['engineering works on Sundays and holidays', 'engineering', '2026-10-01 17:30', 60, '2026-10-02 08:30'],
    ['cleaning begins at seven', 'cleaning', '2026-11-24 16:30', 60, '2026-11-25 07:30'],
    ['security never stops', 'security', '2026-10-01 23:30', 60, '2026-10-02 00:30'],
    ['the desk until eight in the evening', 'service', '2026-11-28 19:30', 60, '2026-11-29 09:00'],
  ])('hours by department: %s', (_, department, from, minutes, until) => {
    const calendar = createWorkCalendar(shipped.calendar, department, ZONE);
    expect(calendar.add(at(from), minutes * MINUTE)).toBe(at(until));
  });

  test('the company overrides single days, both ways', () => {
    const override = { '2026-11-24': 'rest', '2026-11-28': 'work' } as const;
    const own = createWorkCalendar({ ...shipped.calendar, override }, 'management', ZONE);
    expect(own.isWorkday(at('2026-11-24 10:00'))).toBe(false);
    expect(own.isWorkday(at('2026-11-28 10:00'))).toBe(true);
    expect(own.add(at('2026-11-23 17:30'), HOUR)).toBe(at('2026-11-25 09:00'));
  });

  test('1d of a limit is one working day, hours are hours', () => {
    expect(workLimit(3 * DAY, office)).toBe(3 * 8 * HOUR);
    expect(workLimit(DAY, engineering)).toBe(9 * HOUR);
    expect(workLimit(26 * HOUR, office)).toBe(10 * HOUR);
    expect(workLimit(4 * HOUR, office)).toBe(4 * HOUR);
  });

  test('a calendar that never works again ends', () => {
    const never = calendarFile.parse({
      hours: { periods: ['09:00-10:00'], weekdays: [1] },
      years: {},
      override: {},
    });
    const all = Object.fromEntries([2026, 2027, 2028, 2029].flatMap(daysOf).map((day) => [day, 'rest' as const]));
    const calendar = createWorkCalendar({ ...never, override: all }, 'x', ZONE);
    expect(calendar.add(at('2026-11-24'), HOUR)).toBeGreaterThan(at('2029-01-01'));
  });

  test('several periods a day must be in order', () => {
    const overlapping = calendarFile.safeParse({ hours: { periods: ['08:00-12:00', '11:00-18:00'] }, years: {} });
    expect(overlapping.success).toBe(false);
  });
});
