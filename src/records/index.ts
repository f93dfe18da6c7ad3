/** The public door of this room. */
export type { Community } from './community.ts';
export { formMessages } from './config/form-messages.ts';
export { reportMessages } from './config/report-messages.ts';
export { type ReportsFile, reportsFile } from './config/reports.ts';
export { exportForm, UnknownFormError } from './export-form.ts';
export { gatherPapers, PeriodTooLongError } from './gather.ts';
export { type ExportOptions, readOptions } from './options.ts';
export type { Relay, RelayBook } from './registers/relay-book.ts';
export type { LogEntry, ReportBook, ReportRecord } from './registers/report-book.ts';
export type { HandedItem, HandOverRecord, ShiftBook, ShiftEntry } from './registers/shift-book.ts';
export { createReports } from './reports/create-reports.ts';
export { countVisits } from './reports/door-visits.ts';
