import path from 'node:path';
import { loadCompany } from '../../src/config/load.ts';
import type { Community } from '../../src/config/types.ts';
import type { FollowUpFile } from '../../src/followup/config/follow-up.ts';
import { planVisits } from '../../src/followup/plan-visits.ts';
import type { OwnerWindow, Situation } from '../../src/followup/situation.ts';
import type { Visit } from '../../src/followup/visit.ts';
import { fromZoned } from '../../src/shared/time.ts';
import type { TicketDraft } from '../../src/tickets/draft.ts';
import { openTicket } from '../../src/tickets/open-ticket.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';

const shippedDir = path.join(import.meta.dirname, '../../config');
const loaded = await loadCompany(shippedDir, { env: {}, shippedDir });
if (loaded.company === null) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));

const shipped = loaded.company.communities.get('main')!;
const { service } = shipped.duty.departments;
const shifts = service!.shifts.map((shift) => ({ ...shift, members: ['he.jiedai'] }));

/** The shipped configuration, with 何敏 alone at the desk. */
export const community: Community = {
  ...shipped,
  duty: { ...shipped.duty, departments: { ...shipped.duty.departments, service: { ...service!, shifts } } },
};

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
export const OWNER = 'wkDEMO/owner-1';

/** `2026-11-24 10:00` in the community's time zone, epoch ms. */
export function at(text: string): number {
  const [date, clock = '00:00'] = text.split(' ');
  const [year, month, day] = date!.split('-').map(Number);
  const [hour, minute] = clock.split(':').map(Number);
  return fromZoned({ year: year!, month: month!, day: day!, hour: hour!, minute: minute! }, 'Asia/Shanghai');
}

/** A Tuesday at ten: nothing is quiet. */
export const TEN = at('2026-11-24 10:00');

/** The shipped configuration with other follow-up settings. */
export const withFollowUp = (changes: Partial<FollowUpFile>, of: Community = community): Community => ({
  ...of,
  followUp: { ...of.followUp, ...changes },
});

/** What an owner reports, unless the test says otherwise. */
export function draft(overrides: Partial<TicketDraft> = {}): TicketDraft {
  const house = { building: '3', unit: '2', room: '1701' };
  return {
    community: 'main',
    category: '报修',
    topic: 'repair-other',
    urgent: false,
    danger: null,
    channel: '微信',
    words: ['阳台的晾衣架坏了'],
    summary: '阳台晾衣架坏了',
    house,
    place: null,
    reporter: { conversationId: OWNER, name: '王小明', phone: '13812345678', house, relation: '业主' },
    appointment: null,
    media: [],
    accused: null,
    accusedDepartment: null,
    confidential: false,
    details: {},
    links: [],
    why: [],
    firstWordAt: TEN,
    ...overrides,
  };
}

/** A finished ticket, as far as visits look at it. */
export function finished(overrides: Partial<Ticket> = {}, drafted: Partial<TicketDraft> = {}): Ticket {
  const { ticket } = openTicket(draft(drafted), {
    id: 't1',
    number: 'BX261124-001',
    sequence: 1,
    now: TEN - 2 * HOUR,
    community,
  });
  return {
    ...ticket,
    pendingEffects: [],
    state: 'done',
    assignee: 'li.shifu',
    finishedAt: TEN,
    result: { text: '修好了', materials: null, by: 'li.shifu' },
    ...overrides,
  };
}

/** The visits of a ticket finished at TEN. */
export function planned(kinds: readonly string[], overrides: Partial<Ticket> = {}, of: Community = community): Visit[] {
  const ticket = finished(overrides);
  const finishedAt = ticket.finishedAt ?? TEN;
  const order = { ticketId: ticket._id, kinds, finishedAt, keeper: 'he.jiedai', leader: 'zhou.zhuguan' } as const;
  return planVisits(ticket, order, { now: finishedAt, community: of });
}

/** A window that was opened at `openedAt` with `used` of five messages gone. */
export function windowSince(openedAt: number, now: number, used = 0): OwnerWindow {
  const closesAt = openedAt + community.delivery.owner.window;
  return { open: now < closesAt, left: now < closesAt ? 5 - used : 0, closesAt };
}

/** A situation at `now` with an open, fresh window. */
export function situation(now: number, overrides: Partial<Situation> = {}): Situation {
  return {
    now,
    community,
    window: windowSince(now - HOUR, now),
    others: [],
    served: false,
    page: ({ visitId, userid }) => `https://example.test/h5/visit/${visitId}/${userid ?? 'owner'}`,
    ...overrides,
  };
}
