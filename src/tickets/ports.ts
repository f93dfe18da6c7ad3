import type { VersionedRepository } from '../effects/index.ts';
import type { Category } from '../shared/index.ts';
import type { TicketState } from './state.ts';
import type { Ticket } from './ticket.ts';

/** Which tickets. Everything given must hold; lists mean "one of". Newest first. */
export interface TicketSearch {
  readonly community: string;
  /** A word in summary, words, place, number; never in reporter's name or phone. */
  readonly text?: string;
  readonly states?: readonly TicketState[];
  readonly categories?: readonly Category[];
  readonly topics?: readonly string[];
  readonly departments?: readonly string[];
  readonly assignee?: string;
  readonly keeper?: string;
  /** Any reporter, first or joined. */
  readonly conversationId?: string;
  readonly building?: string;
  readonly unit?: string;
  readonly room?: string;
  readonly shared?: boolean;
  /** `openedAt` ≥ / <. */
  readonly openedFrom?: number;
  readonly openedTo?: number;
  /** `finishedAt` ≥ / <. */
  readonly finishedFrom?: number;
  readonly finishedTo?: number;
  /** The id under which a report joined another ticket (`joined.via`). */
  readonly joinedVia?: string;
  /** Numbers whose part after the date ends so, e.g. `007`. */
  readonly numberEndsWith?: string;
  /** Charge states; for the collection list. */
  readonly charge?: readonly string[];
  readonly limit: number;
}

/** Where tickets are kept. */
export interface TicketRepository extends VersionedRepository<Ticket> {
  byNumber(community: string, number: string): Promise<Ticket | null>;
  search(search: TicketSearch): Promise<Ticket[]>;
  /** How many match; `limit` is ignored. */
  count(search: TicketSearch): Promise<number>;
}

/** Gapless numbers: one document per community, category and day holds the ticket ids in order; the place is the number. */
export interface TicketNumbers {
  /** 1, 2, 3 …; the same `ticketId` always gets the same. `day` is `YYMMDD`. */
  next(request: { community: string; category: Category; day: string; ticketId: string }): Promise<number>;
}
