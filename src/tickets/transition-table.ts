import type { ActionKind } from './action.ts';
import type { Community } from './community.ts';
import { RELATIONS, type Relation } from './relations.ts';
import { STATE_NAMES, TICKET_STATES, type TicketState } from './state.ts';
import { refuse, say } from './texts.ts';
import { TRANSITIONS, targetsOf } from './transitions.ts';

/** One cell of the table: what becomes of `action` by `relation` in `state`. */
export interface TransitionCell {
  readonly state: TicketState;
  readonly action: ActionKind;
  readonly relation: Relation;
  /** Where it may lead; `before` is the state before the suspension. Empty when it is refused. */
  readonly to: readonly (TicketState | 'before')[];
  /** Why not, in words for the person who tried; null when it is allowed. */
  readonly refusal: string | null;
}

/** Names of the actions, in the order of the table. */
export const ACTIONS = Object.keys(TRANSITIONS) as ActionKind[];

/** Every state × action × relation, with the result or the refusal in words. Pure. */
export function transitionTable(community: Community): TransitionCell[] {
  return TICKET_STATES.flatMap((state) =>
    ACTIONS.flatMap((action) => RELATIONS.map((relation) => cellOf({ state, action, relation, community }))),
  );
}

interface CellQuestion {
  readonly state: TicketState;
  readonly action: ActionKind;
  readonly relation: Relation;
  readonly community: Community;
}

function cellOf({ state, action, relation, community }: CellQuestion): TransitionCell {
  const name = say(community, `names.action-${action}`);
  const number = say(community, 'names.this-ticket');
  const cell = { state, action, relation };
  if (!TRANSITIONS[action].who.includes(relation)) {
    return { ...cell, to: [], refusal: refuse(community, 'not-yours', { action: name, number }).text };
  }
  const to = targetsOf(action, state);
  if (to.length > 0) return { ...cell, to, refusal: null };
  return { ...cell, to, refusal: wrongState({ action, state, number, community }).text };
}

interface WrongState {
  readonly action: ActionKind;
  readonly state: TicketState;
  readonly number: string;
  readonly community: Community;
}

/** Why `action` cannot be done in `state`, with a hint what to do instead where there is one. */
export function wrongState({ action, state, number, community }: WrongState) {
  const hints: Readonly<Record<string, string>> = community.messages.ticket.refusals;
  const hint = hints[`wrong-state.${action}-${state}`] ?? '';
  const name = say(community, `names.action-${action}`);
  return refuse(community, 'wrong-state', { action: name, number, state: STATE_NAMES[state], hint });
}
