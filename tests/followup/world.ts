import type { Community } from '../../src/config/types.ts';
import type { FailReason, Outcome } from '../../src/delivery/types.ts';
import type { FollowUpFile } from '../../src/followup/config/follow-up.ts';
import type { FollowUpEffect, OuterEffect } from '../../src/followup/effect.ts';
import { createFollowUp, type FollowUp } from '../../src/followup/follow-up.ts';
import type { CorrectionNotice } from '../../src/followup/notice.ts';
import type { OwnerWindow } from '../../src/followup/situation.ts';
import type { Visit } from '../../src/followup/visit.ts';
import type { Actor, TicketAction } from '../../src/tickets/action.ts';
import { asViewer } from '../../src/tickets/card.ts';
import { createTicketDesk } from '../../src/tickets/desk.ts';
import type { TicketDraft } from '../../src/tickets/draft.ts';
import type { TicketRepository } from '../../src/tickets/ports.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { createUnderstanding } from '../../src/understanding/index.ts';
import { draft, OWNER, community as shipped, TEN } from './factories.ts';
import { createMemoryNotices, createMemoryVisits } from './memory-repositories.ts';

const { understand } = createUnderstanding();

type Ask = Extract<FollowUpEffect, { kind: 'ask-in-chat' }>;
type Told = { readonly at: number; readonly id: string; readonly effect: OuterEffect; readonly document: string };

/** Tickets in memory, as much of the port as follow-up's stories need. */
export function createMemoryTickets(): TicketRepository & { everything(): Ticket[] } {
  const tickets = new Map<string, Ticket>();
  return {
    everything: () => [...tickets.values()],
    async insert(ticket) {
      if (tickets.has(ticket._id)) return false;
      tickets.set(ticket._id, ticket);
      return true;
    },
    load: async (community, id) => {
      const found = tickets.get(id);
      return found?.community === community ? found : null;
    },
    byNumber: async (_, number) => [...tickets.values()].find((ticket) => ticket.number === number) ?? null,
    async save(ticket, expectedVersion) {
      if (tickets.get(ticket._id)?.version !== expectedVersion) return false;
      tickets.set(ticket._id, ticket);
      return true;
    },
    search: async () => [],
    count: async () => 0,
    due: async () => [],
    owing: async (limit) => [...tickets.values()].filter(({ owed }) => owed.length > 0).slice(0, limit),
    async settled(_, id, effectIds) {
      const ticket = tickets.get(id)!;
      tickets.set(id, { ...ticket, owed: ticket.owed.filter((owed) => !effectIds.includes(owed.id)) });
    },
  };
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
  let sequence = 0;
  let chat: (ask: Ask) => ChatAnswer = () => 'sent';

  const desk = createTicketDesk({
    tickets,
    numbers: { next: async () => (sequence += 1) },
    community: () => community,
    now: () => now,
  });
  const service: FollowUp = createFollowUp({
    visits,
    notices,
    ticket: tickets.load,
    window: async ({ conversationId }) => windowOf(conversationId),
    isServed: async ({ conversationId }) =>
      tickets.everything().some(({ reporter }) => reporter.conversationId === conversationId),
    act: (request) => desk.act({ ...request, actor: { kind: 'system' } }),
    open: ({ draft: drafted, id }) => desk.open(drafted, id),
    understand,
    page: ({ visitId, userid }) => `https://example.test/h5/visit/${visitId}/${userid ?? 'owner'}`,
    community: () => community,
    now: () => now,
  });

  function windowOf(conversationId: string): OwnerWindow {
    const known = windows.get(conversationId);
    if (known === undefined) return { open: false, left: 0, closesAt: null };
    const closesAt = known.openedAt + community.delivery.owner.window;
    const open = now < closesAt;
    return { open, left: open ? Math.max(0, community.delivery.owner.messages - known.used) : 0, closesAt };
  }

  async function deliver(document: Visit | CorrectionNotice, { id, effect }: Told): Promise<void> {
    const report = (purpose: 'survey' | 'task', to: 'owner' | 'member', outcome: Outcome, messageId: string) =>
      service.outcome({ community: 'main', visitId: document._id, messageId, to, purpose, outcome });
    if (effect.kind === 'ask-in-chat') {
      if (now > effect.expiresAt) return;
      const result = chat(effect);
      if (result === 'silence') return;
      const window = windows.get(effect.conversationId);
      if (result === 'sent' && window !== undefined && effect.code === undefined) window.used += 1;
      await report(
        'survey',
        'owner',
        result === 'sent' ? { result, at: now } : { result: 'failed', at: now, reason: result },
        `say/${id}`,
      );
    } else if (effect.kind === 'tell-owner' && effect.purpose === 'survey') {
      const window = windows.get(effect.conversationId);
      if (window !== undefined) window.used += 1;
      await report('survey', 'owner', { result: 'sent', at: now }, id);
    } else if (effect.kind === 'tell-member') {
      const gone = world.gone.includes(effect.userid);
      const outcome: Outcome = gone
        ? { result: 'failed', at: now, reason: 'target-gone' }
        : { result: 'sent', at: now };
      await report('task', 'member', outcome, id);
    } else if (effect.kind === 'act-on-ticket') {
      await desk.act({ community: 'main', ...effect, actor: { kind: 'system' }, id });
    } else if (effect.kind === 'open-ticket') await desk.open(effect.draft, effect.id);
  }

  const isOuter = (effect: FollowUpEffect): effect is OuterEffect =>
    ['ask-in-chat', 'tell-owner', 'tell-group', 'tell-member', 'act-on-ticket', 'open-ticket'].includes(effect.kind);

  async function settleDocument(document: Visit | CorrectionNotice): Promise<void> {
    for (const owed of document.owed) {
      if (!isOuter(owed.effect)) await service.carryOut(owed, document);
      else {
        const line: Told = { at: now, id: owed.id, effect: owed.effect, document: document._id };
        // Delivery and the inbox know each id once; the desk is asked again and knows what it has done.
        const isKnown = told.some(({ id }) => id === owed.id);
        if (isKnown && 'content' in owed.effect) continue;
        if (isKnown && owed.effect.kind === 'ask-in-chat') continue;
        if (!isKnown) told.push(line);
        await deliver(document, line);
      }
    }
  }

  async function settleTicket(ticket: Ticket): Promise<void> {
    for (const { id, effect } of ticket.owed) {
      if (effect.kind === 'start-visits') await service.startVisits(ticket, effect, id);
      if (effect.kind === 'cancel-visits') await service.cancelVisits(ticket, effect, id);
      if (effect.kind === 'ticket-changed') await service.ticketChanged((await tickets.load('main', ticket._id))!);
      if (effect.kind === 'act') await desk.act({ community: 'main', ...effect, actor: { kind: 'system' }, id });
    }
  }

  /**
   * Carries out everything that is owed. With `replays`, every effect is done so many times more before it is forgotten, as by a
   * process that is killed just before it could note that it was done.
   */
  async function settle(): Promise<void> {
    for (let work = true; work; ) {
      const owing = [...(await visits.owing(100)), ...(await notices.owing(100))];
      const owingTickets = await tickets.owing(100);
      for (let time = 0; time <= world.replays; time += 1) {
        for (const document of owing) await settleDocument(document);
        for (const ticket of owingTickets) await settleTicket(ticket);
      }
      for (const document of owing) {
        const repository = 'attempts' in document ? visits : notices;
        const ids = document.owed.map(({ id }) => id);
        await repository.settled('main', document._id, ids);
      }
      for (const ticket of owingTickets) {
        const ids = ticket.owed.map(({ id }) => id);
        await tickets.settled('main', ticket._id, ids);
      }
      work = owing.length + owingTickets.length > 0;
    }
  }

  async function nextDue(): Promise<number> {
    const due = [...(await visits.due(Number.MAX_SAFE_INTEGER, 1)), ...(await notices.due(Number.MAX_SAFE_INTEGER, 1))];
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
    desk,
    /** How often effects are done again before they are forgotten. */
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
      const { ticket } = await desk.open(draft({ firstWordAt: now, ...overrides }), id);
      await settle();
      return ticket;
    },
    async act(action: TicketAction, by: string | Actor, ticketId = 't1'): Promise<void> {
      const actor = typeof by === 'string' ? member(by) : by;
      const result = await desk.act({ community: 'main', ticketId, action, actor });
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
    asks: () => told.flatMap(({ effect, at }) => (effect.kind === 'ask-in-chat' ? [{ at, ...effect }] : [])),
    /** What was said to a member, a department's group, or an owner. */
    saidTo(name: string): string[] {
      return told.flatMap(({ effect }) => {
        if (!('content' in effect)) return [];
        const to =
          effect.kind === 'tell-member'
            ? effect.userid
            : effect.kind === 'tell-group'
              ? effect.department
              : effect.conversationId;
        return to === name && 'text' in effect.content ? [String(effect.content.text)] : [];
      });
    },
  };
  return world;
}

/** A world of follow-up. */
export type World = ReturnType<typeof createWorld>;
