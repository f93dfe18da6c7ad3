import { deriveId } from '../../shared/id.ts';
import type { TicketCommand } from '../command.ts';
import type { Answer, Context } from './context.ts';
import { canDo, type FoundTicket } from './find-ticket.ts';

type Visit = Extract<TicketCommand, { kind: 'visit' }>;

/** A return visit made by phone goes to follow-up, which knows what was due (R21, R23). */
export async function recordVisit(context: Context, found: FoundTicket, command: Visit): Promise<Answer> {
  const { ticket, membership } = found;
  const { number } = ticket;
  const { followUp } = context.deps;
  if (followUp === undefined) return { lines: [context.tell('visit.off')] };
  if (!canDo('visit-result', found, context)) {
    return { lines: [context.tell('visit.not-yours', { number })] };
  }
  if (command.reached && command.solved === null && command.score === null) {
    return { lines: [context.tell('visit.what', { number })] };
  }
  const { solved, score, reached, text: words } = command;
  const recorded = await followUp.recordVisit({
    community: membership.community.id,
    ticketId: ticket._id,
    by: membership.member.userid,
    at: context.now,
    id: deriveId(context.input.id, 'visit'),
    reached,
    solved,
    score,
    words,
  });
  const last = { community: membership.community.id, ticketId: ticket._id, number: ticket.number, at: context.now };
  if (!recorded) return { lines: [context.tell('visit.none', { number })], memory: { last } };
  const result = !reached ? 'unreached' : solved === false ? 'unsolved' : 'recorded';
  return { lines: [context.tell(`visit.${result}`, { number })], memory: { last } };
}
