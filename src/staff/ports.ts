import type { Delivery } from '../delivery/types.ts';
import type { FollowUp } from '../followup/service.ts';
import type { House } from '../language/house.ts';
import type { RelayBook } from '../records/registers/relay-book.ts';
import type { ReportBook } from '../records/registers/report-book.ts';
import type { ShiftBook } from '../records/registers/shift-book.ts';
import type { Actor, Refusal, TicketAction } from '../tickets/action.ts';
import type { TicketDraft } from '../tickets/draft.ts';
import type { TicketRepository } from '../tickets/ports.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { UnderstandContext, Understanding } from '../understanding/index.ts';
import type { Community } from './community.ts';
import type { MemberMemory } from './memory.ts';

/** The member as an actor. */
export type MemberActor = Extract<Actor, { kind: 'member' }>;

/** What the staff room asks of the ticket desk. `id` is the same when the same message is handled again. */
interface TicketDeskPort {
  act(request: {
    readonly community: string;
    readonly ticketId: string;
    readonly action: TicketAction;
    readonly actor: Actor;
    readonly now: number;
    readonly id: string;
  }): Promise<{ readonly ticket: Ticket } | Refusal>;
  /** Opens a ticket under a given id; the same id twice is one ticket. `receiver` is the 首接人 (R12). */
  open(request: {
    readonly id: string;
    readonly draft: TicketDraft;
    readonly actor: MemberActor;
    readonly now: number;
  }): Promise<{ readonly ticket: Ticket } | Refusal>;
}

/** Which WeChat conversation belongs to a phone or house, for owners who called instead of writing. */
export interface OwnerBook {
  /** Null when nobody or more than one person fits. */
  conversationOf(owner: {
    readonly community: string;
    readonly phone: string | null;
    readonly house: House | null;
  }): Promise<string | null>;
}

/** Everything the staff desk needs. What may be missing says so when it is asked for. */
export interface StaffDeskDeps {
  readonly communities: () => Iterable<Community>;
  readonly desk: TicketDeskPort;
  readonly tickets: Pick<TicketRepository, 'load' | 'byNumber' | 'search' | 'count'>;
  readonly memory: MemberMemory;
  readonly delivery: Pick<Delivery, 'enqueue'>;
  /** Epoch ms. */
  readonly now: () => number;
  readonly understand: (text: string, context: UnderstandContext) => Understanding;
  readonly followUp?: Pick<FollowUp, 'rain' | 'recordVisit'>;
  readonly shifts?: ShiftBook;
  readonly relays?: RelayBook;
  readonly owners?: OwnerBook;
  readonly reports?: ReportBook;
  /** Told of what went wrong; the member gets a polite sentence. */
  readonly onError: (error: unknown, context: { readonly userid: string; readonly id: string }) => void;
}
