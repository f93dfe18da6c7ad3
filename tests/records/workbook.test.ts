import { describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { exportForm, UnknownFormError } from '../../src/records/export-form.ts';
import { COLUMNS } from './columns.ts';
import { at, community, EMPTY, samplePapers } from './papers.ts';

const request = (form: string) =>
  ({ form, from: '2026-11-24', to: '2026-11-24', community, viewer: { kind: 'system' }, unmasked: false }) as const;

async function reopen(file: Buffer): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file as never);
  return workbook.worksheets[0]!;
}

const line = (sheet: ExcelJS.Worksheet, row: number) => (sheet.getRow(row).values as unknown[]).slice(1);

describe('the workbook', () => {
  test('篇1 5.0: title, period, a header that stays, and rows that read as they were written', async () => {
    const { file, rows, title } = await exportForm(request('来电来访登记表'), async () => samplePapers());
    const sheet = await reopen(file);
    expect([title, sheet.name, sheet.getCell(1, 1).value]).toEqual(Array(3).fill('来电来访登记表'));
    expect(sheet.getCell(2, 1).value).toBe(`${community.name}　2026-11-24 至 2026-11-24　共6条`);
    expect(line(sheet, 3)).toEqual(COLUMNS.reception!.split('·'));
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
    expect([rows, sheet.rowCount]).toEqual([6, 9]);
    expect(sheet.getCell(4, 1).value).toBe(1);
    expect([sheet.getCell(4, 2).value, sheet.getCell(4, 2).type]).toEqual([
      '2026-11-24 10:00',
      ExcelJS.ValueType.String,
    ]);
    const widths = sheet.columns.map(({ width = 0 }) => width);
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(8);
    expect(Math.max(...widths)).toBeLessThanOrEqual(40);
    expect(widths[1]).toBeGreaterThan(widths[0]!);
  });

  test('words of an owner never become a formula', async () => {
    const { file } = await exportForm(request('rework'), async () => samplePapers());
    const cell = (await reopen(file)).getCell(4, 7);
    expect([cell.type, cell.value]).toEqual([ExcelJS.ValueType.String, '=1+1 交房就渗水']);
  });

  test('a time without any matter is a form with a header and no rows', async () => {
    const { file, rows } = await exportForm(request('重大(突发)事件处理记录表'), async () => EMPTY);
    const sheet = await reopen(file);
    expect([rows, sheet.rowCount]).toEqual([0, 3]);
    expect(line(sheet, 3)).toEqual(COLUMNS.major!.split('·'));
  });

  test('days are days of the community: from its midnight to its midnight', async () => {
    const asked: object[] = [];
    await exportForm({ ...request('daily'), to: '2026-11-30' }, async ({ from, to }) => {
      asked.push({ from, to });
      return EMPTY;
    });
    expect(asked).toEqual([{ from: at('2026-11-24'), to: at('2026-12-01') }]);
  });

  test('篇4 02: an unknown title names every one that is known, and nothing is read', async () => {
    const gather = () => Promise.reject(new Error('read'));
    await expect(exportForm(request('月报'), gather)).rejects.toThrow(UnknownFormError);
    await expect(exportForm(request('月报'), gather)).rejects.toThrow('bills 收费单');
  });
});
