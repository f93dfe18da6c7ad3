import { afterAll, describe, expect, test } from '@jest/globals';
import { loadCompany } from '../../src/config/load.ts';
import { FILES, makeFolder, removeFolders, SHIPPED } from './folder.ts';

afterAll(removeFolders);

const CALENDAR = `hours: {periods: ["08:30-17:30"]}
departments:
  engineering: {periods: ["08:00-18:00"], holidays: true}
years:
  "2026": {rest: [2026-10-01], work: []}
`;

async function warnings(calendar: string, day: string): Promise<string[]> {
  const shippedDir = makeFolder({ ...SHIPPED, ...FILES, 'calendar.yaml': calendar });
  const loaded = await loadCompany(shippedDir, { env: {}, shippedDir, now: Date.parse(`${day}T04:00:00Z`) });
  return loaded.warnings.filter(({ path }) => path === 'years').map(({ message }) => message);
}

describe('a table of public holidays that runs out (docs/tickets.md, "Clocks")', () => {
  test('a year that is not covered is said loudly, with the departments it concerns', async () => {
    const [first, ...more] = await warnings(CALENDAR, '2027-03-01');
    expect(first).toMatch(/^HOLIDAYS OF 2027 ARE NOT KNOWN: limits of 客服部 /);
    expect(more).toEqual([]);
  });

  test('45 days before it begins already', async () => {
    expect(await warnings(CALENDAR, '2026-11-10')).toEqual([]);
    expect(await warnings(CALENDAR, '2026-11-24')).toEqual([expect.stringContaining('2027')]);
  });

  test('a company that works every day needs no table', async () => {
    const everyDay = 'hours: {periods: ["00:00-24:00"], holidays: true}\nyears: {}\n';
    expect(await warnings(everyDay, '2027-03-01')).toEqual([]);
  });
});
