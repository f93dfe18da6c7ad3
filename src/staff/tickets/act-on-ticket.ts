import { deriveId } from '../../shared/id.ts';
import type { TicketAction } from '../../tickets/action.ts';
import { isRefusal } from '../../tickets/texts.ts';
import type { CommandOf, TicketCommand } from '../commands/command.ts';
import { type Answer, actorIn, type Context, lastNamed, readerIn } from '../context.ts';
import { PENDING_MS } from '../memory.ts';
import { toAction } from './actions/to-action.ts';
import { afterAction } from './after-action.ts';
import { findTicket } from './find-ticket.ts';
import { recordVisit } from './record-visit.ts';
import type { FoundTicket } from './resolve-number.ts';

/** Commands whose words the owner reads, and may see in a picture as well. */
const PICTURED: readonly TicketCommand['kind'][] = ['complete', 'reply', 'answer'];

/** Performs one action and answers in words. */
async function perform(
  context: Context,
  { ticket, membership }: FoundTicket,
  request: { readonly command: TicketCommand; readonly action: TicketAction; readonly remark?: string },
): Promise<Answer> {
  const { command, action, remark } = request;
  const outcome = await context.deps.desk.act({
    community: membership.community.id,
    ticketId: ticket._id,
    action,
    actor: actorIn(context, membership),
    id: deriveId(context.input.id, ticket._id, action.kind),
  });
  const last = lastNamed(context, ticket);
  if (isRefusal(outcome)) return { lines: [outcome.text], memory: { pending: null, last } };
  const toOwner = PICTURED.includes(command.kind) && ticket.reporter.conversationId !== null;
  const lines = afterAction(command.kind, outcome.ticket, readerIn(context, membership));
  return {
    lines: remark === undefined ? lines : [...lines, remark],
    memory: { pending: null, last: { ...last, toOwner } },
  };
}

function timeReaderFor({ deps, now }: Context, { membership }: FoundTicket) {
  return (text: string) => {
    const { timezone } = membership.community;
    const { facts } = deps.understanding.understand(text, { now, timezone, awaiting: 'time' });
    const time = facts.times.find(({ to }) => to > now);
    return time === undefined ? null : { at: time.to, text: time.text };
  };
}

/** A command about a ticket that is already known. */
export async function actOn(context: Context, found: FoundTicket, command: TicketCommand): Promise<Answer> {
  const { ticket, membership } = found;
  if (command.kind === 'visit') return recordVisit(context, found, command);
  if (command.kind === 'merge') return merge(context, found, command);
  const { community, member } = membership;
  const translated = toAction(command, { ticket, community, member, readTime: timeReaderFor(context, found) });
  if (translated.kind === 'action') return perform(context, found, { ...translated, command });
  const last = lastNamed(context, ticket);
  if (translated.kind === 'refuse') return { lines: [translated.text], memory: { pending: null, last } };
  const { at: _at, ...named } = last;
  return {
    lines: [translated.question],
    memory: { last, pending: { kind: 'text', command, ...named, expiresAt: context.now + PENDING_MS } },
  };
}

async function merge(context: Context, found: FoundTicket, command: CommandOf<'merge'>): Promise<Answer> {
  const { ticket } = found;
  if (command.into === null) return { lines: [context.tell('ask.merge', { number: ticket.number })] };
  const search = await findTicket(context, { ...command, ref: command.into });
  if ('answer' in search) return { lines: search.answer.lines };
  const other = search.found.ticket;
  if (other._id === ticket._id || other.community !== ticket.community)
    return { lines: [context.tell('refuse.merge')] };
  return perform(context, found, { command, action: { kind: 'merge', into: other._id, intoNumber: other.number } });
}

/** R34: 收到 without a number also acknowledges words that an owner left for the member; null when none wait. */
async function acknowledgeRelay(context: Context): Promise<Answer | null> {
  const { deps, input, now } = context;
  for (const { community } of context.memberships) {
    const relay = await deps.relays.acknowledge({ community: community.id, userid: input.userid, at: now });
    if (relay !== null) return { lines: [context.tell('relayed', { from: relay.from, text: relay.text })] };
  }
  return null;
}

/** A command about one ticket: finds it, translates, acts, answers. */
export async function handleTicketCommand(context: Context, command: TicketCommand): Promise<Answer> {
  const isBareAcknowledgement = command.kind === 'acknowledge' && command.ref === null;
  const relayed = isBareAcknowledgement ? await acknowledgeRelay(context) : null;
  if (relayed !== null) return relayed;
  const search = await findTicket(context, command);
  return 'answer' in search ? search.answer : actOn(context, search.found, command);
}
