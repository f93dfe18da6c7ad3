import type { Versioned } from '../../effects/index.ts';

/** What the clock reports by itself; `warning` and `exceeded` are about the ‰ of the year (R39). */
export type ReportKind = 'weekly' | 'monthly' | 'visits' | 'warning' | 'exceeded';

/** A report as it was made. Its primary key is `community/kind/period`, so of any number of processes one makes it. */
export interface ReportRecord extends Versioned {
  readonly kind: ReportKind;
  /** `2026-11-16` (Monday of a week), `2026-11`, or `2026`. */
  readonly period: string;
  /** Epoch ms, as every time here. */
  readonly at: number;
  /** Not pushed before: quiet hours, or working hours of whoever is reminded. */
  readonly notBefore: number;
  /** What each recipient is shown: only complaints that he may know of (R1). */
  readonly messages: readonly { readonly userid: string; readonly text: string }[];
  /** Recipients from whom a complaint in it is hidden (R1); the analysis of others is kept from them too. */
  readonly blind: readonly string[];
}

/** What members write down: 走访 (R37), the analysis of a month (R38), 事件 and 参观 (R36). */
export type LogKind = 'visit' | 'analysis' | 'event' | 'guests';

/** One line of a register, with whoever wrote it. Nobody edits or deletes one. */
export interface LogEntry {
  readonly id: string;
  readonly community: string;
  readonly kind: LogKind;
  readonly at: number;
  readonly by: string;
  /** `3栋2单元1701`; null where there is none. */
  readonly house: string | null;
  /** The month an analysis is about. */
  readonly period: string | null;
  readonly text: string;
}

/** Where reports and register lines are kept. Every write is idempotent by key. */
export interface ReportBook {
  /** Stores a report, whose messages are its effects, unless its key is taken. */
  claim(report: ReportRecord): Promise<void>;
  find(key: Pick<ReportRecord, 'community' | 'kind' | 'period'>): Promise<ReportRecord | null>;
  addEntry(entry: LogEntry): Promise<void>;
  /** Lines in the order they were written; `from` ≤ at < `to`. */
  entries(search: {
    readonly community: string;
    readonly kind: LogKind;
    readonly period?: string;
    readonly from?: number;
    readonly to?: number;
  }): Promise<readonly LogEntry[]>;
}
