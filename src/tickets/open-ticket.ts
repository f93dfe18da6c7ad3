import { managers, memberName, membersOf, onDuty } from '../community/index.ts';
import type { Effect } from '../effects/index.ts';
import { type Applied, pendingOf } from './apply-action.ts';
import { asViewer, refreshCards, sendDeskCard, workCardHolders } from './card.ts';
import type { Community } from './community.ts';
import { maySee } from './confidentiality.ts';
import { crisisStaff } from './crisis-staff.ts';
import type { TicketDraft } from './draft.ts';
import { nextDue } from './due.ts';
import { startLadder } from './ladders.ts';
import { startLimits } from './limits.ts';
import { firstPromise } from './promises.ts';
import { recordsFor } from './records.ts';
import { type Route, routeTicket } from './routing.ts';
import { pushToGroup, tellMembers } from './tell.ts';
import { say } from './texts.ts';
import type { Ticket } from './ticket.ts';

/** Another ticket this one belongs with. */
export interface Related {
  readonly id: string;
  readonly number: string;
  readonly why: 'repeat' | 'related' | 'split' | 'merge' | 'lost-found';
}

/** What opening needs besides the draft. */
export interface OpenContext {
  readonly id: string;
  readonly number: string;
  /** Place within the day: takes turns among receptionists and workers. */
  readonly sequence: number;
  readonly now: number;
  readonly community: Community;
  readonly related?: readonly Related[];
  /** A sudden rise over one topic or building: what to tell the manager. */
  readonly rise?: string | null;
  /** Several households with one grave matter: why it is a 重大(突发)事件 (R10). */
  readonly spread?: string | null;
}

/** A ticket out of a draft: routed, promised, with its limits running and the right people told. The owner is told by the conversation. */
export function openTicket(draft: TicketDraft, context: OpenContext): Applied {
  const { now, community, id } = context;
  const route = routeTicket(draft, now, community);
  const bare = bareTicket(draft, route, context);
  if (draft.settled !== undefined) return settledAtOnce(bare, draft.settled, context);
  const timed = { ...bare, deadlines: startLimits({ ticket: bare, since: draft.firstWordAt, now, community }) };
  const slip = bare.reworkSlip === null ? null : { ...bare.reworkSlip, due: timed.deadlines.finish?.dueAt ?? null };
  const promised = { ...timed, reworkSlip: slip, promises: [firstPromise(timed, now, community)] };
  const watched = watch(promised, now, community);
  const cards = openingCards(watched, now, community);
  const ticket: Ticket = { ...watched, cards: cards.cards };
  const pendingEffects = pendingOf(id, 1, [...announce(ticket, context), ...cards.effects]);
  return { ticket: { ...ticket, pendingEffects, nextDueAt: nextDue(ticket, community) }, effects: pendingEffects };
}

function bareTicket(draft: TicketDraft, route: Route, context: OpenContext): Ticket {
  const { id, number, now, community } = context;
  const { accused: _a, accusedDepartment: _d, settled: _s, links: _l, loggedBy, ...asked } = draft;
  const people = receiversOf(draft, route, context);
  const assignee = route.dispatch === 'rotate' && draft.settled === undefined ? nextInTurn(route, context) : null;
  const state = assignee === null ? ('waiting' as const) : ('assigned' as const);
  const ticket: Ticket = {
    ...asked,
    ...EMPTY,
    _id: id,
    number,
    state,
    version: 1,
    openedAt: now,
    updatedAt: now,
    urgent: route.urgent,
    discreet: route.discreet,
    department: route.department,
    also: route.also,
    dispatch: route.dispatch,
    assignee,
    ...people,
    paid: route.paid,
    level: route.level,
    visitKinds: route.visitKinds,
    shared: route.shared,
    linked: (context.related ?? []).map(({ id, number, why }) => ({ id, number, why })),
    complaint: null,
    praise: null,
    major: route.major || context.spread != null ? newMajor(draft, context) : null,
    timeline: [],
  };
  const byName = loggedBy === undefined ? say(community, 'names.owner') : memberName(community, loggedBy);
  const entry = {
    at: now,
    action: 'open',
    by: loggedBy ?? 'owner',
    byName,
    channel: draft.channel,
    from: null,
    to: state,
  } as const;
  const records = recordsFor(ticket, route, context);
  return { ...ticket, ...records, timeline: [{ ...entry, text: draft.words.join('\n') || draft.summary }] };
}

const EMPTY = {
  closedAt: null,
  closing: null,
  departmentsBefore: [],
  returnedBy: [],
  handOvers: [],
  joined: [],
  absorbed: [],
  mergedInto: null,
  promises: [],
  deadlines: {},
  pauses: [],
  ladders: [],
  acknowledgedAt: null,
  acceptedAt: null,
  arrivedAt: null,
  startedAt: null,
  finishedAt: null,
  result: null,
  reopenings: 0,
  urges: 0,
  quotes: [],
  charge: null,
  suggestion: null,
  reworkSlip: null,
  summons: [],
  handBack: null,
  visits: [],
  cards: [],
  revealed: [],
  nextDueAt: null,
  pendingEffects: [],
} as const;

/** 首接人: who logged it, else the receptionist on duty (R12). The keeper is never the accused. */
function receiversOf(draft: TicketDraft, route: Route, { now, sequence, community }: OpenContext) {
  const desk = onDuty(community, community.duty.desk, now);
  const turn = desk[(sequence - 1) % Math.max(1, desk.length)] ?? managers(community)[0] ?? 'desk';
  const firstReceiver = draft.loggedBy ?? turn;
  const isOfDesk = membersOf(community, community.duty.desk).includes(firstReceiver);
  const wanted = isOfDesk ? firstReceiver : turn;
  const around =
    route.personal && (route.accused.department === community.duty.desk || wanted === route.accused.userid);
  return { firstReceiver, keeper: around ? (route.handlers[0] ?? wanted) : wanted };
}

function nextInTurn(route: Route, { now, sequence, community }: OpenContext): string | null {
  const people = onDuty(community, route.department, now);
  return people[(sequence - 1) % Math.max(1, people.length)] ?? null;
}

function newMajor(draft: TicketDraft, { now, community, spread }: OpenContext) {
  const name = draft.danger === null ? '' : (community.routing.dangers[draft.danger]?.name ?? draft.danger);
  return {
    at: now,
    reason: spread ?? name,
    reports: [],
    told: crisisStaff(community).map((who) => ({ at: now, who })),
  };
}

/** Nobody has it yet, and danger is climbed from the first minute (docs/tickets.md, "Ladders"). */
function watch(ticket: Ticket, now: number, community: Community): Ticket {
  const isDanger = ticket.danger !== null || ticket.major !== null;
  const first = isDanger ? { ...ticket, ladders: startLadder(ticket, 'danger', now, community) } : ticket;
  return ticket.state === 'waiting' ? { ...first, ladders: startLadder(first, 'unassigned', now, community) } : first;
}

/** A question answered on the spot: logged, struck off, nobody is troubled (R31). */
function settledAtOnce(ticket: Ticket, answer: string, { now }: OpenContext): Applied {
  const closing = { at: now, by: 'system', text: answer };
  const line = {
    at: now,
    action: 'close',
    by: 'system',
    byName: '',
    channel: '系统',
    from: ticket.state,
    to: 'closed',
    text: answer,
  } as const;
  return {
    ticket: {
      ...ticket,
      state: 'closed',
      closedAt: now,
      finishedAt: now,
      closing,
      timeline: [...ticket.timeline, line],
    },
    effects: [],
  };
}

function openingCards(ticket: Ticket, now: number, community: Community) {
  const request = { ticket, community, now };
  const work = refreshCards(request, workCardHolders(ticket, now, community));
  const desk = sendDeskCard({ ...request, ticket: { ...ticket, cards: work.cards } });
  return { cards: desk.cards, effects: [...work.effects, ...desk.effects] };
}

/** The departments' groups hear of it, and whoever must know from the first minute. */
function announce(ticket: Ticket, context: OpenContext): Effect[] {
  const { now, community } = context;
  const purpose = ticket.urgent ? ('emergency' as const) : ('task' as const);
  const mention = onDuty(community, ticket.department, now).filter((userid) =>
    maySee(ticket, asViewer(userid, community), community),
  );
  const lead = ticket.reworkSlip === null ? undefined : say(community, 'staff.slip-lead');
  const push = pushToGroup(ticket.department, {
    ticket,
    community,
    now,
    purpose,
    mention,
    ...(lead === undefined ? {} : { lead }),
  });
  const others = ticket.also.flatMap((id) =>
    pushToGroup(id, {
      ticket,
      community,
      now,
      purpose,
      mention: ticket.danger === null ? [] : onDuty(community, id, now),
    }),
  );
  return [...push, ...others, ...majorNotice(ticket, community), ...links(ticket, context)];
}

/** 重大(突发)事件: the verbal report is made at once (R10). */
function majorNotice(ticket: Ticket, community: Community): Effect[] {
  if (ticket.major === null) return [];
  const text = say(community, 'staff.major', {
    number: ticket.number,
    reason: ticket.discreet ? say(community, 'names.discreet') : ticket.major.reason,
  });
  return tellMembers({ ticket, community }, crisisStaff(community), { text, purpose: 'emergency' });
}

function links(ticket: Ticket, { related, rise, community }: OpenContext): Effect[] {
  const back = (related ?? []).map(
    (one): Effect => ({
      kind: 'ticket.act',
      ticketId: one.id,
      action: { kind: 'link', ticketId: ticket._id, number: ticket.number, why: one.why },
    }),
  );
  const matches = (related ?? []).filter((one) => one.why === 'lost-found').map((one) => one.number);
  const hint = say(community, 'staff.match', { number: ticket.number, numbers: matches.join('、') });
  const found =
    matches.length === 0 ? [] : tellMembers({ ticket, community }, [ticket.keeper], { text: hint, purpose: 'task' });
  const alarm =
    rise == null ? [] : tellMembers({ ticket, community }, managers(community), { text: rise, purpose: 'alarm' });
  return [...back, ...found, ...alarm];
}
