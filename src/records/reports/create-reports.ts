import type { Communities } from '../../community/index.ts';
import { createWorkCalendar, deskSupervisors, managers, unique } from '../../community/index.ts';
import type { Versioned } from '../../effects/index.ts';
import { format } from '../../messages/index.ts';
import { deriveId, isoDate, quietUntil, zonedTime } from '../../shared/index.ts';
import type { Ticket, TicketRepository } from '../../tickets/index.ts';
import { OPEN_STATES } from '../../tickets/index.ts';
import type { Community } from '../community.ts';
import { complaintTable } from '../complaints/complaint-table.ts';
import { complaintShare, isValidComplaint, shareText } from '../complaints/share.ts';
import type { ReportBook, ReportKind, ReportRecord } from '../registers/report-book.ts';
import { countVisits } from './door-visits.ts';
import { type Period, tableMonthDue, visitMonth, weekDue, yearOf } from './periods.ts';
import { type Reader, readersOf } from './recipients.ts';

/** What the reports need; `book` is where they are kept. */
export interface ReportDeps {
  readonly communities: Communities<Community>;
  readonly tickets: Pick<TicketRepository, 'search' | 'count'>;
  readonly book: ReportBook;
}

/** What is made of one kind and period. */
type Made = Pick<ReportRecord, 'messages' | 'blind' | 'notBefore'>;

const MOST_COMPLAINTS = 20_000;

/**
 * Reports that the clock makes by itself: complaints of the week (篇5 七.5), of the month (R38), the ‰ of the year (R39) and
 * the reminder of 走访 (R37). Called often and by any number of processes: the key of a report is claimed with its texts
 * first and handed to delivery after, under ids of its own, so that each goes out once whoever dies in between.
 */
export function createReports(deps: ReportDeps): { tick(now: number): Promise<void> } {
  const { tickets, book } = deps;
  /** Keys this process has seen to, so that a tick costs nothing between two reports. */
  const settled = new Set<string>();
  const checkedAt = new Map<string, number>();

  async function once(
    of: { community: Community; kind: ReportKind; period: Period; now: number },
    make: () => Promise<Made>,
  ): Promise<void> {
    const { community, kind, period, now } = of;
    const key = { community: community.id, kind, period: period.key };
    const name = Object.values(key).join('/');
    if (now < period.dueAt || settled.has(name)) return;
    // Where the service was not in use yet when it fell due, there is nothing to report.
    const inUse = { community: community.id, openedTo: period.dueAt, limit: 1 };
    const isNeeded = kind === 'warning' || kind === 'exceeded' || (await tickets.count(inUse)) > 0;
    if (isNeeded && (await book.find(key)) === null) {
      const made = await make();
      await book.claim(reportRecord({ ...key, ...made, at: now }));
    }
    settled.add(name);
  }

  const complaintsOf = (community: Community, search: object): Promise<Ticket[]> =>
    tickets.search({ community: community.id, categories: ['投诉'], ...search, limit: MOST_COMPLAINTS });

  /** Complaints of the period and of the year, and the older ones that are not struck off. */
  async function gather(community: Community, { from, to }: Period, yearFrom: number): Promise<Ticket[]> {
    const [recent, older] = await Promise.all([
      complaintsOf(community, { openedFrom: Math.min(from, yearFrom), openedTo: to }),
      complaintsOf(community, { states: [...OPEN_STATES, 'done', 'visiting'], openedTo: from }),
    ]);
    return [...new Map([...older, ...recent].map((ticket) => [ticket._id, ticket])).values()];
  }

  async function table(community: Community, kind: 'weekly' | 'monthly', period: Period, now: number): Promise<Made> {
    const yearFrom = yearOf(community, period.to - 1).from;
    const complaints = await gather(community, period, yearFrom);
    const userids = unique([...managers(community), ...deskSupervisors(community)]);
    const readers = readersOf(complaints, { community, userids });
    const texts = community.messages.report;
    const values = {
      community: community.name,
      period: period.key,
      from: isoDate(period.from, community.timezone),
      to: isoDate(period.to - 1, community.timezone),
    };
    const text = ({ visible }: Reader) =>
      [
        format(texts[kind], values),
        ...complaintTable({ community, complaints: visible, from: period.from, to: period.to, yearFrom }),
        ...(kind === 'monthly' ? [format(texts.analyse, values)] : []),
      ].join('\n');
    return {
      messages: readers.map((reader) => ({ userid: reader.userid, text: text(reader) })),
      blind: readers.filter(({ visible }) => visible.length < complaints.length).map(({ userid }) => userid),
      notBefore: afterQuiet(community, now),
    };
  }

  /** Visits still owed near the end of a month, told to those who owe them (R37). */
  async function visitReminder(community: Community, period: Period, now: number): Promise<Made> {
    const { from, to } = period;
    const visits = await book.entries({ community: community.id, kind: 'visit', from, to });
    const { quota } = community.reports.visits;
    const { month } = zonedTime(from, community.timezone);
    return {
      messages: countVisits(visits, community)
        .filter(({ left }) => left > 0)
        .map(({ userid, count, left }) => ({
          userid,
          text: format(community.messages.report.visitReminder, { month, count, quota, left }),
        })),
      blind: [],
      notBefore: createWorkCalendar(community.calendar, community.duty.desk, community.timezone).add(now, 0),
    };
  }

  /** The ‰ of the year, once when it comes near the limit and once when it is over (篇5 二.3, R39). */
  async function watchShare(community: Community, now: number): Promise<void> {
    const period = yearOf(community, now);
    const complaints = (await complaintsOf(community, { openedFrom: period.from })).filter(isValidComplaint);
    const share = complaintShare(complaints, community);
    if (share.state !== 'near' && share.state !== 'over') return;
    const kind = share.state === 'near' ? 'warning' : 'exceeded';
    // Whoever may not know of one of them would learn of it from the figure.
    const seeingAll = (userids: readonly string[]) =>
      readersOf(complaints, { community, userids }).filter(({ visible }) => visible.length === complaints.length);
    const above = seeingAll(managers(community));
    const readers = above.length > 0 ? above : seeingAll(deskSupervisors(community));
    const values = { community: community.name, share: shareText(share, community) };
    const text = format(community.messages.report[kind], values);
    await once({ community, kind, period, now }, async () => ({
      messages: readers.map(({ userid }) => ({ userid, text })),
      blind: [],
      notBefore: afterQuiet(community, now),
    }));
  }

  async function claimDue(community: Community, now: number): Promise<void> {
    for (const [kind, period] of [
      ['weekly', weekDue(community, now)],
      ['monthly', tableMonthDue(community, now)],
    ] as const) {
      await once({ community, kind, period, now }, () => table(community, kind, period, now));
    }
    const month = visitMonth(community, now);
    await once({ community, kind: 'visits', period: month, now }, () => visitReminder(community, month, now));
    const last = checkedAt.get(community.id);
    if (last !== undefined && now - last < community.reports.complaints.check) return;
    await watchShare(community, now);
    checkedAt.set(community.id, now);
  }

  return {
    async tick(now) {
      const claims = await Promise.allSettled([...deps.communities.all()].map((community) => claimDue(community, now)));
      for (const claim of claims) if (claim.status === 'rejected') throw claim.reason;
    },
  };
}

/** A report as it is stored: of any number of processes one makes it, and its messages go out once (design rule 2). */
function reportRecord(made: Omit<ReportRecord, keyof Versioned> & Pick<ReportRecord, 'community'>): ReportRecord {
  const { community, kind, period, at, notBefore, messages } = made;
  const pendingEffects = messages.map(({ userid, text }) => ({
    id: deriveId('report', community, kind, period, userid),
    effect: {
      kind: 'message.send',
      to: 'member',
      userid,
      content: { kind: 'text', text },
      purpose: 'report',
      notBefore,
    } as const,
  }));
  return {
    ...made,
    _id: [community, kind, period].join('/'),
    version: 1,
    nextDueAt: null,
    updatedAt: at,
    pendingEffects,
  };
}

/** Nobody reads figures at night: they wait for the end of the quiet hours. */
function afterQuiet({ quietHours, timezone }: Community, now: number): number {
  return quietUntil(now, quietHours, timezone) ?? now;
}
