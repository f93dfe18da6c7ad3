import { deriveId } from '../../shared/id.ts';
import type { CommandOf } from '../commands/command.ts';
import { type Answer, type Context, lastNamed } from '../context.ts';
import { canDo } from './find-ticket.ts';
import type { FoundTicket } from './resolve-number.ts';

/** A return visit made by phone goes to follow-up, which knows what was due (R21, R23). */
export async function recordVisit(context: Context, found: FoundTicket, command: CommandOf<'visit'>): Promise<Answer> {
  const { ticket, membership } = found;
  const { number } = ticket;
  const { solved, score, reached, text: words } = command;
  if (!canDo('visit-result', found, context)) return { lines: [context.tell('visit.not-yours', { number })] };
  if (reached && solved === null && score === null) return { lines: [context.tell('visit.what', { number })] };
  const recorded = await context.deps.followUp.recordVisit({
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
  const result = !recorded ? 'none' : !reached ? 'unreached' : solved === false ? 'unsolved' : 'recorded';
  return { lines: [context.tell(`visit.${result}`, { number })], memory: { last: lastNamed(context, ticket) } };
}
