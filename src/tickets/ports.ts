import type { Category } from '../shared/category.ts';
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

/** Where tickets are kept. One document each; every call names the community. */
export interface TicketRepository {
  /** Stores a new ticket. False when the `_id` is there already (then nothing changes). */
  insert(ticket: Ticket): Promise<boolean>;
  load(community: string, id: string): Promise<Ticket | null>;
  byNumber(community: string, number: string): Promise<Ticket | null>;
  /** Replaces the document when its version is still `expectedVersion`; false when it is not. */
  save(ticket: Ticket, expectedVersion: number): Promise<boolean>;
  search(search: TicketSearch): Promise<Ticket[]>;
  /** How many match; `limit` is ignored. */
  count(search: TicketSearch): Promise<number>;
  /** Tickets of any community with `nextDueAt` ≤ now, earliest first. */
  due(now: number, limit: number): Promise<Ticket[]>;
  /** Tickets of any community that owe effects, oldest change first. */
  owing(limit: number): Promise<Ticket[]>;
  /**
   * Forgets effects that were carried out, without a new version. A write that raced with it may bring one back;
   * it is then carried out again under the same id, which changes nothing.
   */
  settled(community: string, id: string, effectIds: readonly string[]): Promise<void>;
}

/** Gapless numbers: one document per community, category and day holds the ticket ids in order; the place is the number. */
export interface TicketNumbers {
  /** 1, 2, 3 …; the same `ticketId` always gets the same. `day` is `YYMMDD`. */
  next(request: { community: string; category: Category; day: string; ticketId: string }): Promise<number>;
}
