import { deskSupervisors, managers, sameUser, unique } from '../community/index.ts';
import { formatHouse, monthDay } from '../language/index.ts';
import { defined, deriveId } from '../shared/index.ts';
import type { Ticket } from '../tickets/index.ts';
import { isAccused, workerTitle } from '../tickets/index.ts';
import type { Community } from './community.ts';
import type { VisitsToPlan } from './effects.ts';
import { datedVisits } from './policy.ts';
import type { Visit } from './visit.ts';

/** The visits after a 完成: the closing one at once (R21) and the dated ones of R22. Planning the same twice gives the same ids. */
export function planVisits(
  ticket: Ticket,
  order: VisitsToPlan,
  { now, community }: { now: number; community: Community },
): Visit[] {
  const { followUp } = community;
  const { finishedAt, kinds } = order;
  const dated = datedVisits(kinds, finishedAt, followUp);
  const base = commonPart(ticket, order, community);
  const first = dated.find(({ waits }) => waits === null)?.dueAt ?? dated[0]?.dueAt ?? finishedAt;
  const plan = (part: Pick<Visit, 'rule' | 'type' | 'kinds' | 'dueAt' | 'earliest' | 'latest' | 'waits'>): Visit => ({
    ...base,
    ...part,
    _id: deriveId(ticket._id, finishedAt, part.rule),
    createdAt: now,
    updatedAt: now,
    nextDueAt: now,
  });
  const closing = plan({
    rule: 'closing',
    type: 'closing',
    kinds,
    dueAt: finishedAt,
    earliest: finishedAt,
    latest: first + followUp.expire,
    waits: null,
  });
  return [closing, ...dated.map((visit, index) => plan({ ...visit, latest: latestOf(dated, index, followUp.expire) }))];
}

/** A visit ends when the next dated one is due: two open telephone tasks about one matter would be asked as one anyway. */
function latestOf(dated: ReturnType<typeof datedVisits>, index: number, expire: number): number {
  const visit = defined(dated[index]);
  const next = dated.slice(index + 1).find(({ waits }) => waits === null);
  const end = visit.dueAt + expire;
  return next === undefined || visit.waits === 'rain' ? end : Math.min(end, next.dueAt);
}

function commonPart(ticket: Ticket, { finishedAt, keeper, leader }: VisitsToPlan, community: Community) {
  const worker = ticket.result?.by ?? ticket.assignee;
  const house = ticket.house === null ? '' : formatHouse(ticket.house);
  const place = ticket.place ?? '';
  const where = place.includes(house) ? place : `${house}${place}`;
  return {
    community: community.id,
    version: 1,
    ticketId: ticket._id,
    number: ticket.number,
    round: finishedAt,
    firstRound: ticket.reopenings === 0,
    category: ticket.category,
    department: ticket.department,
    personal: ticket.complaint?.scope === 'person',
    worker: ticket.assignee ?? worker,
    conversationId: ticket.reporter.conversationId,
    about: {
      matter: ticket.summary,
      place: where === '' ? null : where,
      date: monthDay(ticket.openedAt, community.timezone),
      worker: ticket.complaint === null ? workerTitle(ticket, community) : null,
    },
    responsible: responsibleFor(ticket, keeper, community),
    leader,
    ...BLANK,
  };
}

/** Nothing has happened to a visit yet. */
export const BLANK = {
  rain: null,
  state: 'planned',
  askedAt: null,
  sentAt: null,
  remindedAt: null,
  linkSentAt: null,
  taskAt: null,
  taskReminders: 0,
  route: [],
  attempts: [],
  answer: null,
  late: [],
  outcome: null,
  outcomeReason: null,
  endedAt: null,
  takesOver: null,
  takenOverBy: null,
  opinion: null,
  noticeId: null,
  heard: [],
  pendingEffects: [],
} as const;

/** The named person (R23): the keeper, unless it is his own work or he is complained of; then 客服主管, then 项目经理. */
function responsibleFor(ticket: Ticket, keeper: string, community: Community): string {
  const candidates = unique([keeper, ...deskSupervisors(community), ...managers(community)]);
  const isFit = (userid: string) => !sameUser(userid, ticket.assignee) && !isAccused(ticket, userid, community);
  return candidates.find(isFit) ?? keeper;
}
