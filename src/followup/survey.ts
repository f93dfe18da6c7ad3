import { deskSupervisors, managers } from '../community/index.ts';
import { deriveId, zonedTime } from '../shared/index.ts';
import type { Community } from './community.ts';
import { BLANK } from './plan-visits.ts';
import type { Visit } from './visit.ts';

/** `2026Q4` in the community's time zone. */
export function quarterOf(at: number, timezone: string): string {
  const { year, month } = zonedTime(at, timezone);
  return `${year}Q${Math.ceil(month / 3)}`;
}

/**
 * The periodic survey of an owner who has just written (篇5 一.5), or null when he is not in this quarter's sample. The sample is a
 * share of the owners chosen by their id, so that asking again gives the same answer, and the id makes it at most one a quarter.
 */
export function surveyFor(
  { conversationId, at }: { conversationId: string; at: number },
  { now, community }: { now: number; community: Community },
): Visit | null {
  const { survey } = community.followUp;
  const quarter = quarterOf(at, community.timezone);
  const id = deriveId(community.id, conversationId, 'survey', quarter);
  const draw = Number.parseInt(id.slice(0, 8), 16) / 2 ** 32;
  const responsible = deskSupervisors(community)[0] ?? managers(community)[0];
  if (draw >= survey.share || responsible === undefined) return null;
  const dueAt = at + survey.after;
  return {
    ...BLANK,
    _id: id,
    community: community.id,
    version: 1,
    ticketId: null,
    number: '',
    round: at,
    firstRound: true,
    rule: `survey/${quarter}`,
    type: 'survey',
    kinds: ['survey'],
    category: null,
    department: community.duty.desk,
    personal: false,
    worker: null,
    conversationId,
    about: { matter: '', place: null, date: '', worker: null },
    responsible,
    leader: responsible,
    createdAt: now,
    dueAt,
    earliest: dueAt,
    latest: dueAt + survey.expire,
    waits: null,
    updatedAt: now,
    nextDueAt: dueAt,
  };
}
