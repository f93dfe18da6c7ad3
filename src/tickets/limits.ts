import { startOfDay } from '../shared/index.ts';
import type { Community } from './community.ts';
import { levelOf } from './promises.ts';
import { type Deadlines, startDeadline } from './sla-clock.ts';
import type { Deadline, DeadlineKind, Ticket } from './ticket.ts';

interface LimitsRequest {
  readonly ticket: Ticket;
  /** When the owner first said it: the 30 minutes and the 24 hours run from here (R6, R7). */
  readonly since: number;
  readonly now: number;
  readonly community: Community;
}

/** Every limit a new (or reopened) ticket has: the level's own, and those of the procedures. */
export function startLimits({ ticket, since, now, community }: LimitsRequest): Deadlines {
  const { escalation } = community;
  const level = levelOf(ticket, community);
  const own = (limit: number | undefined, clock = level.clock): Deadline | undefined =>
    limit === undefined
      ? undefined
      : startDeadline({ community, clock, department: ticket.department, limit, from: now });
  const wall = (limit: number, from: number) =>
    startDeadline({ community, clock: 'wall', department: ticket.department, limit, from });
  const limits: Partial<Record<DeadlineKind, Deadline | undefined>> = {
    handover: wall(escalation.handover, since),
    respond: own(level.respond),
    arrive: own(level.arrive),
    finish: own(level.finish),
    next: own(level.next),
    answer: ticket.category === '投诉' ? wall(escalation.answer, since) : undefined,
    verify: ticket.category === '表扬' ? own(escalation.verify, 'work') : undefined,
    decide: ticket.category === '建议' ? own(escalation.decide, 'work') : undefined,
    written: ticket.major === null ? undefined : wall(escalation.written, ticket.major.at),
    apology: ticket.complaint?.scope === 'person' ? wall(escalation.apology, now) : undefined,
    'same-day': sameDay({ ticket, since, now, community }),
  };
  const appointed = appointmentLimits({ ticket, now, community }, limits);
  return Object.fromEntries(Object.entries({ ...limits, ...appointed }).filter(([, limit]) => limit !== undefined));
}

/** The 返修联系单 reaches the after-sales department the same calendar day (篇1 4.5): hard, on the wall clock (R6). */
function sameDay({ ticket, since, now, community }: LimitsRequest): Deadline | undefined {
  if (ticket.category !== '售后' || ticket.reworkSlip?.receivedAt != null) return undefined;
  const midnight = startOfDay(now, community.timezone, 1);
  return startDeadline({
    community,
    clock: 'wall',
    department: ticket.department,
    limit: midnight - since,
    from: Math.min(since, now),
  });
}

/** An agreed time replaces the time on site, and the work is counted from it (篇5 六.1). Urgent work does not wait for it. */
export function appointmentLimits(
  { ticket, now, community }: Omit<LimitsRequest, 'since'>,
  limits: Partial<Record<DeadlineKind, Deadline | undefined>>,
): Partial<Record<DeadlineKind, Deadline>> {
  const { appointment } = ticket;
  if (appointment === null || ticket.urgent || appointment.to <= now) return {};
  const on = { community, department: ticket.department };
  const arrive = startDeadline({ ...on, clock: 'wall', limit: appointment.to - now, from: now });
  const finish = limits.finish;
  if (finish === undefined || finish.metAt !== null || appointment.from <= now) return { arrive };
  const level = levelOf(ticket, community);
  return {
    arrive,
    finish: startDeadline({ ...on, clock: level.clock, limit: level.finish ?? 0, from: appointment.from }),
  };
}
