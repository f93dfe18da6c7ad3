import ExcelJS from 'exceljs';
import type { Cell } from './form.ts';

/** One form, filled. */
export interface Sheet {
  readonly title: string;
  /** Under the title: whose form it is and for what time. */
  readonly subtitle: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const TITLE_ROWS = 2;
const NARROWEST = 8;
const WIDEST = 40;

/** The form as an .xlsx file: title, whose and when, header, rows. Text stays text, so no cell is ever a formula. */
export async function writeWorkbook({ title, subtitle, columns, rows }: Sheet): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(sheetName(title), {
    views: [{ state: 'frozen', ySplit: TITLE_ROWS + 1 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.addRow([title]).font = { bold: true, size: 16 };
  sheet.addRow([subtitle]);
  for (const row of [1, TITLE_ROWS]) sheet.mergeCells(row, 1, row, columns.length);
  sheet.getCell(1, 1).alignment = { horizontal: 'center' };
  sheet.addRow([...columns]).font = { bold: true };
  for (const row of rows) sheet.addRow([...row]);
  for (let row = TITLE_ROWS + 1; row <= sheet.rowCount; row++) ruleRow(sheet.getRow(row), columns.length);
  columns.forEach((column, index) => {
    sheet.getColumn(index + 1).width = widthOf([column, ...rows.map((row) => row[index] ?? null)]);
  });
  // The header is on every page that is printed.
  sheet.pageSetup.printTitlesRow = `1:${TITLE_ROWS + 1}`;
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function ruleRow(row: ExcelJS.Row, columns: number): void {
  const style = 'thin' as const;
  for (let column = 1; column <= columns; column++) {
    const cell = row.getCell(column);
    cell.border = { top: { style }, left: { style }, bottom: { style }, right: { style } };
    cell.alignment = { vertical: 'top', wrapText: true };
  }
}

/** Columns of a sheet are measured in digits; a Han character takes two. */
function widthOf(cells: readonly Cell[]): number {
  const widths = cells.map((cell) => [...String(cell ?? '')].reduce((sum, char) => sum + (char > '\u00ff' ? 2 : 1), 2));
  return Math.min(
    WIDEST,
    widths.reduce((widest, width) => Math.max(widest, width), NARROWEST),
  );
}

/** Excel takes 31 characters and none of `[]:*?/\`. */
function sheetName(title: string): string {
  return [...title.replace(/[[\]:*?/\\]/g, ' ')].slice(0, 31).join('');
}
