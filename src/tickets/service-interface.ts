/** What the ticket service stands on and what it does. */
import type { Communities } from '../community/index.ts';
import type { Delivery } from '../delivery/index.ts';
import type { Clock } from '../shared/index.ts';
import type { Actor, Refusal, TicketAction } from './action.ts';
import type { Applied } from './apply-action.ts';
import type { Community } from './community.ts';
import type { TicketDraft } from './draft.ts';
import type { OwnerTicket } from './owner-ticket.ts';
import type { TicketNumbers, TicketRepository } from './ports.ts';
import type { Ticket } from './ticket.ts';

/** What the service stands on. */
export interface TicketServiceDeps {
  readonly tickets: TicketRepository;
  readonly numbers: TicketNumbers;
  readonly delivery: Pick<Delivery, 'enqueue'>;
  readonly communities: Communities<Community>;
  readonly clock: Clock;
  readonly metrics: { readonly tickets: { inc(labels: { community: string; category: string }): void } };
}

/** One thing to do to one ticket. `id` names the request: done twice it changes nothing. */
export interface ActRequest {
  readonly community: string;
  readonly ticketId?: string;
  readonly number?: string;
  readonly action: TicketAction;
  readonly actor: Actor;
  readonly id?: string;
}

/** A ticket that is open now, with the words for `{promise}`; `joined` when it is another owner's common-area ticket. */
export interface Opened {
  readonly ticket: Ticket;
  readonly promise: string;
  readonly joined: boolean;
}

/** Tickets as the rest of the program changes them. Every change is one atomic write of one document (design rule 2). */
export interface TicketActions {
  /** Opens a ticket, or joins the open one about the same common-area fault. The same `id` again gives the same ticket. */
  open(draft: TicketDraft, id: string): Promise<Opened>;
  /** Does one thing; of several who try at once exactly one wins and the others get the true state. */
  act(request: ActRequest): Promise<Applied | Refusal>;
  /** Does what has fallen due by `now`; returns how many tickets changed. */
  tick(now: number, limit?: number): Promise<number>;
  /** What the owner of a conversation may know: their open tickets and those of the repeat window, newest first. */
  ownerTickets(owner: { community: string; conversationId: string }): Promise<OwnerTicket[]>;
}
