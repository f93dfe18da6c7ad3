import { memberName } from '../community/index.ts';
import { type Effect, type PendingEffect, toPending } from '../effects/index.ts';
import type { Actor, Refusal, SuspendReason, TicketAction } from './action.ts';
import { HANDLERS } from './actions/index.ts';
import { actorId, type Change, type ChangeContext } from './change.ts';
import type { Community } from './community.ts';
import { mayAct } from './confidentiality.ts';
import { drawConsequences } from './consequences.ts';
import { nextDue } from './due.ts';
import { relationsOf } from './relations.ts';
import { actorName } from './tell.ts';
import { isRefusal, refuse, say } from './texts.ts';
import type { Ticket, TimelineEntry } from './ticket.ts';
import { wrongState } from './transition-table.ts';
import { isAllowed, targetsOf } from './transitions.ts';

/** A ticket after an action, and the effects that were added (also in `ticket.pendingEffects`). */
export interface Applied {
  readonly ticket: Ticket;
  readonly effects: readonly PendingEffect[];
}

/** Who does it, when, and under which configuration. `id` names the request, so that doing it again changes nothing. */
export interface ApplyContext {
  readonly actor: Actor;
  /** Epoch ms. */
  readonly now: number;
  readonly community: Community;
  readonly id?: string;
}

/**
 * Does `action` to `ticket` by the one transition table, or says politely why not. Pure: the same arguments give the same
 * answer. Nothing to do (an expired tick, a request done before) gives the same ticket without effects.
 */
export function applyAction(ticket: Ticket, action: TicketAction, context: ApplyContext): Applied | Refusal {
  const { actor, now, community, id } = context;
  if (id !== undefined && ticket.timeline.some((entry) => entry.id === id)) return { ticket, effects: [] };
  if (!mayAct(ticket, actor, community)) return refuse(community, 'unknown-ticket');
  const relations = relationsOf(ticket, actor, community);
  const early = checkTable(ticket, action, { ...context, relations });
  if (early !== null) return early;
  const handle = HANDLERS[action.kind] as (request: ChangeContext) => Change | Refusal;
  const change = handle({ ticket, action, actor, relations, now, community });
  if (isRefusal(change)) return change;
  return finish(ticket, { action, change, context });
}

function checkTable(
  ticket: Ticket,
  action: TicketAction,
  { community, relations }: ApplyContext & Pick<ChangeContext, 'relations'>,
): Refusal | null {
  const name = say(community, `names.action-${action.kind}`);
  if (!isAllowed(action.kind, relations))
    return refuse(community, 'not-yours', { action: name, number: ticket.number });
  if (targetsOf(action.kind, ticket.state).length > 0) return null;
  const { assignee } = ticket;
  if (action.kind === 'accept' && assignee !== null) {
    return refuse(community, 'taken', { number: ticket.number, name: memberName(community, assignee) });
  }
  return wrongState({ action: action.kind, state: ticket.state, number: ticket.number, community });
}

interface Finishing {
  readonly action: TicketAction;
  readonly change: Change;
  readonly context: ApplyContext;
}

function finish(before: Ticket, { action, change, context }: Finishing): Applied {
  const { actor, now, community } = context;
  const to = change.to ?? before.state;
  if (isNothing(change)) return rescheduled(before, context);
  if (to !== before.state && !targetsOf(action.kind, before.state).some((one) => one === to || one === 'before')) {
    throw new Error(`${action.kind} may not lead from ${before.state} to ${to}: the transition table does not say so`);
  }
  const changed: Ticket = { ...before, ...change.patch, state: to };
  const pause = pauseOf(action, community);
  const { ticket, effects } = drawConsequences({
    before,
    after: changed,
    action: action.kind,
    actor,
    now,
    community,
    cardsTo: change.cardsTo ?? [],
    ...(pause === null ? {} : { pause }),
  });
  const all = [...(change.effects ?? []), ...effects];
  return commit(before, {
    ticket,
    effects: all,
    entry: timelineEntry(before, { action, change, context }, to),
    context,
  });
}

function isNothing({ patch, to, text, effects }: Change): boolean {
  return text === null && patch === undefined && to === undefined && (effects ?? []).length === 0;
}

/** Nothing happened; only the moment to look again may have been wrong (a new configuration moved it). */
function rescheduled(ticket: Ticket, { now, community }: ApplyContext): Applied {
  const nextDueAt = nextDue(ticket, community);
  if (nextDueAt === ticket.nextDueAt) return { ticket, effects: [] };
  return { ticket: { ...ticket, nextDueAt, version: ticket.version + 1, updatedAt: now }, effects: [] };
}

function pauseOf(action: TicketAction, community: Community): { reason: SuspendReason; text: string } | null {
  if (action.kind === 'suspend') {
    const text = action.text.trim() === '' ? say(community, `names.suspend-${action.reason}`) : action.text.trim();
    return { reason: action.reason, text };
  }
  return action.kind === 'quote' ? { reason: 'owner', text: say(community, 'names.suspend-quote') } : null;
}

function timelineEntry(
  before: Ticket,
  { action, change, context }: Finishing,
  to: Ticket['state'],
): TimelineEntry | null {
  const { actor, now, community, id } = context;
  if (change.text === null) return null;
  return {
    ...(id === undefined ? {} : { id }),
    at: now,
    action: action.kind,
    by: actorId(actor),
    byName: actorName(actor, community),
    channel: actor.channel ?? (actor.kind === 'system' ? '系统' : actor.kind === 'owner' ? '微信' : '应用'),
    from: before.state,
    to,
    text: change.text,
  };
}

interface Committing {
  readonly ticket: Ticket;
  readonly effects: readonly Effect[];
  readonly entry: TimelineEntry | null;
  readonly context: ApplyContext;
}

/** The one write: version + 1, the line of history, the pending effects, and when to look again. */
function commit(before: Ticket, { ticket, effects, entry, context }: Committing): Applied {
  const version = before.version + 1;
  const added = pendingOf(ticket._id, version, effects);
  const next: Ticket = {
    ...ticket,
    version,
    updatedAt: context.now,
    timeline: entry === null ? ticket.timeline : [...ticket.timeline, entry],
    pendingEffects: [...before.pendingEffects, ...added],
  };
  return { ticket: { ...next, nextDueAt: nextDue(next, context.community) }, effects: added };
}

/** Effects of one version with their ids; every message names its ticket. */
export function pendingOf(ticketId: string, version: number, effects: readonly Effect[]): PendingEffect[] {
  return toPending(
    ticketId,
    version,
    effects.map((effect) => (effect.kind === 'message.send' ? { ...effect, ticketId } : effect)),
  );
}
