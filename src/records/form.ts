/** What a form of the procedures is made of: its columns, and what it writes into the cells of a row. */
import type { CorrectionNotice, Visit } from '../followup/index.ts';
import type { Ticket } from '../tickets/index.ts';
import { type ColumnId, FORM_COLUMNS, type FormId } from './config/form-columns.ts';
import type { FormMessages } from './config/form-messages.ts';
import type { Reading } from './reading.ts';
import type { HandOverRecord, ShiftEntry } from './registers/shift-book.ts';

/** What is written into a cell; null is a blank cell. */
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

/** One form named in the procedures. Its titles and headings stand in `messages/forms.yaml`. */
export interface Form {
  readonly id: FormId;
  /** As many cells a row as the form has columns. Rows that this reader may not know of are not there (R1). */
  rows(papers: Papers, reading: Reading): readonly (readonly Cell[])[];
}

/** What is written in a column; null: it is filled in by hand. */
type Column<T> = ((item: T, index: number) => Cell) | null;

/** A form from the things it has a row for and its columns. */
export function defineForm<F extends FormId, T>(
  id: F,
  form: {
    items(papers: Papers, reading: Reading): readonly T[];
    readonly columns: { readonly [K in ColumnId<F>]: Column<T> };
  },
): Form {
  const ids: readonly ColumnId<F>[] = FORM_COLUMNS[id];
  const columns = ids.map((column) => form.columns[column]);
  return {
    id,
    rows: (papers, reading) =>
      form.items(papers, reading).map((item, index) => columns.map((column) => column?.(item, index) ?? null)),
  };
}

/** The headings of a form, in the order of its cells. */
export function headingsOf(form: FormId, { forms }: FormMessages): string[] {
  const headings: Readonly<Record<string, string>> = forms[form].columns;
  return FORM_COLUMNS[form].map((column) => headings[column] ?? column);
}
