import { departmentName } from '../../community/people.ts';
import type { House } from '../../language/house.ts';
import { zonedTime } from '../../shared/time.ts';
import { scrub } from '../../tickets/confidentiality.ts';
import { STATE_NAMES } from '../../tickets/state.ts';
import type { Ticket } from '../../tickets/ticket.ts';
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
const OUTCOMES = { solved: '已解决', unsolved: '未解决', expired: '未答复', unreachable: '未接通' } as const;

/** `3栋2单元***`. */
function maskHouse(house: House | null): string {
  if (house === null) return EMPTY;
  return `${house.building}栋${house.unit === null ? '' : `${house.unit}单元`}***`;
}

/** Free text as a cell: on one line, short, and without what tells who complained. */
function cell(text: string, { reporter, house }: Ticket): string {
  const hidden = scrub(scrub(text, reporter), { ...reporter, house });
  const letters = [...hidden.replace(/[\s｜]+/g, ' ').trim()];
  if (letters.length === 0) return EMPTY;
  return letters.length <= CELL ? letters.join('') : `${letters.slice(0, CELL - 1).join('')}…`;
}

function visitText({ visits }: Ticket): string {
  const last = visits.at(-1);
  if (last === undefined) return '未回访';
  return `${OUTCOMES[last.outcome]}${last.score === null ? '' : `${last.score}分`}`;
}

/** 有效, 无效, or not judged by a person yet (R15). */
export function judgement({ complaint, state }: Ticket): '有效' | '无效' | '未判定' {
  if (complaint?.valid === true) return '有效';
  return complaint?.valid === false || state === 'invalid' ? '无效' : '未判定';
}

/** The row of a ticket; whether its reader may know of it is decided before (R1). */
export function complaintRow(ticket: Ticket, community: Community): ComplaintRow {
  const { complaint } = ticket;
  const { month, day } = zonedTime(ticket.openedAt, community.timezone);
  const cause = [complaint?.cause, complaint?.reason].filter((part) => part != null && part !== '').join('：');
  const handled = ticket.result?.text ?? complaint?.answers.at(-1)?.text ?? '';
  return {
    date: `${month}月${day}日`,
    house: maskHouse(ticket.reporter.house ?? ticket.house),
    matter: cell(ticket.summary, ticket),
    cause: cell(cause, ticket),
    department: departmentName(community, complaint?.accusedDepartment ?? ticket.department),
    handled: cell(handled, ticket),
    result: STATE_NAMES[ticket.state],
    visit: visitText(ticket),
    valid: judgement(ticket),
  };
}
