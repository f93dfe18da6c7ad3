import { findMember, sameUser } from '../../community/index.ts';
import type { HandOverRecord } from '../../records/index.ts';
import { deriveId } from '../../shared/index.ts';
import { isRefusal } from '../../tickets/index.ts';
import { type Answer, actorIn, type Context } from '../context.ts';
import { fitLines } from '../lists/fit-lines.ts';
import type { Membership } from '../member.ts';
import { tellIn } from '../tell.ts';
import { handOverLines, shiftChangeAt } from './hand-over.ts';
import { announceHandOver, writeHandOver } from './shift-record.ts';

/** 交班 with words: a free line of the shift book (R35). */
export async function addShiftNote(context: Context, membership: Membership, text: string): Promise<Answer> {
  if (text === '') return handOverShift(context, membership);
  const { community, member } = membership;
  await context.deps.shifts.addEntry({
    id: deriveId(context.input.id, 'shift-note'),
    community: community.id,
    department: member.department,
    at: context.now,
    by: member.userid,
    text,
  });
  return { lines: [context.tell('shift.noted')] };
}

/** 交班: the open items with their promised times go to the next shift by name; the record is written by the program (篇3 4.9). */
export async function handOverShift({ deps, now, tell }: Context, membership: Membership): Promise<Answer> {
  const { community, member } = membership;
  const { department, userid } = member;
  const change = shiftChangeAt(community, { department, now, userid });
  if (change === null) return { lines: [tell('shift.no-shift')] };
  const record = await writeHandOver(deps, { community, department, change, now, from: userid });
  await announceHandOver(deps, record, { community, now });
  const say = tellIn(community);
  return { lines: fitLines({ ...handOverLines(record, { community, now }), how: say('shift.how-record') }, say) };
}

/** 接班: the member signs, and follows from now on what the last shift followed (R12, R35). */
export async function takeShift(context: Context, membership: Membership): Promise<Answer> {
  const { deps, now } = context;
  const { community, member } = membership;
  const tell = tellIn(community);
  const latest = await deps.shifts.latest(community.id, member.department);
  const record =
    latest !== null && latest.signedBy === null ? latest : await recordOfLastShift(context, membership, latest);
  if (record === null) {
    const signer = findMember(community, latest?.signedBy ?? null);
    return { lines: [signer === null ? tell('shift.none') : tell('shift.taken', { name: signer.name })] };
  }
  if (sameUser(record.from, member.userid)) return { lines: [tell('shift.same-person')] };
  const isSigned = await deps.shifts.sign({ community: community.id, id: record.id, by: member.userid, at: now });
  return isSigned ? takeOver(context, membership, record) : { lines: [tell('shift.just-taken')] };
}

/** 交班 was not typed: the record of the shift that has just ended is written now. Null when that is not the case. */
async function recordOfLastShift(
  { deps, now }: Context,
  { community, member: { department } }: Membership,
  latest: HandOverRecord | null,
): Promise<HandOverRecord | null> {
  const change = shiftChangeAt(community, { department, now, userid: null });
  if (change === null || change.outgoing.to > now) return null;
  const record = await writeHandOver(deps, { community, department, change, now, from: 'system' });
  return record.signedBy === null && record.id !== latest?.id ? record : null;
}

/** What the member reads after signing. The desk takes its tickets over; for another department they are only counted. */
async function takeOver(context: Context, membership: Membership, record: HandOverRecord): Promise<Answer> {
  const { now } = context;
  const { community, member } = membership;
  const tell = tellIn(community);
  const isDesk = member.department === community.duty.desk;
  const count = isDesk ? await takeTickets(context, membership, record) : record.items.length;
  const view = handOverLines({ ...record, signedBy: member.userid, signedAt: now }, { community, now });
  const head = [tell('shift.signed', { name: member.name, count }), ...view.head];
  return { lines: fitLines({ ...view, head, how: tell('shift.how') }, tell) };
}

/** A member who is also in the next shift goes on following their tickets, unless it was they who handed over. */
async function isLeftBehind(context: Context, record: HandOverRecord, ticketId: string): Promise<boolean> {
  const ticket = await context.deps.tickets.load(record.community, ticketId);
  if (ticket === null) return false;
  const staysOn = record.to.some((userid) => sameUser(userid, ticket.keeper));
  return !staysOn || sameUser(ticket.keeper, record.from);
}

/** Makes the member the one who follows the tickets of the record. Resolves with how many. */
async function takeTickets(context: Context, membership: Membership, record: HandOverRecord): Promise<number> {
  const { deps, input } = context;
  let taken = 0;
  for (const { ticketId } of record.items) {
    if (!(await isLeftBehind(context, record, ticketId))) continue;
    const outcome = await deps.tickets.act({
      community: membership.community.id,
      ticketId,
      action: { kind: 'hand-keeper', to: membership.member.userid, shift: record.nextShift },
      actor: actorIn(context, membership),
      id: deriveId(input.id, ticketId, 'hand-keeper'),
    });
    if (!isRefusal(outcome)) taken += 1;
  }
  return taken;
}
