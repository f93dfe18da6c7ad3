import { houseKey, sameHouse } from '../language/index.ts';
import { defined } from '../shared/index.ts';
import type { Community } from './community.ts';
import type { TicketDraft } from './draft.ts';
import type { Related } from './open-ticket.ts';
import type { TicketRepository } from './ports.ts';
import { routeTicket } from './routing.ts';
import { OPEN_STATES } from './state.ts';
import { say } from './texts.ts';
import type { Ticket } from './ticket.ts';
import { topicOf } from './wording.ts';

/** A draft that is about to be opened, and where to look for what it belongs with. */
export interface Question {
  readonly draft: TicketDraft;
  readonly now: number;
  readonly community: Community;
  readonly tickets: Pick<TicketRepository, 'load' | 'search' | 'count'>;
}

const MANY = 50;

/** True when another owner may have reported the same common-area fault. */
export function mayBeShared({ draft, now, community }: Question): boolean {
  if (draft.settled !== undefined || draft.topic === null) return false;
  return routeTicket(draft, now, community).shared && (draft.house !== null || draft.place !== null);
}

/** The open ticket about the same common-area fault that another owner has reported already, or null. */
export async function findShared(question: Question): Promise<Ticket | null> {
  const { draft, tickets } = question;
  const building = draft.house?.building ?? null;
  if (!mayBeShared(question) || draft.topic === null) return null;
  const candidates = await tickets.search({
    community: draft.community,
    states: OPEN_STATES,
    topics: [draft.topic],
    shared: true,
    ...(building === null ? {} : { building }),
    limit: MANY,
  });
  return candidates.find((ticket) => isSamePlace(ticket, draft) && !isSameReporter(ticket, draft)) ?? null;
}

/** Same building, and the same unit and spot as far as both name one. */
function isSamePlace(ticket: Ticket, draft: TicketDraft): boolean {
  if (ticket.category !== draft.category) return false;
  const [a, b] = [ticket.house, draft.house];
  if (a?.building !== b?.building) return false;
  if (a?.unit != null && b?.unit != null && a.unit !== b.unit) return false;
  if (ticket.place === null || draft.place === null) return a != null && b != null;
  return normal(ticket.place).includes(normal(draft.place)) || normal(draft.place).includes(normal(ticket.place));
}

const normal = (text: string) => text.replace(/[\s，。、,.]/g, '');

function isSameReporter(ticket: Ticket, draft: TicketDraft): boolean {
  const { conversationId, phone } = draft.reporter;
  return [ticket.reporter, ...ticket.joined.map((one) => one.reporter)].some(
    (one) =>
      (conversationId !== null && one.conversationId === conversationId) || (phone !== null && one.phone === phone),
  );
}

/** What the new ticket belongs with: the owner's repeats, tickets named in the draft, lost with found. */
export async function findRelated(question: Question): Promise<Related[]> {
  const [repeats, named, matches] = await Promise.all([
    findRepeats(question),
    findNamed(question),
    findMatches(question),
  ]);
  const all = [...named, ...repeats, ...matches];
  return all.filter((one, index) => all.findIndex((other) => other.id === one.id) === index);
}

async function findRepeats({ draft, now, community, tickets }: Question): Promise<Related[]> {
  const { conversationId, house } = draft.reporter;
  if (draft.topic === null || (conversationId === null && house === null) || draft.settled !== undefined) return [];
  const who = conversationId === null ? { building: defined(house).building } : { conversationId };
  const since = now - community.escalation.repeat;
  const found = await tickets.search({
    community: draft.community,
    topics: [draft.topic],
    openedFrom: since,
    ...who,
    limit: MANY,
  });
  return found
    .filter(
      (ticket) =>
        conversationId !== null || (ticket.reporter.house !== null && sameHouse(ticket.reporter.house, defined(house))),
    )
    .map((ticket) => ({ id: ticket._id, number: ticket.number, why: 'repeat' }));
}

async function findNamed({ draft, tickets }: Question): Promise<Related[]> {
  const loaded = await Promise.all(draft.links.map((id) => tickets.load(draft.community, id)));
  return loaded.flatMap((ticket) =>
    ticket === null ? [] : [{ id: ticket._id, number: ticket.number, why: 'related' as const }],
  );
}

/** Lost-and-found both ways: a loss finds what was handed in, a find finds who misses it (篇1 4.6). */
async function findMatches({ draft, community, tickets }: Question): Promise<Related[]> {
  const other = draft.topic === null ? undefined : community.routing.topics[draft.topic]?.matches;
  if (other === undefined) return [];
  const candidates = await tickets.search({
    community: draft.community,
    states: OPEN_STATES,
    topics: [other],
    limit: 200,
  });
  return candidates
    .map((ticket) => ({ ticket, score: likeness(thingOf(draft), thingOf(ticket)) }))
    .filter(({ score }) => score >= 0.3)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ ticket }) => ({ id: ticket._id, number: ticket.number, why: 'lost-found' }));
}

/** The thing in words: the form's answers where there are some, else the owner's words. */
function thingOf(report: Pick<TicketDraft, 'details' | 'summary' | 'words'>): string {
  const { item, features, colour } = report.details;
  const named = [item, features, colour].filter((part) => part !== undefined).join('');
  return named === '' ? `${report.summary}${report.words.join('')}` : named;
}

const NOISE = /[我的在了一个只条把张里边到捡丢失掉拾请问有没谁是不见遗落物品找招领，。！？、\s]/g;

/** Shared pairs of characters, as a share of the shorter text: 0 nothing in common, 1 all of it. */
function likeness(a: string, b: string): number {
  const [left, right] = [pairs(a.replace(NOISE, '')), pairs(b.replace(NOISE, ''))];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  const shorter = Math.min(left.size, right.size);
  return shorter === 0 ? 0 : shared / shorter;
}

function pairs(text: string): Set<string> {
  const characters = [...text];
  if (characters.length === 1) return new Set(characters);
  return new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`));
}

/** Why it is a 重大(突发)事件 when several households of one building have the same urgent matter (R10); null otherwise. */
export async function findSpread({ draft, now, community, tickets }: Question): Promise<string | null> {
  const building = draft.house?.building;
  if (building === undefined || draft.topic === null || draft.category === '投诉') return null;
  if (!routeTicket(draft, now, community).urgent) return null;
  const search = { community: draft.community, states: OPEN_STATES, topics: [draft.topic], building, limit: MANY };
  const others = (await tickets.search(search)).filter((ticket) => ticket.urgent);
  if (others.some((ticket) => ticket.major !== null)) return null;
  const houses = new Set([...others, draft].flatMap(({ house }) => (house?.room == null ? [] : houseKey(house))));
  if (houses.size < community.escalation.majorHouseholds) return null;
  const what = `${say(community, 'names.building', { building })}${topicOf(draft, community)}`;
  return say(community, 'staff.spread', { what, count: houses.size });
}

/** What to tell the manager when one topic, or one building, suddenly has many tickets; null when it has not. */
export async function findRise({ draft, now, community, tickets }: Question): Promise<string | null> {
  const { window, tickets: many } = community.escalation.rise;
  const recent = { community: draft.community, openedFrom: now - window, limit: 1 };
  const byTopic = draft.topic === null ? 0 : await tickets.count({ ...recent, topics: [draft.topic] });
  const building = draft.house?.building;
  const byBuilding = building === undefined ? 0 : await tickets.count({ ...recent, building });
  // Said when the mark is reached and at every doubling, not with each ticket after it.
  const isMark = (count: number) => count >= many && Number.isInteger(Math.log2(count / many));
  const names = [
    isMark(byTopic + 1) ? topicOf(draft, community) : null,
    building !== undefined && isMark(byBuilding + 1) ? say(community, 'names.building', { building }) : null,
  ].filter((name) => name !== null);
  if (names.length === 0) return null;
  return say(community, 'staff.rise', { what: names.join('、'), count: Math.max(byTopic, byBuilding) + 1 });
}
