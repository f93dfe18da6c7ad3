import type { Judged } from './baseline.ts';

const number = (value: number, digits = 0) => value.toLocaleString('en-US', { minimumFractionDigits: digits });

const cell = (value: number | string | null, digits?: number) =>
  typeof value === 'number' ? number(value, digits) : (value ?? '–');

/** The measures as a table: at the start, committed, today, aim, verdict. */
export function formatTable(judged: readonly Judged[]): string {
  const rows = judged.map(({ measure: { name, start, aim, digits }, value, before, verdict, reading }) => [
    name,
    cell(start),
    cell(before, digits),
    cell(value, digits),
    aim?.text ?? '–',
    reading.why ?? verdict,
  ]);
  const head = ['measure', 'start', 'committed', 'today', 'aim', 'verdict'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((text, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === cells.length - 1 ? text.padEnd(width) : text.padStart(width);
      })
      .join('  ')
      .trimEnd();
  return [line(head), ...rows.map(line)].join('\n');
}

/** What a failed check says: the measure, both values, and how to see the places. */
export function explainFailure({ measure, value, before }: Judged, command: string): string {
  const now = value === null ? 'cannot be counted any more' : `is ${cell(value, measure.digits)}`;
  return `${measure.name} ${now}, ${cell(before, measure.digits)} is committed; see ${command} --show ${measure.id}`;
}
