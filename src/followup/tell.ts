import { beforeQuiet, deskSupervisors, managers, memberName, sameUser, unique } from '../community/index.ts';
import type { VisitAsk } from '../conversation/index.ts';
import type { Effect } from '../effects/index.ts';
import { describeTime } from '../language/index.ts';
import { format, type PlacesOf, type Values } from '../messages/index.ts';
import type { Community } from './community.ts';
import type { VisitMessages } from './config/messages.ts';
import { type Situation, siblingsOf } from './situation.ts';
import type { Visit } from './visit.ts';

type SentenceKey = Exclude<keyof VisitMessages, 'why' | 'complaintReasons'>;

/** A sentence of `messages/visit.yaml`, filled in. */
export function sentence<K extends SentenceKey>(
  { messages }: Pick<Community, 'messages'>,
  key: K,
  values: Values<PlacesOf<VisitMessages[NoInfer<K>]>> = {},
): string {
  return format<string>(messages.visit[key], values);
}

/** A text to a member. */
export function toMember(userid: string, text: string): Effect {
  return { kind: 'message.send', to: 'member', userid, content: { kind: 'text', text }, purpose: 'task' };
}

/** The same text to several members, each once; the accused of a personal complaint is never among them (R1). */
export function toMembers(userids: readonly (string | null)[], text: string): Effect[] {
  return unique(userids.filter((userid) => userid !== null)).map((userid) => toMember(userid, text));
}

/** 客服主管, without those who may not hear of it; 项目经理 when nobody is left. */
export function supervisorsFor(visit: Pick<Visit, 'worker' | 'personal'>, community: Community): string[] {
  const isBarred = (userid: string) => visit.personal && sameUser(userid, visit.worker);
  const heads = deskSupervisors(community).filter((userid) => !isBarred(userid));
  return heads.length > 0 ? heads : managers(community).filter((userid) => !isBarred(userid));
}

/** Whether it asks for a closing visit that never reached the owner: then it asks "solved?" and 1–5 (R21). */
function asksForClosing(visit: Visit, others: readonly Visit[]): boolean {
  const closing = siblingsOf(visit, others).find(({ type }) => type === 'closing');
  return visit.takesOver !== null && closing !== undefined && closing.sentAt === null;
}

/** The question as the conversation puts it. */
export function askOf(visit: Visit, others: readonly Visit[], reminder: boolean): VisitAsk {
  const { _id, ticketId, number, type, about } = visit;
  return {
    visitId: _id,
    ticketId: ticketId ?? '',
    number,
    type: type === 'dated' && asksForClosing(visit, others) ? 'closing' : type,
    ...about,
    ...(reminder ? { reminder } : {}),
  };
}

/** The first of the five questions of a telephone visit. */
export function questionOf(visit: Visit, community: Community): string {
  if (visit.type === 'leader') return sentence(community, 'questionLeader');
  if (visit.type === 'closing' || visit.takesOver !== null) return sentence(community, 'questionClosing');
  return sentence(community, visit.rain !== null ? 'questionRain' : 'questionDated');
}

/** Who calls: the leader for his own visit, else the responsible one (R3, R23). */
export function callerOf(visit: Visit): string {
  return visit.type === 'leader' ? visit.leader : visit.responsible;
}

/** Until when the call is asked for: nobody is asked to ring owners up in quiet hours. */
function callUntil(visit: Visit, now: number, community: Community): number {
  const wanted = Math.min(now + community.followUp.call, visit.latest);
  const polite = beforeQuiet(community, wanted);
  return polite > now ? polite : wanted;
}

/** The task to call, with the five questions and the form. */
export function callTask(visit: Visit, { now, community, page }: Situation, why: string): Effect[] {
  const person = callerOf(visit);
  const { number, about } = visit;
  const values = {
    number,
    matter: about.matter,
    place: about.place ?? '',
    why,
    person: memberName(community, person),
    until: describeTime(callUntil(visit, now, community), now, community.timezone),
    question: questionOf(visit, community),
    url: page({ community: community.id, visitId: visit._id, userid: person }),
  };
  const own = toMember(person, sentence(community, visit.type === 'leader' ? 'leaderTask' : 'task', values));
  if (visit.type === 'leader' || visit.personal) return [own];
  const content = { kind: 'text', text: sentence(community, 'taskGroup', values) } as const;
  return [own, { kind: 'message.send', to: 'group', department: community.duty.desk, content, purpose: 'task' }];
}
