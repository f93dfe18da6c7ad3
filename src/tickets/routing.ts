import { findDepartment, findMember, minuteOfDay, unique } from '../community/index.ts';
import type { Category } from '../shared/index.ts';
import { defined } from '../shared/index.ts';
import { TOPICS, type TopicMeaning } from '../understanding/index.ts';
import { type Accused, handlersFor, resolveAccused } from './accused.ts';
import type { Community } from './community.ts';
import type { RoutingFile } from './config/routing.ts';
import type { TicketDraft } from './draft.ts';

/** Where a ticket goes, how and how fast. */
export interface Route {
  readonly department: string;
  /** Told besides. */
  readonly also: readonly string[];
  readonly dispatch: 'grab' | 'assign' | 'rotate';
  /** Name of a service level. */
  readonly level: string;
  readonly urgent: boolean;
  /** A 重大(突发)事件 from the start (R10). */
  readonly major: boolean;
  /** Details stay out of groups. */
  readonly discreet: boolean;
  readonly paid: boolean;
  readonly shared: boolean;
  readonly visitKinds: readonly string[];
  readonly advice: string | null;
  readonly accused: Accused;
  /** A complaint about a person (R1). */
  readonly personal: boolean;
  /** Who handles it then; empty otherwise. */
  readonly handlers: readonly string[];
  /** userid of whom a praise names, as far as it can be read. */
  readonly praised: string | null;
}

/** What of a draft or ticket decides its route. */
export type Routable = Pick<
  TicketDraft,
  'category' | 'topic' | 'urgent' | 'danger' | 'house' | 'accused' | 'accusedDepartment'
>;

type Topic = RoutingFile['topics'][string];
type Target = NonNullable<RoutingFile['rules'][number]['use']>;

/** Routes by `routing.yaml`: category, then topic, then danger, then the first rule that fits; complaints around the accused (R1). */
export function routeTicket(draft: Routable, now: number, community: Community): Route {
  const { routing } = community;
  const topic: Topic = (draft.topic === null ? undefined : routing.topics[draft.topic]) ?? {};
  const danger = draft.danger === null ? undefined : routing.dangers[draft.danger];
  const accused = draft.category === '投诉' ? resolveAccused(draft, community) : { userid: null, department: null };
  const urgent = draft.urgent || topic.urgent === true || danger !== undefined;
  const rule = routing.rules.find(({ when }) => ruleFits(when, { draft, urgent, accused, now, community }))?.use ?? {};
  const target = merge([routing.categories[draft.category], fitting(topic, draft), rule]);
  const personal = draft.category === '投诉' && (topic.personal === true || accused.userid !== null);
  const handlers = personal ? handlersFor(accused, community) : [];
  const owner = personal ? handlersDepartment(handlers, community) : (danger?.departments[0] ?? accused.department);
  const department = knownDepartment([owner ?? undefined, target.department], community);
  const also = [...(danger?.departments ?? []), ...(personal ? [] : (target.also ?? []))];
  return {
    department,
    also: unique(also).filter((id) => id !== department && findDepartment(community, id) !== null),
    dispatch: personal ? 'assign' : (target.dispatch ?? 'grab'),
    level: levelOf({ target, urgent, major: danger?.major === true, routing }),
    urgent: urgent || rule.urgent === true,
    major: danger?.major === true,
    discreet: danger?.discreet === true,
    paid: topic.paid === true,
    shared: topic.shared === true,
    visitKinds: visitKindsOf({ category: draft.category, urgent, topic, personal }),
    advice: danger?.advice ?? topic.advice ?? null,
    accused,
    personal,
    handlers,
    praised: draft.category === '表扬' ? resolveAccused(draft, community).userid : null,
  };
}

/** A topic's level is meant for its own category: a complaint about the lights has the limits of a complaint. */
function fitting(topic: Topic, draft: Routable): Target {
  const { department, dispatch, also } = topic;
  const meaning: TopicMeaning | undefined = (TOPICS as Record<string, TopicMeaning>)[draft.topic ?? ''];
  const category = topic.category ?? meaning?.category ?? draft.category;
  return { department, dispatch, also, sla: category === draft.category ? topic.sla : undefined };
}

function merge(targets: readonly (Target | undefined)[]): Target {
  const result: Record<string, unknown> = {};
  for (const target of targets) {
    for (const [key, value] of Object.entries(target ?? {})) if (value !== undefined) result[key] = value;
  }
  return result as Target;
}

interface RuleCase {
  readonly draft: Routable;
  readonly urgent: boolean;
  readonly accused: Accused;
  readonly now: number;
  readonly community: Community;
}

function ruleFits(when: RoutingFile['rules'][number]['when'], { draft, urgent, accused, now, community }: RuleCase) {
  if (when.category !== undefined && when.category !== draft.category) return false;
  if (when.topic !== undefined && when.topic !== draft.topic) return false;
  if (when.urgent !== undefined && when.urgent !== urgent) return false;
  if (when.accusedDepartment !== undefined && when.accusedDepartment !== accused.department) return false;
  if (when.building !== undefined && !when.building.includes(draft.house?.building ?? '')) return false;
  if (when.hours === undefined) return true;
  const clock = minuteOfDay(now, community.timezone);
  const { from, to } = when.hours;
  return to < from ? clock >= from || clock < to : clock >= from && clock < to;
}

function handlersDepartment(handlers: readonly string[], community: Community): string | null {
  return findMember(community, handlers[0] ?? null)?.department ?? null;
}

function knownDepartment(candidates: readonly (string | undefined)[], community: Community): string {
  const known = candidates.find((id) => id !== undefined && findDepartment(community, id) !== null);
  return known ?? findDepartment(community, community.duty.desk)?.id ?? defined(community.departments[0]).id;
}

interface LevelQuestion {
  readonly target: Target;
  readonly urgent: boolean;
  readonly major: boolean;
  readonly routing: RoutingFile;
}

function levelOf({ target, urgent, major, routing }: LevelQuestion): string {
  const wanted = [major ? 'danger' : undefined, urgent ? 'urgent' : undefined, target.sla];
  return wanted.find((name) => name !== undefined && name in routing.slas) ?? defined(Object.keys(routing.slas)[0]);
}

interface VisitQuestion {
  readonly category: Category;
  readonly urgent: boolean;
  readonly topic: Topic;
  readonly personal: boolean;
}

const KIND_OF_CATEGORY: Readonly<Partial<Record<Category, string>>> = {
  售后: 'aftersales',
  报修: 'repair',
  投诉: 'complaint',
  服务: 'service',
};

/** R22: the union of the kinds that fit; `repair` only where nothing more special does. 表扬, 建议, 其它: none. */
function visitKindsOf({ category, urgent, topic, personal }: VisitQuestion): string[] {
  const special = [...(urgent ? ['urgent'] : []), ...(topic.visits ?? [])];
  if (category === '表扬' || category === '建议') return [];
  if (category === '其它') return urgent ? unique(special) : [];
  if (category === '报修') return special.length > 0 ? unique(special) : ['repair'];
  return unique([...special, personal ? 'attitude' : defined(KIND_OF_CATEGORY[category])]);
}
