import type { QueryCommand, TicketCommand } from './command.ts';

/** A command that is about one ticket, 查 included. */
export type AboutTicket = TicketCommand | Extract<QueryCommand, { kind: 'query' }>;

/** What the desk still waits to hear from a member. */
export type Pending =
  /** The words, amount or person that the command lacks. */
  | {
      readonly kind: 'text';
      readonly command: TicketCommand;
      readonly community: string;
      readonly ticketId: string;
      readonly number: string;
      readonly expiresAt: number;
    }
  /** Which of several tickets he meant; he answers with a place in the list or a number. */
  | {
      readonly kind: 'choice';
      readonly command: AboutTicket;
      readonly candidates: readonly {
        readonly community: string;
        readonly ticketId: string;
        readonly number: string;
      }[];
      readonly expiresAt: number;
    };

/** What the desk remembers of one member between two messages. Plain JSON. */
export interface Memory {
  readonly pending: Pending | null;
  /** The ticket he last named or acted on: an image that follows belongs to it. */
  readonly last: {
    readonly community: string;
    readonly ticketId: string;
    readonly number: string;
    readonly at: number;
    /** The owner is told what was just done, and the first picture that follows goes to him as well. */
    readonly toOwner?: boolean;
  } | null;
  /** The community he chose with 切换, when he works for several. */
  readonly community: string | null;
  /** The last message answered and its answer: the same message again gets the same answer and does nothing. Never a phone number. */
  readonly answered: { readonly id: string; readonly lines: readonly string[] } | null;
}

/** A member of whom nothing is known yet. */
export const NO_MEMORY: Memory = { pending: null, last: null, community: null, answered: null };

/** Where memories are kept, by lower-case userid. */
export interface MemberMemory {
  get(userid: string): Promise<Memory | null>;
  set(userid: string, memory: Memory): Promise<void>;
}

/** How long the desk waits for what a command lacks: ten minutes, ms. */
export const PENDING_MS = 600_000;

/** How long a named ticket stays the one that an image belongs to: two hours, ms. */
export const LAST_TICKET_MS = 7_200_000;
