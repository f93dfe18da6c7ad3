import type { CorrectionNotice } from '../followup/notice.ts';
import type { Visit } from '../followup/visit.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { FormTitles } from './config/titles.ts';
import type { Reading } from './reading.ts';
import type { HandOverRecord, ShiftEntry } from './registers/shift-book.ts';

/** ASCII id of a form; its Chinese titles are in `texts.yaml`, `records.titles`. */
export type FormId = keyof FormTitles;

/** What is written into a cell; null is left for the pen. */
export type Cell = string | number | null;

/** What forms are filled from: one community, one period. */
export interface Papers {
  readonly tickets: readonly Ticket[];
  /** Visits that were due in the period; their tickets are among `tickets`. */
  readonly visits: readonly Visit[];
  /** The 整改通知 of those visits. */
  readonly notices: readonly CorrectionNotice[];
  readonly entries: readonly ShiftEntry[];
  /** Hand-overs of the period; the tickets they name are among `tickets`. */
  readonly handOvers: readonly HandOverRecord[];
}

/** One form named in the procedures. */
export interface Form {
  readonly id: FormId;
  readonly columns: readonly string[];
  /** As many cells a row as there are columns. Rows that this reader may not know of are not there (R1). */
  rows(papers: Papers, reading: Reading): readonly (readonly Cell[])[];
}

/** A column: its title, and what is written in it; without that it is filled in by hand. */
type Column<T> = readonly [title: string, cell?: (item: T, index: number) => Cell];

/** A form from its columns and the things it has a row for. */
export function defineForm<T>(form: {
  readonly id: FormId;
  items(papers: Papers, reading: Reading): readonly T[];
  readonly columns: readonly Column<T>[];
}): Form {
  return {
    id: form.id,
    columns: form.columns.map(([title]) => title),
    rows: (papers, reading) =>
      form
        .items(papers, reading)
        .map((item, index) => form.columns.map(([, cell]) => (cell === undefined ? null : cell(item, index)))),
  };
}
