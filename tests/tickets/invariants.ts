import { sameUser } from '../../src/community/people.ts';
import type { PendingEffect } from '../../src/effects/index.ts';
import { isAccused } from '../../src/tickets/confidentiality.ts';
import { nextDue } from '../../src/tickets/due.ts';
import { betweenOnClock } from '../../src/tickets/sla-clock.ts';
import { isEnded, isOpen, TICKET_STATES } from '../../src/tickets/state.ts';
import type { Deadline, DeadlineKind, Ticket } from '../../src/tickets/ticket.ts';
import { targetsOf } from '../../src/tickets/transitions.ts';
import { community } from './factories.ts';

/** What must hold of a ticket at any moment; the list of what does not. */
export function brokenRules(ticket: Ticket): string[] {
  return [...stateRules(ticket), ...timelineRules(ticket), ...promiseRules(ticket), ...clockRules(ticket)];
}

function stateRules(ticket: Ticket): string[] {
  const rules: [boolean, string][] = [
    [TICKET_STATES.includes(ticket.state), `state ${ticket.state} is none`],
    [!isEnded(ticket.state) || ticket.closedAt !== null, 'ended without a time'],
    [!isEnded(ticket.state) || ticket.closing !== null, 'ended without a reason (篇1 4.11)'],
    [isEnded(ticket.state) || ticket.closedAt === null, 'has a closing time but is not ended'],
    [!isEnded(ticket.state) || ticket.ladders.every(({ endedAt }) => endedAt !== null), 'a ladder outlives its ticket'],
    [ticket.state !== 'waiting' || ticket.assignee === null, 'waits but has an assignee'],
    [ticket.state !== 'assigned' || ticket.assignee !== null, 'assigned to nobody'],
    [!isAccused(ticket, ticket.keeper, community), 'the accused keeps it'],
    [ticket.assignee === null || !isAccused(ticket, ticket.assignee, community), 'the accused works on it'],
    [ticket.nextDueAt === nextDue(ticket, community), 'nextDueAt is stale'],
  ];
  return rules.filter(([holds]) => !holds).map(([, rule]) => rule);
}

/** Replaying the timeline gives the state, by moves of the table only. */
function timelineRules(ticket: Ticket): string[] {
  const broken: string[] = [];
  let state: Ticket['state'] | null = null;
  for (const { action, from, to } of ticket.timeline) {
    if (from !== state) broken.push(`timeline: ${action} starts from ${from}, but it was ${state}`);
    if (action !== 'open' && from !== null && !targetsOf(action, from).some((one) => one === to || one === 'before'))
      broken.push(`timeline: ${action} from ${from} to ${to} is not in the table`);
    state = to;
  }
  if (state !== ticket.state) broken.push(`timeline ends in ${state}, the ticket is ${ticket.state}`);
  return broken;
}

function promiseRules(ticket: Ticket): string[] {
  const running = ticket.promises.filter(({ endedAt }) => endedAt === null);
  const rules: [boolean, string][] = [
    [isOpen(ticket.state) === (running.length === 1), `R13: ${running.length} promises hold in ${ticket.state}`],
    [ticket.promises.slice(1).every((one) => one.by !== 'system' || one.until >= one.at), 'R13: promised for the past'],
  ];
  return rules.filter(([holds]) => !holds).map(([, rule]) => rule);
}

/** Running and paused time add up to what has passed: the limit is neither stretched nor cut. */
function clockRules(ticket: Ticket): string[] {
  return (Object.entries(ticket.deadlines) as [DeadlineKind, Deadline][]).flatMap(([kind, deadline]) => {
    if (deadline.missedAt !== null || deadline.metAt !== null) return [];
    const on = (from: number, to: number) => betweenOnClock(from, to, deadline, community);
    if (deadline.clock === 'wall' || kind === 'next') {
      const holds = deadline.dueAt !== null && on(deadline.from, deadline.dueAt) === deadline.limit;
      return holds ? [] : [`R6: ${kind} on the wall clock has moved`];
    }
    const overlapping = ticket.pauses.filter(({ to }) => to === null || to > deadline.from);
    const standing = overlapping.find(({ to }) => to === null);
    const paused = overlapping.reduce(
      (sum, pause) => sum + (pause.to === null ? 0 : on(Math.max(pause.from, deadline.from), pause.to)),
      0,
    );
    const end = standing === undefined ? deadline.dueAt : Math.max(standing.from, deadline.from);
    if (end === null || (standing !== undefined && deadline.left === null)) return [`${kind}: neither runs nor stands`];
    const running = on(deadline.from, end) - paused + (standing === undefined ? 0 : deadline.left!);
    return running === deadline.limit ? [] : [`${kind}: ${running} ms run and left, the limit is ${deadline.limit} ms`];
  });
}

/** What must hold between a ticket and what becomes of it. */
export function brokenBetween(before: Ticket, after: Ticket, effects: readonly PendingEffect[]): string[] {
  const rules: [boolean, string][] = [
    [after.version === before.version + 1, `version ${before.version} → ${after.version}`],
    [samePrefix(before.timeline, after.timeline), '篇2 3.5: a line of history was changed or removed'],
    [JSON.stringify(before.words) === JSON.stringify(after.words), "篇1 4.1: the owner's words were changed"],
    [before.firstReceiver === after.firstReceiver, 'R12: the 首接人 was changed'],
    [before.number === after.number && before.openedAt === after.openedAt, 'number or time of opening was changed'],
    [samePrefix(before.joined, after.joined), 'a reporter was removed'],
    [
      samePrefix(
        before.quotes.map(({ id }) => id),
        after.quotes.map(({ id }) => id),
      ),
      'a quote was removed',
    ],
    [samePrefix(before.revealed, after.revealed), 'a reading was struck from the log'],
    [before.promises.length <= after.promises.length, 'a promise was removed'],
    [after.pendingEffects.length === before.pendingEffects.length + effects.length, 'an effect was lost'],
    [new Set(after.pendingEffects.map(({ id }) => id)).size === after.pendingEffects.length, 'two effects share an id'],
  ];
  return [...rules.filter(([holds]) => !holds).map(([, rule]) => rule), ...leaks(after, effects)];
}

function samePrefix(before: readonly unknown[], after: readonly unknown[]): boolean {
  return JSON.stringify(before) === JSON.stringify(after.slice(0, before.length));
}

/** R1: nothing about a personal complaint goes to the accused or into a group. */
function leaks(ticket: Ticket, effects: readonly PendingEffect[]): string[] {
  return effects.flatMap(({ effect }) => {
    const personal = ticket.complaint?.scope === 'person';
    if (effect.kind === 'message.send') {
      if (effect.ticketId !== ticket._id) return ['a message does not name its ticket'];
      if (effect.to === 'member' && isAccused(ticket, effect.userid, community))
        return [`R1: ${effect.userid} is told of the complaint about them`];
      return effect.to === 'group' && personal ? [`R1: group ${effect.department} reads a personal complaint`] : [];
    }
    return effect.kind === 'visit.plan' && personal && sameUser(effect.leader, ticket.complaint!.accused)
      ? ['R3: the accused makes the visit']
      : [];
  });
}
