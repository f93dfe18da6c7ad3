import { afterQuiet, findMember, leadersOf, membersOf, onDuty, sameUser, unique } from '../community/index.ts';
import type { MemberContent } from '../delivery/index.ts';
import type { Effect } from '../effects/index.ts';
import { isoDate } from '../shared/index.ts';
import type { ActionKind, Actor } from './action.ts';
import type { Community } from './community.ts';
import { view } from './confidentiality.ts';
import { type NamedPart, say } from './texts.ts';
import type { Ticket } from './ticket.ts';
import { cardFields, cardTitle, stateText } from './wording.ts';

type Card = Extract<MemberContent, { kind: 'card' }>;
type Button = Card['buttons'][number];

/** WeCom shows at most six buttons (wecom-api.md 4.2). */
const MOST_BUTTONS = 6;

/** What a button's `key` says: the action, the ticket, and what else the action needs. */
export interface CardKey {
  readonly action: ActionKind;
  readonly ticketId: string;
  readonly argument: string | null;
}

/** The `key` of a button. */
export function cardKey(action: ActionKind, ticketId: string, argument?: string): string {
  return [action, ticketId, ...(argument === undefined ? [] : [argument])].join('/');
}

/** Reads a button's key; null when it is none of ours. */
export function parseCardKey(key: string): CardKey | null {
  const [action, ticketId, argument] = key.split('/');
  if (action === undefined || ticketId === undefined || ticketId === '') return null;
  return { action: action as ActionKind, ticketId, argument: argument ?? null };
}

/** The card of those who do the work. */
export function workCardId(ticket: Ticket): string {
  return `${ticket._id}-work`;
}

/** The keeper's card: 收到 stops the 30 minutes (R7). */
function deskCardId(ticket: Ticket): string {
  return `${ticket._id}-desk`;
}

/** Who gets the work card of a fresh or newly placed ticket: the assignee, else by dispatch mode (R9), else the handlers (R1). */
export function workCardHolders(ticket: Ticket, now: number, community: Community): string[] {
  if (ticket.complaint?.scope === 'person') return [...ticket.complaint.handlers];
  const heads = leadersOf(community, ticket.department);
  if (ticket.assignee !== null) return unique([ticket.assignee, ...heads]);
  const dispatchers = membersOf(community, ticket.department, ['dispatcher']);
  const workers = ticket.dispatch === 'assign' ? dispatchers : onDuty(community, ticket.department, now);
  // The head hears of it by name the same day (R9); in grab mode his card is the notice.
  return unique([...workers, ...heads]).filter((userid) => !isBarred(ticket, userid, community));
}

function isBarred(ticket: Ticket, userid: string, community: Community): boolean {
  return view(ticket, asViewer(userid, community), community) === null;
}

/** A userid as somebody who looks at tickets. */
export function asViewer(userid: string, community: Community): Extract<Actor, { kind: 'member' }> {
  const member = findMember(community, userid);
  const { name, department, roles } = member ?? { name: userid, department: '', roles: [] as const };
  return { kind: 'member', userid, name, department, roles };
}

interface CardRequest {
  readonly ticket: Ticket;
  readonly community: Community;
  readonly now: number;
}

/** The work card as `userid` sees it now; without buttons when there is nothing for him to do. */
export function workCard({ ticket, community, now }: CardRequest, userid: string): Card {
  return {
    kind: 'card',
    cardId: workCardId(ticket),
    title: cardTitle(ticket, community),
    fields: cardFields(view(ticket, asViewer(userid, community), community), { ticket, community, now }),
    buttons: buttonsFor(ticket, userid, community),
    state: stateText(ticket, community),
  };
}

function deskCard({ ticket, community, now }: CardRequest): Card {
  const button: Button = {
    key: cardKey('acknowledge', ticket._id),
    text: say(community, 'names.button-acknowledge'),
    style: 1,
  };
  return {
    kind: 'card',
    cardId: deskCardId(ticket),
    title: cardTitle(ticket, community),
    fields: cardFields(view(ticket, asViewer(ticket.keeper, community), community), { ticket, community, now }),
    buttons: ticket.acknowledgedAt === null ? [button] : [],
    state: stateText(ticket, community),
  };
}

type ButtonAction = ActionKind & NamedPart<'button'>;

const BUTTONS: Readonly<Partial<Record<Ticket['state'], readonly ButtonAction[]>>> = {
  assigned: ['accept', 'return', 'transfer'],
  accepted: ['arrive', 'complete', 'suspend', 'transfer', 'return'],
  agreed: ['arrive', 'complete', 'suspend'],
  working: ['complete', 'suspend', 'transfer'],
  suspended: ['resume', 'complete'],
};

function buttonsFor(ticket: Ticket, userid: string, community: Community): Button[] {
  const button = (action: ButtonAction, index: number): Button => ({
    key: cardKey(action, ticket._id),
    text: say(community, `names.button-${action}`),
    style: index === 0 ? 1 : 2,
  });
  if (ticket.state === 'waiting') return waitingButtons(ticket, userid, community);
  if (!sameUser(ticket.assignee, userid)) return [];
  const actions = [...(BUTTONS[ticket.state] ?? [])];
  if (ticket.paid && ['accepted', 'working'].includes(ticket.state)) actions.splice(1, 0, 'quote');
  return actions
    .filter((action) => action !== 'arrive' || ticket.arrivedAt === null)
    .slice(0, MOST_BUTTONS)
    .map(button);
}

function waitingButtons(ticket: Ticket, userid: string, community: Community): Button[] {
  const accept: Button = { key: cardKey('accept', ticket._id), text: say(community, 'names.button-accept'), style: 1 };
  const transfer: Button = {
    key: cardKey('transfer', ticket._id),
    text: say(community, 'names.button-transfer'),
    style: 2,
  };
  const member = findMember(community, userid);
  const dispatches =
    member?.roles.includes('dispatcher') === true || leadersOf(community, ticket.department).includes(userid);
  if (ticket.dispatch !== 'assign' || !dispatches || ticket.complaint?.scope === 'person') return [accept, transfer];
  const workers = membersOf(community, ticket.department, ['worker', 'receptionist'])
    .filter((one) => !sameUser(one, userid) && !ticket.returnedBy.includes(one))
    .slice(0, MOST_BUTTONS - 2);
  const assign = workers.map(
    (one): Button => ({
      key: cardKey('assign', ticket._id, one),
      text: say(community, 'names.button-assign', { name: findMember(community, one)?.name ?? one }),
      style: 2,
    }),
  );
  return [accept, ...assign, transfer];
}

interface Cards {
  readonly cards: Ticket['cards'];
  readonly effects: readonly Effect[];
}

/** The cards after a change: new holders get theirs, everybody who has one sees the new state. */
export function refreshCards(request: CardRequest, fresh: readonly string[] = []): Cards {
  const { ticket } = request;
  const work = { id: workCardId(ticket), holders: unique([...holdersOf(ticket, workCardId(ticket)), ...fresh]) };
  const desk = { id: deskCardId(ticket), holders: holdersOf(ticket, deskCardId(ticket)) };
  const effects: Effect[] = [];
  const added = fresh.filter((userid) => !holdersOf(ticket, work.id).includes(userid));
  for (const userid of added) effects.push(sendCard(request, userid, workCard(request, userid)));
  const others = work.holders.filter((userid) => !added.includes(userid));
  effects.push(...others.map((userid) => updateCard(userid, workCard(request, userid))));
  effects.push(...desk.holders.map((userid) => updateCard(userid, deskCard(request))));
  const cards = [work, desk].filter((card) => card.holders.length > 0);
  return { cards: cards.map(({ id, holders }) => ({ cardId: id, holders })), effects };
}

/** The keeper's card, for a new ticket or a new keeper. */
export function sendDeskCard(request: CardRequest): Cards {
  const { ticket } = request;
  const id = deskCardId(ticket);
  const holders = unique([...holdersOf(ticket, id), ticket.keeper]);
  const others = ticket.cards.filter((card) => card.cardId !== id);
  return {
    cards: [...others, { cardId: id, holders }],
    effects: [sendCard(request, ticket.keeper, deskCard(request))],
  };
}

function holdersOf(ticket: Ticket, cardId: string): readonly string[] {
  return ticket.cards.find((card) => card.cardId === cardId)?.holders ?? [];
}

function sendCard(request: CardRequest, userid: string, content: Card): Effect {
  return { kind: 'message.send', to: 'member', userid, content, purpose: cardPurpose(request, userid) };
}

/**
 * Whoever is on duty gets it at once. A head who is not is left in peace in quiet hours as long as he still hears of it the
 * same day (R9), which is a limit that holds at night too (R6).
 */
function cardPurpose({ ticket, community, now }: CardRequest, userid: string): 'emergency' | 'task' | 'reminder' {
  if (ticket.urgent) return 'emergency';
  const isAwake = onDuty(community, findMember(community, userid)?.department ?? '', now).includes(userid);
  const morning = afterQuiet(community, now);
  const sameDay = isoDate(morning, community.timezone) === isoDate(now, community.timezone);
  return isAwake || !sameDay ? 'task' : 'reminder';
}

/** The new state on a card that a member holds. */
function updateCard(userid: string, content: Card): Effect {
  return { kind: 'message.send', to: 'member', userid, content, purpose: 'update' };
}
