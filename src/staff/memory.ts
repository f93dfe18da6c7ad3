import type { AboutTicket, TicketCommand } from './commands/command.ts';

/** One ticket as the memory names it. */
export interface NamedTicket {
  readonly community: string;
  readonly ticketId: string;
  readonly number: string;
}

/** What a member was asked for and has not answered yet. `expiresAt` in epoch ms. */
export type Pending =
  /** The words, amount or person that the command lacks. */
  | ({ readonly kind: 'text'; readonly command: TicketCommand; readonly expiresAt: number } & NamedTicket)
  /** Which of several tickets was meant; the answer is a place in the list or a number. */
  | {
      readonly kind: 'choice';
      readonly command: AboutTicket;
      readonly candidates: readonly NamedTicket[];
      readonly expiresAt: number;
    };

/** What is kept of one member between two messages. Plain JSON. */
export interface Memory {
  readonly pending: Pending | null;
  /** The ticket that the member last named or acted on: an image that follows belongs to it. */
  readonly last:
    | (NamedTicket & {
        readonly at: number;
        /** The last action was reported to the owner, and the first picture that follows goes to the owner as well. */
        readonly toOwner?: boolean;
      })
    | null;
  /** The community chosen with 切换 by a member of several. */
  readonly community: string | null;
  /** The last message answered and its answer: the same message again gets the same answer and does nothing. Never a phone number. */
  readonly answered: { readonly id: string; readonly lines: readonly string[] } | null;
}

/** The memory of a member who has not written before. */
export const NO_MEMORY: Memory = { pending: null, last: null, community: null, answered: null };

/** Where memories are kept, by lower-case userid. */
export interface MemberMemory {
  get(userid: string): Promise<Memory | null>;
  set(userid: string, memory: Memory): Promise<void>;
}

/** How long an answer to a question is waited for: ten minutes, ms. */
export const PENDING_MS = 600_000;

/** How long a named ticket stays the one that an image belongs to: two hours, ms. */
export const LAST_TICKET_MS = 7_200_000;
