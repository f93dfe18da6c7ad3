import type { Community } from '../../src/config/types.ts';
import type { VisitAsk } from '../../src/conversation/types.ts';
import type { FailReason, Outcome } from '../../src/delivery/types.ts';
import type { Effect, EffectHandlers, EffectOf } from '../../src/effects/index.ts';
import type { FollowUpFile } from '../../src/followup/config/follow-up.ts';
import { createFollowUp, type FollowUp } from '../../src/followup/service.ts';
import type { OwnerWindow } from '../../src/followup/situation.ts';
import type { Visit } from '../../src/followup/visit.ts';
import type { Actor, TicketAction } from '../../src/tickets/action.ts';
import { asViewer } from '../../src/tickets/card.ts';
import type { TicketDraft } from '../../src/tickets/draft.ts';
import { createTicketService } from '../../src/tickets/service.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { createUnderstanding } from '../../src/understanding/index.ts';
import { communitiesOf } from '../support/communities.ts';
import { executeEffect, executePending } from '../support/execute-pending.ts';
import { createMemoryNumbers, createMemoryTickets } from '../tickets/memory-tickets.ts';
import { draft, OWNER, community as shipped, TEN } from './factories.ts';
import { createMemoryNotices, createMemoryVisits } from './memory-repositories.ts';

const understanding = createUnderstanding();

/** Effects that leave follow-up. */
type Outgoing = Extract<Effect, { kind: 'message.send' | 'conversation.event' | 'ticket.act' | 'ticket.open' }>;
type Told = { readonly at: number; readonly id: string; readonly effect: Outgoing };

/** A question that follow-up puts into a conversation. */
interface Ask {
  readonly conversationId: string;
  readonly ask: VisitAsk;
  readonly code?: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** What the chat does with a question: sent, failed, or nothing is heard of it. */
export type ChatAnswer = 'sent' | 'silence' | FailReason;

/**
 * Follow-up with real rules of tickets, in memory, under a clock moved by hand. WeChat is played: a window a person, five messages,
 * and whatever `chat` says becomes of a question.
 */
export function createWorld(options: { now?: number; followUp?: Partial<FollowUpFile>; community?: Community } = {}) {
  const base = options.community ?? shipped;
  const community: Community = { ...base, followUp: { ...base.followUp, ...options.followUp } };
  const visits = createMemoryVisits();
  const notices = createMemoryNotices();
  const tickets = createMemoryTickets();
  const windows = new Map<string, { openedAt: number; used: number }>();
  const told: Told[] = [];
  let now = options.now ?? TEN;
  let chat: (ask: Ask) => ChatAnswer = () => 'sent';

  const clock = { now: () => now, after: () => () => {} };
  const communities = communitiesOf(community);
  const ticketService = createTicketService({
    tickets,
    numbers: createMemoryNumbers(),
    delivery: { enqueue: async () => {} },
    communities,
    clock,
    metrics: { tickets: { inc: () => {} } },
  });
  const service: FollowUp = createFollowUp({
    visits,
    notices,
    tickets: ticketService,
    delivery: {
      budget: async ({ openKfId, externalUserid }) => windowOf(`${openKfId}/${externalUserid}`),
    },
    understanding,
    communities,
    clock,
    links: { address: ({ visitId, userid }) => `https://example.test/h5/visit/${visitId}/${userid ?? 'owner'}` },
  });

  function windowOf(conversationId: string): OwnerWindow {
    const known = windows.get(conversationId);
    if (known === undefined) return { open: false, left: 0, closesAt: null };
    const closesAt = known.openedAt + community.delivery.owner.window;
    const open = now < closesAt;
    return { open, left: open ? Math.max(0, community.delivery.owner.messages - known.used) : 0, closesAt };
  }

  async function report(message: Omit<Parameters<FollowUp['onDeliveryOutcome']>[0], 'community'>): Promise<void> {
    await service.onDeliveryOutcome({ community: 'main', ...message });
  }

  async function putInChat(id: string, asked: Ask): Promise<void> {
    if (now > asked.expiresAt) return;
    const result = chat(asked);
    if (result === 'silence') return;
    const window = windows.get(asked.conversationId);
    if (result === 'sent' && window !== undefined && asked.code === undefined) window.used += 1;
    const outcome: Outcome = result === 'sent' ? { result, at: now } : { result: 'failed', at: now, reason: result };
    await report({ visitId: asked.ask.visitId, messageId: `say/${id}`, to: 'owner', purpose: 'survey', outcome });
  }

  async function deliver(id: string, message: EffectOf<'message.send'>): Promise<void> {
    const { visitId } = message;
    if (visitId === undefined) return;
    if (message.to === 'owner' && message.purpose === 'survey') {
      const window = windows.get(message.conversationId);
      if (window !== undefined) window.used += 1;
      const outcome: Outcome = { result: 'sent', at: now };
      await report({ visitId, messageId: id, to: 'owner', purpose: 'survey', outcome });
    }
    if (message.to !== 'member') return;
    const isGone = world.gone.includes(message.userid);
    const outcome: Outcome = isGone
      ? { result: 'failed', at: now, reason: 'target-gone' }
      : { result: 'sent', at: now };
    await report({ visitId, messageId: id, to: 'member', purpose: 'task', outcome });
  }

  /** Notes an effect that leaves follow-up; false when it was noted before. */
  function note(id: string, effect: Outgoing): boolean {
    if (told.some((line) => line.id === id)) return false;
    told.push({ at: now, id, effect });
    return true;
  }

  // The outbox and the queue of a conversation know each id once; tickets are asked again and know what they have done.
  const handlers: Partial<EffectHandlers> = {
    ...service.handlers,
    async 'ticket.act'(effect, context) {
      note(context.id, effect);
      await executeEffect(ticketService.handlers, effect, context);
    },
    async 'ticket.open'(effect, context) {
      note(context.id, effect);
      await executeEffect(ticketService.handlers, effect, context);
    },
    async 'message.send'(effect, { id }) {
      // Messages of tickets are not looked at here.
      if (effect.visitId !== undefined && note(id, effect)) await deliver(id, effect);
    },
    async 'conversation.event'(effect, { id }) {
      const asked = askOf(effect);
      if (asked !== null && note(id, effect)) await putInChat(id, asked);
    },
  };

  /**
   * Executes everything that is pending. With `replays`, every effect is executed so many times more before it is acknowledged, as
   * by a process that is killed just before that.
   */
  const settle = () =>
    executePending([visits, notices, tickets], { communities: ['main'], handlers, replays: world.replays });

  async function nextDue(): Promise<number> {
    const query = { communities: ['main'], now: Number.MAX_SAFE_INTEGER, limit: 1 };
    const due = [...(await visits.due(query)), ...(await notices.due(query))];
    return Math.min(...due.map(({ nextDueAt }) => nextDueAt!), Number.POSITIVE_INFINITY);
  }

  const member = (userid: string) => asViewer(userid, community) as Actor;
  const world = {
    community,
    service,
    visits,
    notices,
    tickets,
    told,
    ticketService,
    /** How often effects are executed again before they are acknowledged. */
    replays: 0,
    /** Members whose account is gone. */
    gone: [] as string[],
    now: () => now,
    settle,
    chat(answer: (ask: Ask) => ChatAnswer) {
      chat = answer;
    },
    /** The clock jumps, back as well, and nothing else happens. */
    setClock(to: number) {
      now = to;
    },
    /** Time passes; everything due on the way is done at its moment. */
    async until(to: number): Promise<void> {
      await settle();
      for (let due = await nextDue(); due <= to; due = await nextDue()) {
        now = Math.max(now, due);
        await service.tick(now);
        await settle();
      }
      now = Math.max(now, to);
    },
    later: (ms: number) => world.until(now + ms),
    async ownerWrites(conversationId: string = OWNER): Promise<void> {
      windows.set(conversationId, { openedAt: now, used: 0 });
      await service.ownerWrote({ community: 'main', conversationId, at: now });
      await settle();
    },
    windowOpened(openedAt: number, { used = 0, conversationId = OWNER } = {}) {
      windows.set(conversationId, { openedAt, used });
    },
    async open(overrides: Partial<TicketDraft> = {}, id = 't1'): Promise<Ticket> {
      const { ticket } = await ticketService.open(draft({ firstWordAt: now, ...overrides }), id);
      await settle();
      return ticket;
    },
    async act(action: TicketAction, by: string | Actor, ticketId = 't1'): Promise<void> {
      const actor = typeof by === 'string' ? member(by) : by;
      const result = await ticketService.act({ community: 'main', ticketId, action, actor });
      if ('refused' in result) throw new Error(`${action.kind}: ${result.refused} ${result.text}`);
      await settle();
    },
    /** A ticket that 李师傅 has just finished. */
    async finish(overrides: Partial<TicketDraft> = {}, id = 't1'): Promise<Ticket> {
      await world.open(overrides, id);
      return world.complete(id);
    },
    async complete(id = 't1', worker = 'li.shifu'): Promise<Ticket> {
      const state = (await tickets.load('main', id))!.state;
      if (state === 'waiting') await world.act({ kind: 'assign', userid: worker }, 'wang.gong', id);
      await world.act({ kind: 'accept' }, worker, id);
      await world.act({ kind: 'complete', text: '修好了' }, worker, id);
      return (await tickets.load('main', id))!;
    },
    ticket: async (id = 't1') => (await tickets.load('main', id))!,
    async visit(rule: string, ticketId = 't1'): Promise<Visit> {
      const found = (await visits.byTicket('main', ticketId)).filter((visit) => visit.rule === rule);
      const last = found.sort((a, b) => a.round - b.round).at(-1);
      if (last === undefined) throw new Error(`no visit ${rule} of ${ticketId}`);
      return last;
    },
    async answers(rule: string, answer: Partial<Parameters<FollowUp['answer']>[0]>): Promise<void> {
      const { _id } = await world.visit(rule);
      await service.answer({
        community: 'main',
        visitId: _id,
        id: `answer/${now}/${JSON.stringify(answer)}`,
        solved: null,
        score: null,
        reasons: [],
        words: '',
        final: true,
        via: 'chat',
        by: 'owner',
        ...answer,
      });
      await settle();
    },
    asks: () =>
      told.flatMap(({ effect, at }) => {
        const asked = effect.kind === 'conversation.event' ? askOf(effect) : null;
        return asked === null ? [] : [{ at, ...asked }];
      }),
    messages: () => told.flatMap(({ effect }) => (effect.kind === 'message.send' ? [effect] : [])),
    /** What was said to a member, a department's group, or an owner. */
    saidTo(name: string): string[] {
      return world.messages().flatMap((message) => {
        const { content } = message;
        return recipientOf(message) === name && content.kind === 'text' ? [content.text] : [];
      });
    },
  };
  return world;
}

function askOf({
  conversationId,
  event,
  expiresAt = Number.POSITIVE_INFINITY,
}: EffectOf<'conversation.event'>): Ask | null {
  if (event.kind !== 'visit') return null;
  return { conversationId, ask: event.visit, expiresAt, ...(event.code === undefined ? {} : { code: event.code }) };
}

function recipientOf(message: EffectOf<'message.send'>): string {
  if (message.to === 'owner') return message.conversationId;
  return message.to === 'group' ? message.department : message.userid;
}

/** A world of follow-up. */
export type World = ReturnType<typeof createWorld>;
