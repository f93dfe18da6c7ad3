import { departmentName } from '../../community/index.ts';
import type { House } from '../../language/index.ts';
import { monthDay } from '../../language/index.ts';
import { format } from '../../messages/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import { STATE_NAMES, scrub } from '../../tickets/index.ts';
import type { Community } from '../community.ts';

/** One complaint in the columns of the weekly summary (R40); without name, phone and room of whoever complained. */
export interface ComplaintRow {
  readonly date: string;
  readonly house: string;
  readonly matter: string;
  readonly cause: string;
  readonly department: string;
  readonly handled: string;
  readonly result: string;
  readonly visit: string;
  readonly valid: string;
}

const CELL = 30;
const EMPTY = '—';

type Cells = Community['messages']['report']['cells'];

/** `3栋2单元***`. */
function maskHouse(house: House | null, cells: Cells): string {
  if (house === null) return EMPTY;
  return format(house.unit === null ? cells.house : cells.houseUnit, { building: house.building, unit: house.unit });
}

/** Free text as a cell: on one line, short, and without what tells who complained. */
function cell(text: string, { reporter, house }: Ticket): string {
  const hidden = scrub(scrub(text, reporter), { ...reporter, house });
  const letters = [...hidden.replace(/[\s｜]+/g, ' ').trim()];
  if (letters.length === 0) return EMPTY;
  return letters.length <= CELL ? letters.join('') : `${letters.slice(0, CELL - 1).join('')}…`;
}

function visitText({ visits }: Ticket, cells: Cells): string {
  const last = visits.at(-1);
  if (last === undefined) return cells.notVisited;
  return `${cells[last.outcome]}${last.score === null ? '' : format(cells.score, { score: last.score })}`;
}

/** What a person decided about a complaint (R15). */
export type Judgement = 'valid' | 'invalid' | 'undecided';

/** 有效, 无效, or not judged by a person yet (R15). */
export function judgement({ complaint, state }: Ticket): Judgement {
  if (complaint?.valid === true) return 'valid';
  return complaint?.valid === false || state === 'invalid' ? 'invalid' : 'undecided';
}

/** The row of a ticket; whether its reader may know of it is decided before (R1). */
export function complaintRow(ticket: Ticket, community: Community): ComplaintRow {
  const { complaint } = ticket;
  const { cells } = community.messages.report;
  const cause = [complaint?.cause, complaint?.reason].filter((part) => part != null && part !== '').join('：');
  const handled = ticket.result?.text ?? complaint?.answers.at(-1)?.text ?? '';
  return {
    date: monthDay(ticket.openedAt, community.timezone),
    house: maskHouse(ticket.reporter.house ?? ticket.house, cells),
    matter: cell(ticket.summary, ticket),
    cause: cell(cause, ticket),
    department: departmentName(community, complaint?.accusedDepartment ?? ticket.department),
    handled: cell(handled, ticket),
    result: STATE_NAMES[ticket.state],
    visit: visitText(ticket, cells),
    valid: cells[judgement(ticket)],
  };
}
