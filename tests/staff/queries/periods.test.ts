import { describe, expect, test } from '@jest/globals';
import { dayOf, monthOf } from '../../../src/staff/queries/periods.ts';
import { START } from '../world.ts';

const timezone = 'Asia/Shanghai';
const monthAt = (now: number, wanted: string | null) => monthOf(wanted, { now, timezone });

describe('the month that was asked for', () => {
  test.each([
    [null, 2026, 11],
    ['2026-10', 2026, 10],
    ['last', 2026, 10],
    ['12', 2025, 12],
    ['11', 2026, 11],
    ['01', 2026, 1],
  ])('%s is %s-%s', (wanted, year, number) => {
    expect(monthAt(START, wanted)).toMatchObject({ year, number });
  });

  test('in January the last month is December of the year before', () => {
    expect(monthAt(Date.UTC(2027, 0, 10), 'last')).toMatchObject({ year: 2026, number: 12 });
  });

  test('begins and ends at midnight of the community', () => {
    const { from, to } = monthAt(START, '2026-11');
    expect([from, to]).toEqual([Date.UTC(2026, 9, 31, 16), Date.UTC(2026, 10, 30, 16)]);
  });
});

test('a day begins and ends at midnight of the community', () => {
  expect(dayOf(START, timezone)).toEqual({ from: Date.UTC(2026, 10, 23, 16), to: Date.UTC(2026, 10, 24, 16) });
});
