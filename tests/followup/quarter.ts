import { afterQuiet } from '../../src/community/quiet.ts';
import type { VisitAsk } from '../../src/conversation/types.ts';
import type { Outcome } from '../../src/delivery/types.ts';
import type { EffectHandlers, EffectOf } from '../../src/effects/index.ts';
import type { Figures } from '../../src/followup/figures.ts';
import type { CorrectionNotice } from '../../src/followup/notice.ts';
import { createFollowUp, type FollowUp } from '../../src/followup/service.ts';
import type { OwnerWindow } from '../../src/followup/situation.ts';
import type { Visit } from '../../src/followup/visit.ts';
import type { TicketAction } from '../../src/tickets/action.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { createUnderstanding } from '../../src/understanding/index.ts';
import { communitiesOf } from '../support/communities.ts';
import { createDueHeap } from '../support/due-heap.ts';
import { executePending } from '../support/execute-pending.ts';
import { createDice, type Dice } from './dice.ts';
import { at, community, DAY, finished, HOUR, MINUTE } from './factories.ts';
import { createMemoryNotices, createMemoryVisits } from './memory-repositories.ts';

const understanding = createUnderstanding();

type Message = EffectOf<'message.send'>;

/** A question that follow-up puts into a conversation. */
interface Ask {
  readonly conversationId: string;
  readonly ask: VisitAsk;
  readonly code?: string;
  readonly expiresAt: number;
}

/** How an owner behaves towards questions. */
type Manner = 'quick' | 'slow' | 'never' | 'elsewhere' | 'blocks';

interface Owner {
  readonly id: string;
  /** Null: not in WeChat. */
  readonly conversationId: string | null;
  readonly manner: Manner;
  blockedAt: number;
  window: { openedAt: number; used: number; out: number } | null;
  /** His own messages alone, without answers to our questions: what the naive way has to go by. */
  naive: number | null;
  reached: boolean;
}

/** What the quarter brought, and every breach of a promise that was seen on the way. */
export interface Quarter {
  readonly visits: readonly Visit[];
  readonly notices: readonly CorrectionNotice[];
  readonly figures: Figures;
  readonly owners: { readonly all: number; readonly reached: number };
  /** Per delay in days: how many owners one survey by kf that long after 完成 reaches, and how many of its messages. */
  readonly naive: readonly {
    readonly days: number;
    readonly owners: number;
    readonly sent: number;
    readonly of: number;
  }[];
  readonly closings: number;
  readonly messages: {
    readonly questions: number;
    readonly reminders: number;
    readonly links: number;
    /** Planned, but another room took the last message first: delivery refuses and the next way is taken. */
    readonly refused: number;
  };
  /** Answers taken by the play itself, to hold the figures against. */
  readonly heard: { readonly answered: number; readonly calls: number };
  readonly breaches: {
    readonly budget: number;
    readonly quiet: number;
    readonly twoSurveys: number;
    readonly twoReminders: number;
    readonly open: number;
  };
}

const START = at('2026-09-01 08:00');
const QUARTER = 91 * DAY;
/** What began in the quarter is played to its end; it must have one by then. */
const AFTERMATH = 365 * DAY;
const NAIVE_DAYS = [1, 2, 3, 7];

const KINDS: readonly [readonly string[], number][] = [
  [['repair'], 45],
  [['urgent'], 15],
  [['leak'], 12],
  [['service'], 10],
  [['safety'], 5],
  [['aftersales'], 5],
  [['urgent', 'leak'], 2],
  [['complaint'], 5],
  [['attitude'], 1],
];
const MANNERS: readonly [Manner, number][] = [
  ['quick', 52],
  ['slow', 16],
  ['never', 22],
  ['elsewhere', 7],
  ['blocks', 3],
];
const WORKERS = ['li.shifu', 'zhang.shifu', 'ma.baoan', 'wu.ayi'];

/** Plays a quarter of `tickets` finished tickets in memory, seeded: the same seed gives the same quarter. */
export async function playQuarter({ tickets = 5_000, seed = 20_260_901 } = {}): Promise<Quarter> {
  const play = createPlay(createDice(seed), tickets);
  await play.run();
  return play.result();
}

function createPlay(dice: Dice, amount: number) {
  const visits = createMemoryVisits();
  const notices = createMemoryNotices();
  const store = new Map<string, Ticket>();
  /** By conversation and by id. */
  const owners = new Map<string, Owner>();
  const agenda = createDueHeap();
  const deeds = new Map<string, () => Promise<void> | void>();
  const breaches = { budget: 0, quiet: 0, twoSurveys: 0, twoReminders: 0, open: 0 };
  const messages = { questions: 0, reminders: 0, links: 0, refused: 0 };
  const heard = { answered: 0, calls: 0 };
  const surveys = new Map<string, number>();
  const reminders = new Map<string, number>();
  const naive = NAIVE_DAYS.map((days) => ({ days, owners: new Set<string>(), sent: 0, of: 0 }));
  const called = new Set<string>();
  let closings = 0;
  let now = START;
  let names = 0;

  const service: FollowUp = createFollowUp({
    visits,
    notices,
    tickets: {
      load: async (_, id) => store.get(id) ?? null,
      async act({ ticketId = '', action }) {
        actOn(ticketId, action);
        return { ticket: store.get(ticketId)!, effects: [] };
      },
      open: async () => ({ ticket: finished(), promise: '', joined: false }),
      ownerTickets: async () => [],
    },
    delivery: {
      budget: async ({ openKfId, externalUserid }) => windowOf(owners.get(`${openKfId}/${externalUserid}`)!),
    },
    understanding,
    communities: communitiesOf(community),
    clock: { now: () => now, after: () => () => {} },
    links: { address: ({ visitId }) => `https://example.test/h5/visit/${visitId}` },
  });

  const later = (delay: number, deed: () => Promise<void> | void) => {
    names += 1;
    const key = String(names);
    deeds.set(key, deed);
    agenda.push({ at: now + Math.max(1, Math.round(delay)), key });
  };

  function windowOf({ window }: Owner): OwnerWindow {
    if (window === null) return { open: false, left: 0, closesAt: null };
    const closesAt = window.openedAt + community.delivery.owner.window;
    const open = now < closesAt;
    return { open, left: open ? Math.max(0, community.delivery.owner.messages - window.used) : 0, closesAt };
  }

  /** Delivery's door: takes one message of his budget, or refuses as it does when another room was quicker. */
  function take(owner: Owner): boolean {
    if (owner.window === null || windowOf(owner).left < 1) return false;
    owner.window.used += 1;
    return true;
  }

  /** What reaches WeCom, counted by itself: beyond five, or after the window, is a breach whatever the door thought. */
  function goesOut(owner: Owner): void {
    const limits = community.delivery.owner;
    if (owner.window !== null) owner.window.out += 1;
    const { window } = owner;
    const isWithin = window !== null && window.out <= limits.messages && now < window.openedAt + limits.window;
    if (!isWithin) breaches.budget += 1;
  }

  /** What the other rooms say to him. */
  function otherMessage(owner: Owner): void {
    if (take(owner)) goesOut(owner);
  }

  async function ownerWrites(owner: Owner, spontaneous: boolean): Promise<void> {
    if (owner.conversationId === null || now >= owner.blockedAt) return;
    owner.window = { openedAt: now, used: 0, out: 0 };
    if (spontaneous) owner.naive = now;
    otherMessage(owner);
    await service.ownerWrote({ community: 'main', conversationId: owner.conversationId, at: now });
  }

  function actOn(ticketId: string, action: TicketAction): void {
    const ticket = store.get(ticketId)!;
    const unsolved = action.kind === 'visit-result' && action.outcome === 'unsolved';
    if (!unsolved && action.kind !== 'reopen') return;
    store.set(ticketId, { ...ticket, state: 'waiting', reopenings: ticket.reopenings + 1, finishedAt: null });
    later(1, () => service.cancelVisits(ticket, 'reopened'));
    later(HOUR * dice.between(4, 48), () => complete(ticketId));
  }

  async function complete(ticketId: string): Promise<void> {
    const before = store.get(ticketId)!;
    if (before.state !== 'waiting') return;
    const ticket: Ticket = { ...before, state: 'done', finishedAt: now };
    store.set(ticketId, ticket);
    closings += 1;
    const person = owners.get(ticket.details.owner!)!;
    otherMessage(person);
    for (const way of naive) later(way.days * DAY, () => naiveSurvey(person, way));
    const { visitKinds: kinds } = ticket;
    const order = {
      ticketId,
      kinds,
      finishedAt: now,
      keeper: 'he.jiedai',
      leader: 'zhou.zhuguan',
    } as const;
    await service.planVisits(ticket, order);
  }

  /** Send after N days by kf, whatever is known: it goes out only while the window happens to be open. */
  function naiveSurvey(owner: Owner, way: (typeof naive)[number]): void {
    way.of += 1;
    const open = owner.naive !== null && now < owner.naive + community.delivery.owner.window && now < owner.blockedAt;
    if (!open) return;
    way.sent += 1;
    way.owners.add(owner.id);
  }

  async function takeAsk(visit: Visit, id: string, effect: Ask): Promise<void> {
    const owner = owners.get(effect.conversationId)!;
    const report = (outcome: Outcome) =>
      service.onDeliveryOutcome({
        community: 'main',
        visitId: visit._id,
        messageId: `say/${id}`,
        to: 'owner',
        purpose: 'survey',
        outcome,
      });
    if (now > effect.expiresAt) return;
    const fails = failureOf(owner, effect);
    if (fails !== null) {
      await report({ result: 'failed', at: now, reason: fails });
      if (fails === 'session-with-person') {
        const conversationId = effect.conversationId;
        later(dice.between(0.1, 3) * HOUR, async () => {
          await service.sessionEnded({ community: 'main', conversationId, code: `code/${now}` });
        });
      }
      return;
    }
    noteQuestion(visit, effect, owner);
    await report({ result: 'sent', at: now });
    if (dice.chance(0.005)) {
      later(MINUTE, () => report({ result: 'failed', at: now, reason: 'owner-unreachable' }));
      return;
    }
    if (effect.ask.reminder !== true && effect.ask.type === 'closing')
      count(surveys, `${visit.ticketId}/${visit.round}`);
    owner.reached = true;
    if (effect.ask.reminder !== true || dice.chance(0.4)) react(visit, owner);
  }

  function failureOf(owner: Owner, { code }: Ask) {
    if (now >= owner.blockedAt) return 'owner-unreachable' as const;
    if (code === undefined && dice.chance(0.03)) return 'session-with-person' as const;
    if (dice.chance(0.01)) return 'budget-used' as const;
    if (dice.chance(0.005)) return 'window-closed' as const;
    return code === undefined && !take(owner) ? noMessageLeft(owner) : null;
  }

  function noMessageLeft(owner: Owner) {
    messages.refused += 1;
    return windowOf(owner).open ? ('budget-used' as const) : ('window-closed' as const);
  }

  function noteQuestion(visit: Visit, { code, ask }: Ask, owner: Owner): void {
    if (afterQuiet(community, now) !== now) breaches.quiet += 1;
    if (code === undefined) goesOut(owner);
    if (ask.reminder === true) {
      messages.reminders += 1;
      count(reminders, visit._id);
    } else messages.questions += 1;
  }

  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);

  /** He answers, late, never, or writes about something else. */
  function react(visit: Visit, owner: Owner): void {
    const answerIn = (delay: number) => later(delay, () => answer(visit, owner));
    if (owner.manner === 'quick' && dice.chance(0.85)) answerIn(dice.exponential(HOUR));
    else if (owner.manner === 'slow' && dice.chance(0.6)) answerIn(5 * HOUR + dice.exponential(20 * HOUR));
    else if (owner.manner === 'elsewhere') {
      later(dice.exponential(3 * HOUR), () => ownerWrites(owner, false));
      if (dice.chance(0.3)) answerIn(dice.exponential(10 * HOUR));
    }
  }

  async function answer(visit: Visit, owner: Owner): Promise<void> {
    if (now >= owner.blockedAt) return;
    await ownerWrites(owner, false);
    const solved = dice.chance(0.92);
    const base = { community: 'main', visitId: visit._id, reasons: [], words: '', via: 'chat', by: 'owner' } as const;
    const first = { ...base, id: `a/${visit._id}/${now}`, solved, score: null, final: false };
    await service.answer(first);
    // WeCom delivers twice now and then.
    if (dice.chance(0.05)) await service.answer(first);
    if (dice.chance(0.1)) return;
    later(dice.exponential(2 * MINUTE), async () => {
      await ownerWrites(owner, false);
      const score = solved ? dice.score() : null;
      const words = dice.chance(0.15) ? '希望以后能提前打个电话' : '';
      await service.answer({ ...base, id: `b/${visit._id}/${now}`, solved, score, words, final: true });
    });
  }

  /** The desk calls in working hours; some calls are forgotten. */
  function takeTask(visit: Visit, forgotten: number): void {
    if (dice.chance(forgotten)) return;
    later(dice.between(0.5, 6) * HOUR, () => call(visit, 0));
  }

  async function call(visit: Visit, attempt: number): Promise<void> {
    const current = await visits.load('main', visit._id);
    if (current === null || current.state !== 'phone') return;
    const awake = afterQuiet(community, now);
    if (awake > now) return later(awake - now + MINUTE, () => call(visit, attempt));
    const reached = dice.chance(0.62);
    const refused = reached && dice.chance(0.04);
    const solved = reached && !refused ? dice.chance(0.93) : null;
    const score = solved === true ? dice.score() : null;
    heard.calls += 1;
    await service.recordVisit({
      ...{ community: 'main', visitId: visit._id, id: `call/${visit._id}/${attempt}/${now}`, by: 'he.jiedai', at: now },
      ...{ reached, refused, solved, score, words: '' },
    });
    if (reached) {
      owners.get(store.get(visit.ticketId!)!.details.owner!)!.reached = true;
    } else if (dice.chance(0.9)) later(dice.between(2, 20) * HOUR, () => call(visit, attempt + 1));
  }

  async function takeLink(
    visit: Visit,
    messageId: string,
    { conversationId }: Extract<Message, { to: 'owner' }>,
  ): Promise<void> {
    const owner = owners.get(conversationId)!;
    if (!take(owner)) {
      const outcome = { result: 'failed', at: now, reason: noMessageLeft(owner) } as const;
      await service.onDeliveryOutcome({
        community: 'main',
        visitId: visit._id,
        messageId,
        to: 'owner',
        purpose: 'survey',
        outcome,
      });
      return;
    }
    if (afterQuiet(community, now) !== now) breaches.quiet += 1;
    goesOut(owner);
    messages.links += 1;
    if (!dice.chance(0.2) || owner.manner === 'never') return;
    later(Math.max(0, visit.dueAt - now) + dice.exponential(6 * HOUR), async () => {
      const base = { community: 'main', visitId: visit._id, reasons: [], words: '', via: 'link', by: 'owner' } as const;
      await service.answer({ ...base, id: `link/${visit._id}`, solved: dice.chance(0.93), score: null, final: true });
    });
  }

  async function takeMember(messageId: string, { content, visitId = '' }: Message): Promise<void> {
    const text = content.kind === 'text' ? content.text : '';
    const outcome = { result: 'sent', at: now } as const;
    const of = { community: 'main', visitId, messageId, to: 'member', purpose: 'task' } as const;
    await service.onDeliveryOutcome({ ...of, outcome });
    const document = await visits.load('main', visitId);
    if (document === null) return;
    if (text.includes('【电话回访】') || text.includes('【领导回访】')) {
      called.add(document._id);
      takeTask(document, 0.08);
    } else if (text.includes('【请回访】') || text.includes('【回访超时】')) takeTask(document, 0.3);
  }

  const handlers: Partial<EffectHandlers> = {
    ...service.handlers,
    async 'conversation.event'({ conversationId, event, expiresAt = Number.POSITIVE_INFINITY }, { id }) {
      if (event.kind !== 'visit') return;
      const visit = await visits.load('main', event.visit.visitId);
      if (visit !== null) await takeAsk(visit, id, { conversationId, ask: event.visit, code: event.code, expiresAt });
    },
    async 'message.send'(message, { id }) {
      const { visitId = '' } = message;
      if (message.to === 'member') await takeMember(id, message);
      if (message.to !== 'owner' || message.purpose !== 'survey') return;
      const visit = await visits.load('main', visitId);
      if (visit !== null) await takeLink(visit, id, message);
    },
  };

  const settle = () => executePending([visits, notices], { communities: ['main'], handlers });

  function populate(): void {
    const people = Math.ceil(amount * 0.44);
    for (let index = 0; index < people; index += 1) {
      const conversationId = dice.chance(0.88) ? `wkDEMO/owner-${index}` : null;
      const manner = dice.pick(MANNERS);
      const blockedAt = manner === 'blocks' ? START + dice.between(0, 1) * QUARTER : Number.POSITIVE_INFINITY;
      const owner: Owner = {
        id: `o${index}`,
        conversationId,
        manner,
        blockedAt,
        window: null,
        naive: null,
        reached: false,
      };
      owners.set(owner.id, owner);
      if (conversationId !== null) owners.set(conversationId, owner);
    }
  }

  function plan(): void {
    const everybody = [...new Set(owners.values())];
    for (let index = 0; index < amount; index += 1) {
      const owner = everybody[Math.floor(dice.between(0, everybody.length))]!;
      const opened = dice.between(0, 1) * QUARTER;
      later(opened, () => open(`t${index}`, owner));
    }
    for (const owner of everybody) spontaneous(owner);
    for (let rain = 0; rain < 14; rain += 1) {
      later(dice.between(0, 1) * QUARTER, async () => {
        await service.rain({ community: 'main', by: 'chen.jingli', at: now, id: `rain/${now}` });
      });
    }
  }

  /** He writes for reasons of his own, every other week or so. */
  function spontaneous(owner: Owner): void {
    later(dice.exponential(14 * DAY), async () => {
      if (now > START + QUARTER) return;
      await ownerWrites(owner, true);
      spontaneous(owner);
    });
  }

  async function open(id: string, owner: Owner): Promise<void> {
    const kinds = dice.pick(KINDS);
    await ownerWrites(owner, true);
    const { conversationId } = owner;
    const house = { building: '3', unit: '2', room: owner.id };
    const reporter = { conversationId, name: '王小明', phone: '13812345678', house, relation: null };
    const worker = WORKERS[Math.floor(dice.between(0, WORKERS.length))]!;
    const ticket = finished({
      _id: id,
      number: `BX-${id}`,
      reporter,
      visitKinds: kinds,
      state: 'waiting',
      assignee: worker,
    });
    store.set(id, { ...ticket, openedAt: now, finishedAt: null, details: { owner: owner.id }, timeline: [] });
    const urgent = kinds.includes('urgent');
    const work = urgent ? dice.between(1, 20) : dice.chance(0.25) ? dice.between(48, 150) : dice.between(3, 47);
    later(work * HOUR * 0.5, () => otherMessage(owner));
    later(work * HOUR, () => complete(id));
  }

  return {
    async run(): Promise<void> {
      populate();
      plan();
      const end = START + QUARTER + AFTERMATH;
      const next = { communities: ['main'], now: Number.MAX_SAFE_INTEGER, limit: 1 };
      for (;;) {
        const [visit] = await visits.due(next);
        const [notice] = await notices.due(next);
        const due = Math.min(visit?.nextDueAt ?? end, notice?.nextDueAt ?? end);
        const deed = agenda.peek();
        if (Math.min(due, deed?.at ?? end) >= end) break;
        if (deed !== undefined && deed.at <= due) {
          agenda.pop();
          now = Math.max(now, deed.at);
          const work = deeds.get(deed.key)!;
          deeds.delete(deed.key);
          await work();
        } else {
          now = Math.max(now, due);
          await service.tick(now, 50);
        }
        await settle();
      }
      now = end;
    },
    async result(): Promise<Quarter> {
      const all = visits.everything();
      const span = { community: 'main', from: START, to: START + QUARTER + AFTERMATH };
      heard.answered = all.filter(({ answer }) => answer !== null).length;
      const over = (map: Map<string, number>) => [...map.values()].filter((times) => times > 1).length;
      const asked = new Set([...store.values()].map(({ details }) => owners.get(details.owner!)!));
      const everybody = [...asked];
      return {
        visits: all,
        notices: notices.everything(),
        figures: await service.figures(span),
        owners: { all: everybody.length, reached: everybody.filter(({ reached }) => reached).length },
        naive: naive.map(({ days, owners: reached, sent, of }) => ({ days, owners: reached.size, sent, of })),
        closings,
        messages,
        heard,
        breaches: {
          ...breaches,
          twoSurveys: over(surveys),
          twoReminders: over(reminders),
          open: all.filter(({ outcome }) => outcome === null).length,
        },
      };
    },
  };
}
