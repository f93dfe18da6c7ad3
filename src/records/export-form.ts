import { format } from '../messages/index.ts';
import { defined, fromZoned } from '../shared/index.ts';
import type { Viewer } from '../tickets/index.ts';
import type { Community } from './community.ts';
import { findForm, formNames } from './find-form.ts';
import { headingsOf, type Papers } from './form.ts';
import { createReading } from './reading.ts';
import { writeWorkbook } from './workbook.ts';

/** One form of one community for one reader. Days are inclusive, `2026-11-01`. */
export interface ExportRequest {
  /** An id or a title. */
  readonly form: string;
  readonly from: string;
  readonly to: string;
  readonly community: Community;
  readonly viewer: Viewer;
  readonly unmasked: boolean;
}

/** A form as a file. */
export interface Exported {
  readonly title: string;
  readonly rows: number;
  readonly file: Buffer;
}

/** No form has this name; the message lists those that are. */
export class UnknownFormError extends Error {
  readonly code = 'unknown-form';
  override readonly name = 'UnknownFormError';
}

/** The form with what `gather` finds for its period. Throws UnknownFormError before anything is read. */
export async function exportForm(
  request: ExportRequest,
  gather: (period: { community: Community; from: number; to: number }) => Promise<Papers>,
): Promise<Exported> {
  const { community, viewer, unmasked } = request;
  const named = findForm(request.form, community);
  if (named === null)
    throw new UnknownFormError(
      `there is no form "${request.form}"; write one of:\n  ${formNames(community).join('\n  ')}`,
    );
  const from = startOf(request.from, community.timezone);
  const to = startOf(request.to, community.timezone, 1);
  const papers = await gather({ community, from, to });
  const { form, title } = named;
  const rows = form.rows(papers, createReading({ community, viewer, unmasked, from, to }));
  const { forms } = community.messages;
  const { from: firstDay, to: lastDay } = request;
  const subtitle = format(forms.subtitle, {
    community: community.name,
    from: firstDay,
    to: lastDay,
    count: rows.length,
  });
  const columns = headingsOf(form.id, forms);
  return { title, rows: rows.length, file: await writeWorkbook({ title, subtitle, columns, rows }) };
}

function startOf(day: string, timezone: string, later = 0): number {
  const [year, month, date] = day.split('-').map(Number);
  return fromZoned({ year: defined(year), month: defined(month), day: date! + later }, timezone);
}
