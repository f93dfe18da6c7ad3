import { afterQuiet, calendarOf, deskSupervisors, leadersOf, managers, onDuty, workLimit } from '../community/index.ts';
import type { Effect } from '../effects/index.ts';
import { describeTime } from '../language/index.ts';
import { deriveId } from '../shared/index.ts';
import type { Community } from './community.ts';
import type { EscalationFile, LadderCause, RungTarget } from './config/escalation.ts';
import { currentPromise } from './promises.ts';
import { addOnClock } from './sla-clock.ts';
import { pushToGroup, tellMembers } from './tell.ts';
import { say } from './texts.ts';
import type { Alarm, Ladder, Ticket } from './ticket.ts';
import { stateText, topicOf } from './wording.ts';

type LadderRule = EscalationFile['ladders'][string];

/** The ladder of a cause for this ticket, by the first fitting line of `use`; null when config has none. */
function ladderRule(cause: LadderCause, ticket: Ticket, community: Community): LadderRule | null {
  const { use, ladders } = community.escalation;
  const line = use.find(
    (one) =>
      (one.cause === undefined || one.cause === cause) &&
      (one.category === undefined || one.category === ticket.category) &&
      (one.urgent === undefined || one.urgent === ticket.urgent) &&
      (one.level === undefined || one.level === ticket.level),
  );
  return line === undefined ? null : (ladders[line.ladder] ?? null);
}

/** True when this cause is never held back by quiet hours (R6). */
export function isAlways(cause: LadderCause, ticket: Ticket, community: Community): boolean {
  return ladderRule(cause, ticket, community)?.always === true;
}

/** The ladder of a cause that still runs. */
function runningLadder(ticket: Ticket, cause: LadderCause): Ladder | null {
  return ticket.ladders.find((ladder) => ladder.about === cause && ladder.endedAt === null) ?? null;
}

/** A ladder begins at `from`; one that already runs for this cause goes on instead. */
export function startLadder(ticket: Ticket, cause: LadderCause, from: number, community: Community): Ticket['ladders'] {
  const rule = ladderRule(cause, ticket, community);
  if (rule === null || runningLadder(ticket, cause) !== null) return ticket.ladders;
  const ladder: Ladder = {
    about: cause,
    name: rule.name,
    startedAt: from,
    rung: 0,
    nextAt: rungTime({ ticket, rule, startedAt: from, rung: 0, community }),
    acknowledgedBy: null,
    acknowledgedAt: null,
    endedAt: null,
    alarms: [],
  };
  return [...ticket.ladders, ladder];
}

interface RungQuestion {
  readonly ticket: Ticket;
  readonly rule: LadderRule;
  readonly startedAt: number;
  readonly rung: number;
  readonly community: Community;
}

/** `always` ladders climb by the wall clock; the others by working time, and never in quiet hours. */
function rungTime({ ticket, rule, startedAt, rung, community }: RungQuestion): number | null {
  const after = rule.rungs[rung]?.after;
  if (after === undefined) return null;
  if (rule.always || ticket.urgent) return startedAt + after;
  const calendar = calendarOf(community, ticket.department);
  const on = { clock: 'work', calendar: ticket.department } as const;
  return afterQuiet(community, addOnClock(startedAt, workLimit(after, calendar), on, community));
}

/** Ends the ladders whose cause is gone. */
export function endLadders(
  ladders: Ticket['ladders'],
  isGone: (about: LadderCause) => boolean,
  now: number,
): Ticket['ladders'] {
  return ladders.map((ladder) =>
    ladder.endedAt === null && isGone(ladder.about) ? { ...ladder, endedAt: now, nextAt: null } : ladder,
  );
}

/** A person has seen it: running ladders climb no further (docs/tickets.md, "Ladders"). */
export function acknowledgeLadders(ladders: Ticket['ladders'], by: string, now: number): Ticket['ladders'] {
  return ladders.map((ladder) =>
    ladder.endedAt === null && ladder.acknowledgedAt === null && ladder.alarms.length > 0
      ? { ...ladder, acknowledgedBy: by, acknowledgedAt: now, nextAt: null }
      : ladder,
  );
}

/** Climbs every rung that is due at `now`. */
export function climb(
  ticket: Ticket,
  now: number,
  community: Community,
): { ladders: Ticket['ladders']; effects: Effect[] } {
  const effects: Effect[] = [];
  const ladders = ticket.ladders.map((ladder) => {
    let current = ladder;
    while (current.endedAt === null && current.nextAt !== null && current.nextAt <= now) {
      const step = climbRung(ticket, current, now, community);
      current = step.ladder;
      effects.push(...step.effects);
    }
    return current;
  });
  return { ladders, effects };
}

function climbRung(ticket: Ticket, ladder: Ladder, now: number, community: Community) {
  const rule = ladderRule(ladder.about, ticket, community);
  const rung = rule?.rungs[ladder.rung];
  if (rule === null || rung === undefined) return { ladder: { ...ladder, nextAt: null }, effects: [] };
  const idOf = (to: string) => deriveId(ticket._id, 'alarm', ladder.about, ladder.startedAt, ladder.rung, to);
  const effects = dedupe(rung.to.flatMap((target) => alarm({ ticket, ladder, target, now, community, idOf })));
  const alarms = effects.flatMap((effect): Alarm[] => {
    if (effect.kind !== 'message.send' || effect.to === 'owner') return [];
    const to = effect.to === 'member' ? effect.userid : `group/${effect.department}`;
    return [{ id: idOf(to), rung: ladder.rung, at: now, to, deliveredAt: null, failedAt: null }];
  });
  const known = new Set(ladder.alarms.map((one) => one.id));
  const planned = rungTime({ ticket, rule, startedAt: ladder.startedAt, rung: ladder.rung + 1, community });
  // A rung on which nobody stands is no alarm: the next one is climbed at once.
  const nextAt = alarms.length === 0 && planned !== null ? now : planned;
  return {
    ladder: {
      ...ladder,
      rung: ladder.rung + 1,
      nextAt,
      alarms: [...ladder.alarms, ...alarms.filter((one) => !known.has(one.id))],
    },
    effects,
  };
}

interface AlarmRequest {
  readonly ticket: Ticket;
  readonly ladder: Ladder;
  readonly target: RungTarget;
  readonly now: number;
  readonly community: Community;
  readonly idOf: (to: string) => string;
}

function alarm({ ticket, ladder, target, now, community, idOf }: AlarmRequest): Effect[] {
  const group = target === 'group' ? ticket.department : target === 'desk-group' ? community.duty.desk : null;
  const purpose = ticket.urgent ? 'emergency' : 'alarm';
  if (group !== null) {
    const lead = say(community, 'staff.alarm-lead', { name: ladder.name });
    const mention = onDuty(community, group, now);
    return pushToGroup(group, { ticket, community, now, purpose, lead, mention, alarm: idOf(`group/${group}`) });
  }
  const userids = peopleAt(target, ticket, now, community);
  return tellMembers({ ticket, community }, userids, {
    text: alarmText(ticket, ladder, now, community),
    purpose,
    alarm: idOf,
  });
}

/** Who stands on a rung. For a complaint about a person the handlers take the place of the department's own people (R1). */
function peopleAt(target: RungTarget, ticket: Ticket, now: number, community: Community): readonly (string | null)[] {
  const personal = ticket.complaint?.scope === 'person';
  if (personal && ['leader', 'duty', 'desk'].includes(target)) return ticket.complaint?.handlers ?? [];
  const { escalation, duty } = community;
  const people: Record<Exclude<RungTarget, 'group' | 'desk-group'>, () => readonly (string | null)[]> = {
    assignee: () => [ticket.assignee ?? leadersOf(community, ticket.department)[0] ?? null],
    duty: () => onDuty(community, ticket.department, now),
    leader: () => leadersOf(community, ticket.department),
    keeper: () => [ticket.keeper],
    desk: () => onDuty(community, duty.desk, now),
    supervisor: () => deskSupervisors(community),
    assistant: () => [escalation.assistant],
    manager: () => managers(community),
    company: () => escalation.company,
  };
  return target === 'group' || target === 'desk-group' ? [] : people[target]();
}

function alarmText(ticket: Ticket, ladder: Ladder, now: number, community: Community): string {
  const { about } = ladder;
  const promise = currentPromise(ticket);
  const deadline =
    about === 'unassigned' || about === 'danger' || about === 'promise' ? undefined : ticket.deadlines[about];
  const due = about === 'promise' ? (promise?.until ?? null) : (deadline?.dueAt ?? null);
  return say(community, 'staff.alarm', {
    name: ladder.name,
    number: ticket.number,
    topic: topicOf(ticket, community),
    state: stateText(ticket, community),
    due: due === null ? '' : say(community, 'staff.alarm-due', { time: describeTime(due, now, community.timezone) }),
  });
}

/** One person on two rungs climbed together hears once. */
function dedupe(effects: readonly Effect[]): Effect[] {
  const seen = new Set<string>();
  return effects.filter((effect) => {
    const isToMember = effect.kind === 'message.send' && effect.to === 'member';
    const key = isToMember ? effect.userid : JSON.stringify(effect);
    return !seen.has(key) && seen.add(key);
  });
}
