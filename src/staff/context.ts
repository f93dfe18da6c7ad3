import { maySee, type Viewer } from '../tickets/confidentiality.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Vocabulary } from './commands/vocabulary.ts';
import type { StaffDeps } from './deps.ts';
import { actorOf, type MemberActor, type Membership } from './member.ts';
import type { Memory } from './memory.ts';
import type { Tell } from './tell.ts';
import type { Reader } from './tickets/ticket-line.ts';

/** One message of a member, as the queue or the robot's callback hands it over. Times in epoch ms. */
export interface MemberMessage {
  /** The primary key of the message; a repeated message has the same. */
  readonly id: string;
  readonly userid: string;
  readonly via: 'app' | 'bot';
  readonly at: number;
  /** Set when it was written in a group: everybody there reads the answer. */
  readonly chatId?: string | null;
  readonly message:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'media'; readonly type: 'image' | 'voice' | 'video' | 'file'; readonly file: string }
    | { readonly kind: 'click'; readonly key: string; readonly taskId: string; readonly responseCode: string }
    | { readonly kind: 'other'; readonly type: string };
}

/** What one message is answered with. */
export interface Context {
  readonly deps: StaffDeps;
  readonly input: MemberMessage;
  /** The communities that the member works for, the first apart; see `memberships`. */
  readonly first: Membership;
  /** All of them, the first included. */
  readonly memberships: readonly Membership[];
  /** The one chosen with 切换, otherwise all: what lists and figures are about. */
  readonly current: readonly Membership[];
  readonly memory: Memory;
  /** Epoch ms. */
  readonly now: number;
  /** The sentences of the first community; what is about a ticket uses those of the ticket's. */
  readonly tell: Tell;
  /** The command words of the first community. */
  readonly vocabulary: Vocabulary;
}

/** What a handler answers. */
export interface Answer {
  readonly lines: readonly string[];
  /** What changes in the memory. */
  readonly memory?: Partial<Memory>;
  /** Holds what a group must not read: in a group it goes to the member's app chat instead. */
  readonly private?: boolean;
}

/** True when the message was written in a group. */
export const isInGroup = ({ chatId }: MemberMessage) => chatId !== undefined && chatId !== null;

/** The member as an actor of the tickets of one community. */
export function actorIn({ input }: Context, membership: Membership): MemberActor {
  return actorOf(membership, input.message.kind === 'click' ? 'card' : input.via === 'bot' ? 'bot' : 'app');
}

/** Who reads a line: the member, or everybody in the group that the member writes in (design rule 11). */
export function readerIn(context: Context, membership: Membership): Reader {
  const { community, member } = membership;
  const viewer: Viewer = isInGroup(context.input)
    ? { kind: 'group', department: member.department }
    : actorIn(context, membership);
  return { viewer, community, now: context.now };
}

/** The tickets that the member may know of (R1–R4). */
export function visibleIn(context: Context, membership: Membership, tickets: readonly Ticket[]): Ticket[] {
  const actor = actorIn(context, membership);
  return tickets.filter((ticket) => maySee(ticket, actor, membership.community));
}

/** The membership of a community id, or null. */
export function membershipIn(context: Context, community: string): Membership | null {
  return context.memberships.find((one) => one.community.id === community) ?? null;
}

/** The ticket as the memory keeps it: from now on the one last named. */
export function lastNamed({ now }: Pick<Context, 'now'>, { community, _id, number }: Ticket) {
  return { community, ticketId: _id, number, at: now };
}
