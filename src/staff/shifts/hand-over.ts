import { nextShift, shiftAt, type WorkedShift } from '../../community/duty.ts';
import { findMember, sameUser } from '../../community/people.ts';
import { describeTime } from '../../language/time-words.ts';
import type { HandedItem, HandOverRecord, ShiftEntry } from '../../records/registers/shift-book.ts';
import { deriveId } from '../../shared/id.ts';
import { isOpen, STATE_NAMES } from '../../tickets/state.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import type { Community } from '../community.ts';
import { tellIn } from '../tell.ts';
import { nextDeadline, promisedUntil } from '../tickets/deadlines.ts';

/** A shift that ends and the one that follows. */
export interface ShiftChange {
  readonly outgoing: WorkedShift;
  readonly incoming: WorkedShift | null;
}

/** What the record of a hand-over is made of. */
export interface HandOverRequest {
  readonly community: Community;
  readonly department: string;
  readonly change: ShiftChange;
  /** Epoch ms. */
  readonly now: number;
  /** userid of the member who hands over; `system` when the record was written by the clock. */
  readonly from: string;
  /** Candidates: every open ticket that the department may answer for. */
  readonly tickets: readonly Ticket[];
  readonly entries: readonly ShiftEntry[];
}

/** A shift may still be handed over this long after it ended, ms. */
export const LATE_HAND_OVER_MS = 2 * 3_600_000;

/**
 * The shift that is handed over at `now`: the running one, or the one before when it has just ended and the member worked in it.
 * Null in a gap of the roster.
 */
export function shiftChangeAt(
  community: Community,
  { department, now, userid }: { readonly department: string; readonly now: number; readonly userid: string | null },
): ShiftChange | null {
  const current = shiftAt(community, department, now);
  if (current === null) return null;
  const before = shiftAt(community, department, current.from - 1);
  const isIn = (shift: WorkedShift) => userid !== null && shift.members.some((one) => sameUser(one, userid));
  if (before !== null && now - before.to < LATE_HAND_OVER_MS && (userid === null || (isIn(before) && !isIn(current)))) {
    return { outgoing: before, incoming: current };
  }
  return { outgoing: current, incoming: nextShift(community, department, current) };
}

/** Whether a department hands this ticket over: the desk those that its members follow (R12), others those assigned to them. */
function isHandedOver(
  ticket: Ticket,
  { community, department }: Pick<HandOverRequest, 'community' | 'department'>,
): boolean {
  if (!isOpen(ticket.state)) return false;
  if (department !== community.duty.desk) return ticket.department === department;
  return findMember(community, ticket.keeper)?.department === department;
}

/** What the next shift has to do, in words. */
function nextStep(ticket: Ticket, { community, now }: Pick<HandOverRequest, 'community' | 'now'>): string {
  const tell = tellIn(community);
  const due = nextDeadline(ticket, now);
  const pause = ticket.pauses.findLast(({ to }) => to === null);
  const state = STATE_NAMES[ticket.state];
  const values = { state, text: pause?.text ?? '' };
  if (due === null) return pause === undefined ? state : tell('shift.paused', values);
  const time = describeTime(due.dueAt, now, community.timezone);
  return tell(pause === undefined ? 'shift.due' : 'shift.paused-due', {
    ...values,
    time,
    limit: tell(`limit.${due.kind}`),
  });
}

function toItem(ticket: Ticket, request: HandOverRequest): HandedItem {
  return {
    ticketId: ticket._id,
    number: ticket.number,
    state: ticket.state,
    // A complaint or a confidential ticket is named by its category alone: the whole shift reads the record (R1).
    summary: ticket.complaint === null && !ticket.confidential ? ticket.summary : ticket.category,
    nextStep: nextStep(ticket, request),
    promisedAt: promisedUntil(ticket),
  };
}

/** The id of the record of a shift: derived from the shift, so that it is written once. */
export function handOverId(community: string, department: string, { outgoing }: ShiftChange): string {
  return deriveId('hand-over', community, department, outgoing.day, outgoing.shift.id);
}

/** The 《服务中心交接班记录表》 of one shift (篇3 4.9, R35). Pure. */
export function makeHandOver(request: HandOverRequest): HandOverRecord {
  const { community, department, change, now, from } = request;
  const { outgoing, incoming } = change;
  const items = request.tickets.filter(
    (ticket) => ticket.complaint?.scope !== 'person' && isHandedOver(ticket, request),
  );
  const urgency = (item: HandedItem) => item.promisedAt ?? Number.MAX_SAFE_INTEGER;
  return {
    id: handOverId(community.id, department, change),
    community: community.id,
    department,
    day: outgoing.day,
    shift: outgoing.shift.name,
    nextShift: incoming?.shift.name ?? '',
    at: now,
    from,
    to: incoming?.members ?? [],
    items: items.map((ticket) => toItem(ticket, request)).sort((a, b) => urgency(a) - urgency(b)),
    entries: request.entries,
    signedBy: null,
    signedAt: null,
  };
}

/** The record as people read it. */
export function handOverLines(record: HandOverRecord, { community, now }: Pick<HandOverRequest, 'community' | 'now'>) {
  const tell = tellIn(community);
  const name = (userid: string) =>
    findMember(community, userid)?.name ?? (userid === 'system' ? tell('system') : userid);
  const promise = (at: number | null) =>
    at === null ? '' : tell('shift.promise', { time: describeTime(at, now, community.timezone) });
  const { day, shift, nextShift: next } = record;
  return {
    head: [
      tell(next === '' ? 'shift.title' : 'shift.title-next', { day, shift, next }),
      tell('shift.from', { name: name(record.from), count: record.items.length }),
    ],
    items: record.items.map(
      (item, index) => `${index + 1}. ${item.number} ${item.summary}｜${item.nextStep}${promise(item.promisedAt)}`,
    ),
    tail: [
      ...(record.entries.length === 0 ? [] : [tell('shift.entries')]),
      ...record.entries.map(({ by, text }) => `· ${text}（${name(by)}）`),
      record.signedBy === null ? tell('shift.please-sign') : tell('shift.signed-by', { name: name(record.signedBy) }),
    ],
  };
}
