import type { ActionKind } from './action.ts';
import { RELATIONS, type Relation } from './relations.ts';
import { isOpen, TICKET_STATES, type TicketState } from './state.ts';

/** One row: from where, to where, by whom. `same` stays; `before` is the state before the suspension. */
export interface Rule {
  /** Every state an action may lead to from here; the handler chooses among them. */
  readonly to: Readonly<Partial<Record<TicketState, readonly (TicketState | 'before')[]>>>;
  readonly who: readonly Relation[];
}

type From = readonly TicketState[];
const OPEN: From = TICKET_STATES.filter((state) => isOpen(state));
const RUNNING: From = OPEN.filter((state) => state !== 'suspended');
const FINISHED: From = ['done', 'visiting'];
const LIVE: From = [...OPEN, ...FINISHED];
const ALL: From = TICKET_STATES;
/** While a price is being settled nothing else is decided. */
const UNPRICED: From = OPEN.filter((state) => state !== 'quoted' && state !== 'agreed');
/** States in which a complaint can be: it has no price. */
const COMPLAINT: From = [...UNPRICED, ...FINISHED];
const KNOWN: From = TICKET_STATES.filter((state) => state !== 'merged');

const to = (from: From, ...targets: readonly (TicketState | 'before')[]): Rule['to'] =>
  Object.fromEntries(from.map((state) => [state, targets]));
const stay = (from: From): Rule['to'] => Object.fromEntries(from.map((state) => [state, [state]]));
const without = (from: From, ...states: readonly TicketState[]) => from.filter((state) => !states.includes(state));

const except = (relations: readonly Relation[], one: Relation) => relations.filter((relation) => relation !== one);

const STAFF: readonly Relation[] = RELATIONS.filter((relation) => relation !== 'owner' && relation !== 'system');
const LEADERS: readonly Relation[] = ['head', 'supervisor', 'manager'];
const CHIEFS: readonly Relation[] = [...LEADERS, 'handler'];
const OFFICE: readonly Relation[] = ['desk', 'keeper', 'dispatcher', ...CHIEFS];
const HANDS: readonly Relation[] = ['assignee', ...OFFICE];

/**
 * The one table of the life of a ticket (docs/tickets.md, "States"): what may be done from which state, where it may lead, and who may do it.
 * What no row allows is refused. Further conditions (consent, R15, R29 …) are in the action's handler and only narrow it.
 */
export const TRANSITIONS: Readonly<Record<ActionKind, Rule>> = {
  assign: { to: to(OPEN, 'assigned'), who: OFFICE },
  accept: { to: to(['waiting', 'assigned'], 'accepted'), who: ['assignee', 'worker', 'head', 'handler', 'manager'] },
  acknowledge: { to: stay(OPEN), who: STAFF },
  arrive: {
    to: {
      assigned: ['working', 'accepted'],
      accepted: ['working', 'accepted'],
      agreed: ['working'],
      quoted: ['quoted'],
      working: ['working'],
    },
    who: ['assignee', 'head', 'handler'],
  },
  quote: { to: to(['accepted', 'quoted', 'agreed', 'working'], 'quoted'), who: ['assignee', 'head', 'keeper', 'desk'] },
  'answer-quote': {
    to: to(['quoted'], 'agreed', 'accepted'),
    who: ['owner', 'desk', 'keeper', 'supervisor', 'manager'],
  },
  start: { to: to(['accepted', 'agreed'], 'working'), who: ['assignee', 'head', 'handler'] },
  suspend: { to: to(without(RUNNING, 'quoted'), 'suspended'), who: HANDS },
  resume: { to: to(['suspended'], 'before'), who: [...HANDS, 'system'] },
  complete: {
    to: to(['assigned', 'accepted', 'agreed', 'working', 'suspended'], 'done', 'closed'),
    who: HANDS,
  },
  transfer: { to: to(OPEN, 'waiting'), who: ['worker', ...except(HANDS, 'handler')] },
  return: { to: to(without(OPEN, 'waiting'), 'waiting'), who: ['assignee'] },
  note: { to: stay(ALL), who: ['owner', 'system', ...STAFF] },
  'add-media': { to: stay(ALL), who: ['owner', 'system', ...STAFF] },
  'add-detail': { to: stay(LIVE), who: ['owner', 'system', 'assignee', ...OFFICE] },
  urge: { to: stay(OPEN), who: ['owner', ...OFFICE] },
  cancel: { to: to(without(OPEN, 'working'), 'cancelled'), who: ['owner', 'desk', 'keeper', 'supervisor', 'manager'] },
  invalidate: { to: to(LIVE, 'invalid'), who: ['supervisor', 'manager', 'handler'] },
  reopen: {
    to: to(['done', 'visiting', 'closed', 'cancelled', 'invalid'], 'waiting'),
    who: ['owner', 'system', ...OFFICE],
  },
  merge: { to: to(OPEN, 'merged'), who: ['desk', 'dispatcher', 'head', 'supervisor', 'manager'] },
  absorb: { to: stay(LIVE), who: ['system'] },
  join: { to: stay(OPEN), who: ['system', 'desk', 'keeper'] },
  split: { to: stay(OPEN), who: ['desk', 'keeper', 'dispatcher', ...CHIEFS] },
  link: { to: stay(ALL), who: ['system', ...OFFICE] },
  reclassify: {
    to: keepOr(['waiting', 'assigned', 'accepted', 'working'], 'waiting'),
    who: ['desk', 'keeper', 'dispatcher', ...CHIEFS],
  },
  close: { to: { ...to(FINISHED, 'closed'), ...to(UNPRICED, 'closed') }, who: ['system', 'desk', 'keeper', ...CHIEFS] },
  verify: { to: to(UNPRICED, 'closed'), who: ['desk', 'keeper', ...LEADERS] },
  judge: { to: stay(COMPLAINT), who: ['keeper', ...CHIEFS] },
  answer: { to: stay(LIVE), who: HANDS },
  accuse: {
    to: { ...stay(FINISHED), ...keepOr(UNPRICED, 'waiting') },
    who: ['desk', 'keeper', 'handler', 'supervisor', 'manager'],
  },
  apologise: { to: stay(COMPLAINT), who: ['desk', 'keeper', ...CHIEFS] },
  criticise: { to: stay(COMPLAINT), who: ['handler', 'supervisor', 'manager'] },
  'consent-identity': { to: stay(COMPLAINT), who: ['owner', 'desk', 'keeper', 'handler', 'supervisor', 'manager'] },
  contact: { to: stay(LIVE), who: HANDS },
  decide: { to: to(UNPRICED, 'closed'), who: LEADERS },
  'renew-promise': { to: stay(OPEN), who: ['system', ...HANDS] },
  'hand-keeper': { to: stay(LIVE), who: ['system', 'desk', 'keeper', 'supervisor', 'manager', 'handler'] },
  reveal: { to: stay(KNOWN), who: except(STAFF, 'finance') },
  'report-major': { to: stay(LIVE), who: ['system', ...HANDS] },
  summon: { to: stay(OPEN), who: OFFICE },
  'rework-slip': { to: stay(LIVE), who: ['worker', ...except(HANDS, 'handler')] },
  charge: {
    to: stay([...FINISHED, 'closed']),
    who: ['assignee', 'head', 'desk', 'keeper', 'finance', 'supervisor'],
  },
  'hand-back': { to: to(UNPRICED, 'closed'), who: except(OFFICE, 'handler') },
  'visits-begun': { to: to(['done'], 'visiting'), who: ['system'] },
  'visit-result': {
    to: {
      done: ['done', 'closed', 'waiting'],
      visiting: ['visiting', 'closed', 'waiting'],
      closed: ['closed', 'waiting'],
    },
    who: ['system', 'desk', 'keeper', ...CHIEFS],
  },
  delivered: { to: stay(ALL), who: ['system'] },
  tick: { to: stay(ALL), who: ['system'] },
};

function keepOr(from: From, other: TicketState): Rule['to'] {
  return Object.fromEntries(from.map((state) => [state, state === other ? [state] : [state, other]]));
}

/** Where `action` may lead from `state`; empty when it may not be done there. */
export function targetsOf(action: ActionKind, state: TicketState): readonly (TicketState | 'before')[] {
  return TRANSITIONS[action].to[state] ?? [];
}

/** Whether one of these relations gives the right to `action`. */
export function isAllowed(action: ActionKind, relations: ReadonlySet<Relation>): boolean {
  return TRANSITIONS[action].who.some((relation) => relations.has(relation));
}
