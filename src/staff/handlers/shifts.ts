import { hasRoster } from '../../community/duty.ts';
import { findMember, sameUser } from '../../community/people.ts';
import type { HandOverRecord, ShiftBook } from '../../records/registers/shift-book.ts';
import { deriveId } from '../../shared/id.ts';
import { OPEN_STATES } from '../../tickets/state.ts';
import { isRefusal } from '../../tickets/texts.ts';
import type { Community } from '../community.ts';
import { fitLines } from '../fit-lines.ts';
import { handOverLines, makeHandOver, type ShiftChange, shiftChangeAt } from '../handover.ts';
import type { Membership } from '../member.ts';
import type { StaffDeskDeps } from '../ports.ts';
import { tellIn } from '../tell.ts';
import { type Answer, actorIn, type Context } from './context.ts';

const MOST_ITEMS = 500;

/** 交班 with words: a free line of the shift book (R35). */
export async function addShiftNote(context: Context, membership: Membership, text: string): Promise<Answer> {
  const { shifts } = context.deps;
  if (shifts === undefined) return { lines: [context.tell('shift.no-book')] };
  if (text === '') return handOverShift(context, membership);
  const { community, member } = membership;
  await shifts.addEntry({
    id: deriveId(context.input.id, 'shift-note'),
    community: community.id,
    department: member.department,
    at: context.now,
    by: member.userid,
    text,
  });
  return { lines: [context.tell('shift.noted')] };
}

/** Which shift of which department, and who hands it over. */
export interface ShiftEnd {
  readonly community: Community;
  readonly department: string;
  readonly change: ShiftChange;
  readonly now: number;
  readonly from: string;
}

/** Writes the record of a shift; one that is there already stays as it is. */
export async function writeHandOver(
  deps: Pick<StaffDeskDeps, 'tickets'>,
  book: ShiftBook,
  end: ShiftEnd,
): Promise<HandOverRecord> {
  const { community, department, change } = end;
  const isDesk = department === community.duty.desk;
  const tickets = await deps.tickets.search({
    community: community.id,
    states: OPEN_STATES,
    limit: MOST_ITEMS,
    ...(isDesk ? {} : { departments: [department] }),
  });
  const { from, to } = change.outgoing;
  const entries = await book.entries({ community: community.id, department, from, to: Math.max(to, end.now + 1) });
  const record = makeHandOver({ ...end, tickets, entries });
  await book.saveRecord(record);
  return (await book.latest(community.id, department)) ?? record;
}

/** Tells the people of the next shift by name; the same record is told once. */
export async function announceHandOver(
  deps: Pick<StaffDeskDeps, 'delivery'>,
  record: HandOverRecord,
  { community, now }: Pick<ShiftEnd, 'community' | 'now'>,
) {
  const tell = tellIn(community);
  // Whoever the roster names comes on duty and reads it at once, at midnight as well; without one nobody is woken.
  const purpose = hasRoster(community, record.department, now) ? ('task' as const) : ('report' as const);
  const text = fitLines({ ...handOverLines(record, { community, now }), how: tell('shift.how') }, tell).join('\n');
  await deps.delivery.enqueue(
    record.to
      .filter((userid) => !sameUser(userid, record.from))
      .map((userid) => ({
        id: deriveId(record.id, 'announce', userid),
        community: community.id,
        purpose,
        to: 'member' as const,
        userid,
        content: { kind: 'text' as const, text },
      })),
  );
}

/** 交班: the open items with their promised times go to the next shift by name; the record writes itself (篇3 4.9). */
export async function handOverShift(context: Context, membership: Membership): Promise<Answer> {
  const { deps, now } = context;
  if (deps.shifts === undefined) return { lines: [context.tell('shift.no-book')] };
  const { community, member } = membership;
  const { department, userid } = member;
  const change = shiftChangeAt(community, { department, now, userid });
  if (change === null) return { lines: [context.tell('shift.no-shift')] };
  const record = await writeHandOver(deps, deps.shifts, { community, department, change, now, from: userid });
  await announceHandOver(deps, record, { community, now });
  const tell = tellIn(community);
  const lines = fitLines({ ...handOverLines(record, { community, now }), how: tell('shift.how-record') }, tell);
  return { lines };
}

/** 接班: he signs, and what the last shift kept is his from now on (R12, R35). */
export async function takeShift(context: Context, membership: Membership): Promise<Answer> {
  const { deps, now } = context;
  const book = deps.shifts;
  if (book === undefined) return { lines: [context.tell('shift.no-book')] };
  const { community, member } = membership;
  const { department, userid } = member;
  const tell = tellIn(community);
  const latest = await book.latest(community.id, department);
  const record = latest !== null && latest.signedBy === null ? latest : await recordOfLastShift(context, membership);
  if (record === null) {
    const by = latest?.signedBy == null ? null : findMember(community, latest.signedBy);
    return { lines: [by === null ? tell('shift.none') : tell('shift.taken', { name: by.name })] };
  }
  if (sameUser(record.from, userid)) return { lines: [tell('shift.same-person')] };
  const signed = await book.sign({ community: community.id, id: record.id, by: userid, at: now });
  if (!signed) return { lines: [tell('shift.just-taken')] };
  const taken =
    department === community.duty.desk ? await takeTickets(context, membership, record) : record.items.length;
  const view = handOverLines({ ...record, signedBy: userid, signedAt: now }, { community, now });
  const head = [tell('shift.signed', { name: member.name, count: taken }), ...view.head];
  return { lines: fitLines({ ...view, head, how: tell('shift.how') }, tell) };
}

/** Nobody wrote 交班: the record of the shift that just ended writes itself now. */
async function recordOfLastShift(context: Context, { community, member }: Membership): Promise<HandOverRecord | null> {
  const { deps, now } = context;
  const { department } = member;
  const change = shiftChangeAt(community, { department, now, userid: null });
  const latest = deps.shifts === undefined ? null : await deps.shifts.latest(community.id, department);
  if (change === null || deps.shifts === undefined || change.outgoing.to > now) return null;
  const record = await writeHandOver(deps, deps.shifts, { community, department, change, now, from: 'system' });
  return record.signedBy === null && record.id !== latest?.id ? record : null;
}

/** Whoever is also in the next shift keeps what is his, unless it was he who handed over. */
async function isLeftBehind(context: Context, record: HandOverRecord, ticketId: string): Promise<boolean> {
  const ticket = await context.deps.tickets.load(record.community, ticketId);
  if (ticket === null) return false;
  const staysOn = record.to.some((userid) => sameUser(userid, ticket.keeper));
  return !staysOn || sameUser(ticket.keeper, record.from);
}

async function takeTickets(context: Context, membership: Membership, record: HandOverRecord): Promise<number> {
  const { deps, input, now } = context;
  let taken = 0;
  for (const { ticketId } of record.items) {
    if (!(await isLeftBehind(context, record, ticketId))) continue;
    const outcome = await deps.desk.act({
      community: membership.community.id,
      ticketId,
      action: { kind: 'hand-keeper', to: membership.member.userid, shift: record.nextShift },
      actor: actorIn(context, membership),
      now,
      id: deriveId(input.id, ticketId, 'hand-keeper'),
    });
    if (!isRefusal(outcome)) taken += 1;
  }
  return taken;
}
