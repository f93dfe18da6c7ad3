import { deriveId } from '../../shared/id.ts';
import type { TicketAction } from '../../tickets/action.ts';
import { isRefusal } from '../../tickets/texts.ts';
import type { TicketCommand } from '../command.ts';
import { PENDING_MS } from '../memory.ts';
import { afterAction } from './after-action.ts';
import { type Answer, actorIn, type Context, readingIn } from './context.ts';
import { type FoundTicket, findTicket } from './find-ticket.ts';
import { recordVisit } from './record-visit.ts';
import { toAction } from './to-action.ts';

/** What an owner is told in words he may also see in a picture. */
const PICTURED: readonly TicketCommand['kind'][] = ['complete', 'reply', 'answer'];

/** Carries one action out and answers in words. */
async function carryOut(
  context: Context,
  { ticket, membership }: FoundTicket,
  request: { readonly command: TicketCommand; readonly action: TicketAction; readonly remark?: string },
): Promise<Answer> {
  const { deps, input, now } = context;
  const { community } = membership;
  const outcome = await deps.desk.act({
    community: community.id,
    ticketId: ticket._id,
    action: request.action,
    actor: actorIn(context, membership),
    now,
    id: deriveId(input.id, ticket._id, request.action.kind),
  });
  const last = { community: community.id, ticketId: ticket._id, number: ticket.number, at: now };
  if (isRefusal(outcome)) return { lines: [outcome.text], memory: { pending: null, last } };
  const toOwner = PICTURED.includes(request.command.kind) && ticket.reporter.conversationId !== null;
  const reading = readingIn(context, membership);
  const said = afterAction(request.command.kind, outcome.ticket, reading);
  return {
    lines: request.remark === undefined ? said : [...said, request.remark],
    memory: { pending: null, last: { ...last, toOwner } },
  };
}

function readTimeFor(context: Context, { membership }: FoundTicket) {
  return (text: string) => {
    const { timezone } = membership.community;
    const { facts } = context.deps.understand(text, { now: context.now, timezone, awaiting: 'time' });
    const time = facts.times.find(({ to }) => to > context.now);
    return time === undefined ? null : { at: time.to, text: time.text };
  };
}

/** A command about a ticket that is already known. */
export async function actOn(context: Context, found: FoundTicket, command: TicketCommand): Promise<Answer> {
  const { ticket, membership } = found;
  if (command.kind === 'visit') return recordVisit(context, found, command);
  if (command.kind === 'merge') return merge(context, found, command);
  const { community, member } = membership;
  const translated = toAction(command, { ticket, community, member, readTime: readTimeFor(context, found) });
  if (translated.kind === 'action') {
    const { action, remark } = translated;
    return carryOut(context, found, { command, action, ...(remark === undefined ? {} : { remark }) });
  }
  const last = { community: community.id, ticketId: ticket._id, number: ticket.number, at: context.now };
  if (translated.kind === 'refuse') return { lines: [translated.text], memory: { pending: null, last } };
  const target = { community: community.id, ticketId: ticket._id, number: ticket.number };
  return {
    lines: [translated.question],
    memory: { last, pending: { kind: 'text', command, ...target, expiresAt: context.now + PENDING_MS } },
  };
}

async function merge(
  context: Context,
  found: FoundTicket,
  command: Extract<TicketCommand, { kind: 'merge' }>,
): Promise<Answer> {
  if (command.into === null) return { lines: [context.tell('ask.merge', { number: found.ticket.number })] };
  const other = await findTicket(context, { ...command, ref: command.into });
  if ('answer' in other) return { lines: other.answer.lines };
  const { _id: into, number: intoNumber } = other.found.ticket;
  if (into === found.ticket._id || other.found.membership.community.id !== found.membership.community.id) {
    return { lines: [context.tell('refuse.merge')] };
  }
  return carryOut(context, found, { command, action: { kind: 'merge', into, intoNumber } });
}

/** R34: 收到 without a number also answers words that an owner left for him; null when none wait. */
async function acknowledgeRelay(context: Context): Promise<string | null> {
  const { deps, input, now } = context;
  for (const { community } of context.memberships) {
    const relay = await deps.relays?.acknowledge({ community: community.id, userid: input.userid, at: now });
    if (relay != null) return context.tell('relayed', { from: relay.from, text: relay.text });
  }
  return null;
}

/** A command about one ticket: finds it, translates, carries out, answers. */
export async function handleTicketCommand(context: Context, command: TicketCommand): Promise<Answer> {
  if (command.kind === 'acknowledge' && command.ref === null) {
    const line = await acknowledgeRelay(context);
    if (line !== null) return { lines: [line] };
  }
  const search = await findTicket(context, command);
  return 'answer' in search ? search.answer : actOn(context, search.found, command);
}
