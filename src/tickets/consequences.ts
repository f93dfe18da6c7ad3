import type { Effect } from '../effects/index.ts';
import type { ActionKind, Actor, SuspendReason } from './action.ts';
import { refreshCards } from './card.ts';
import type { Community } from './community.ts';
import type { LadderCause } from './config/escalation.ts';
import { isDeadlineCause } from './due.ts';
import { endLadders, startLadder } from './ladders.ts';
import { currentPromise, endPromise, keepPromise } from './promises.ts';
import { pauseAll, resumeAll, settleAll } from './sla-clock.ts';
import { isEnded, isOpen } from './state.ts';
import type { Ticket } from './ticket.ts';

interface Step {
  readonly before: Ticket;
  readonly after: Ticket;
  readonly action: ActionKind;
  readonly actor: Actor;
  readonly now: number;
  readonly community: Community;
  /** Who gets the work card now. */
  readonly cardsTo: readonly string[];
  /** Why the clocks stand still, when the new state is one in which they do. */
  readonly pause?: { readonly reason: SuspendReason; readonly text: string };
}

interface Result {
  readonly ticket: Ticket;
  readonly effects: readonly Effect[];
}

/** What follows from a change whatever the action was: clocks, promises, ladders, cards, and word to the conversation. */
export function drawConsequences(step: Step): Result {
  const clocked = keepClocks(step);
  const promised = keepPromise(clocked, step.now, step.community);
  const alarmed = keepLadders({ ...step, after: promised });
  const ended = isEnded(alarmed.state) ? endEverything(alarmed, step) : alarmed;
  return showState({ ...step, after: ended });
}

const STANDING = ['suspended', 'quoted'] as const;
const stands = (ticket: Ticket) => (STANDING as readonly string[]).includes(ticket.state);

/** Waiting for owner, parts, a third party or rain stops the work clocks; going on starts them again. */
function keepClocks({ before, after, now, community, pause }: Step): Ticket {
  if (before.state === after.state) {
    // A limit that is set while the clocks stand (an appointment) stands with them.
    return stands(after) ? { ...after, deadlines: pauseAll(after.deadlines, now, community) } : after;
  }
  let ticket = after;
  if (stands(before)) {
    const pauses = ticket.pauses.map((one) => (one.to === null ? { ...one, to: now } : one));
    ticket = { ...ticket, pauses, deadlines: resumeAll(ticket.deadlines, now, community) };
  }
  if (stands(ticket)) {
    const opened = {
      from: now,
      to: null,
      reason: pause?.reason ?? 'owner',
      text: pause?.text ?? '',
      before: before.state,
    } as const;
    ticket = { ...ticket, pauses: [...ticket.pauses, opened], deadlines: pauseAll(ticket.deadlines, now, community) };
  }
  return ticket;
}

/** Ladders stop when their cause is gone; whoever put the ticket back starts the one for "nobody has it". */
function keepLadders({ before, after, now, community }: Step): Ticket {
  const isGone = (cause: LadderCause) => {
    if (cause === 'unassigned') return after.state !== 'waiting';
    if (cause === 'danger') return after.acknowledgedAt !== null || !isOpen(after.state);
    if (cause === 'promise') return currentPromise(after)?.lapsed !== true;
    return isDeadlineCause(cause) && (after.deadlines[cause] === undefined || after.deadlines[cause].metAt !== null);
  };
  const kept = { ...after, ladders: endLadders(after.ladders, isGone, now) };
  const isPutBack = after.state === 'waiting' && (before.state !== 'waiting' || before.department !== after.department);
  if (!isPutBack) return kept;
  const without = { ...kept, ladders: endLadders(kept.ladders, (cause) => cause === 'unassigned', now) };
  return { ...without, ladders: startLadder(without, 'unassigned', now, community) };
}

/** 注销: what was still owed is owed no more. Limits that were met or missed stay on record. */
function endEverything(ticket: Ticket, { now }: Step): Ticket {
  return {
    ...ticket,
    closedAt: ticket.closedAt ?? now,
    pauses: ticket.pauses.map((one) => (one.to === null ? { ...one, to: now } : one)),
    promises: endPromise(ticket.promises, now),
    ladders: endLadders(ticket.ladders, () => true, now),
    deadlines: settleAll(ticket.deadlines, now),
  };
}

/** Everybody with a card sees the new state, and notices follow a reopened ticket, when something visible changed. */
function showState({ before, after, now, community, cardsTo }: Step): Result {
  const isMoved =
    before.state !== after.state || before.assignee !== after.assignee || before.department !== after.department;
  const isSeen = isMoved || before.acknowledgedAt !== after.acknowledgedAt || before.urgent !== after.urgent;
  if (!isSeen && cardsTo.length === 0) return { ticket: after, effects: [] };
  const { cards, effects } = refreshCards({ ticket: after, community, now }, cardsTo);
  const follow: Effect[] = isMoved && after.reopenings > 0 ? [{ kind: 'notice.follow', ticketId: after._id }] : [];
  return { ticket: { ...after, cards }, effects: [...effects, ...follow] };
}
