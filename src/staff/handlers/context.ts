import type { Actor } from '../../tickets/action.ts';
import { maySee, type Viewer } from '../../tickets/confidentiality.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import type { Reading } from '../lines.ts';
import { actorOf, type Membership } from '../member.ts';
import type { Memory } from '../memory.ts';
import type { MemberActor, StaffDeskDeps } from '../ports.ts';
import type { Tell } from '../tell.ts';

/** One message of a member, as the queue hands it over. Times in epoch ms. */
export interface StaffInput {
  /** The primary key of the message; the same message twice has the same. */
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

/** What a handler works with. */
export interface Context {
  readonly deps: StaffDeskDeps;
  readonly input: StaffInput;
  /** Communities he works for; never empty. */
  readonly memberships: readonly Membership[];
  /** The one he chose with 切换, else all: what lists and figures are about. */
  readonly current: readonly Membership[];
  readonly memory: Memory;
  readonly now: number;
  /** The sentences of his first community; what is about a ticket takes those of the ticket's. */
  readonly tell: Tell;
}

/** What a handler answers. */
export interface Answer {
  readonly lines: readonly string[];
  /** What changes in his memory. */
  readonly memory?: Partial<Memory>;
  /** Holds what a group must not read: in a group it goes to his app chat instead. */
  readonly private?: boolean;
}

/** The member as an actor of the tickets of one community. */
export function actorIn(context: Context, membership: Membership): MemberActor {
  const { input } = context;
  return actorOf(membership, input.message.kind === 'click' ? '卡片' : input.via === 'bot' ? '群机器人' : '应用');
}

/** How a line is rendered: for himself, or for everybody of the group he writes in (design rule 11). */
export function readingIn(context: Context, membership: Membership): Reading {
  const { community, member } = membership;
  const inGroup = context.input.chatId !== undefined && context.input.chatId !== null;
  const viewer: Viewer = inGroup ? { kind: 'group', department: member.department } : actorIn(context, membership);
  return { viewer, community, now: context.now };
}

/** What of a list he may know of (R1–R4). */
export function visibleTo(tickets: readonly Ticket[], actor: Actor, membership: Membership): Ticket[] {
  return tickets.filter((ticket) => maySee(ticket, actor, membership.community));
}

/** The membership that belongs to a community id. */
export function membershipIn(context: Context, community: string): Membership | null {
  return context.memberships.find((one) => one.community.id === community) ?? null;
}
