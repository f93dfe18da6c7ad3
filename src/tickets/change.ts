import type { Effect } from '../effects/index.ts';
import type { ActionKind, Actor, Refusal, TicketAction } from './action.ts';
import type { Community } from './community.ts';
import type { Relation } from './relations.ts';
import type { TicketState } from './state.ts';
import type { Ticket } from './ticket.ts';

/** An action of one kind. */
type ActionOf<K extends ActionKind> = Extract<TicketAction, { kind: K }>;

/** What an action's handler knows. Table and confidentiality have been asked already. */
export interface ChangeContext<A extends TicketAction = TicketAction> {
  readonly ticket: Ticket;
  readonly action: A;
  readonly actor: Actor;
  /** What the actor is to the ticket. */
  readonly relations: ReadonlySet<Relation>;
  /** Epoch ms. */
  readonly now: number;
  readonly community: Community;
}

/** What an action changes. What follows from the new state (clocks, ladders, cards, timeline) is added by `applyAction`. */
export interface Change {
  readonly patch?: Partial<Ticket>;
  /** The new state; absent: it stays. Must be one the table allows. */
  readonly to?: TicketState;
  /** The line of the timeline; null writes none (ticks, delivery receipts). */
  readonly text: string | null;
  readonly effects?: readonly Effect[];
  /** userids who get the work card now; everybody who has it already sees the new state anyway. */
  readonly cardsTo?: readonly string[];
}

/** Carries out actions of one kind. */
type Handler<K extends ActionKind> = (context: ChangeContext<ActionOf<K>>) => Change | Refusal;

/** One handler a kind. */
export type Handlers<K extends ActionKind> = { readonly [P in K]: Handler<P> };

/** userid of a member, `owner`, or `system`. */
export function actorId(actor: Actor): string {
  return actor.kind === 'member' ? actor.userid : actor.kind;
}
