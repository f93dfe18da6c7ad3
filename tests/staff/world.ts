import type { Community } from '../../src/config/types.ts';
import type { OutgoingMessage } from '../../src/delivery/types.ts';
import { deriveId } from '../../src/shared/id.ts';
import { createStaffService, type MemberMessage, type StaffDeps } from '../../src/staff/index.ts';
import type { TicketAction } from '../../src/tickets/action.ts';
import { createTicketDesk } from '../../src/tickets/desk.ts';
import type { TicketDraft } from '../../src/tickets/draft.ts';
import type { OwedEffect, TicketEffect } from '../../src/tickets/effect.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { createUnderstanding } from '../../src/understanding/index.ts';
import { createTestClock } from '../delivery/test-clock.ts';
import { createMemoryReportBook } from '../records/memory-report-book.ts';
import { sampleCommunity } from '../sample-community.ts';
import { createMemoryNumbers, createMemoryTickets } from '../tickets/memory-tickets.ts';
import {
  createMemoryMemories,
  createMemoryOwners,
  createMemoryRelayBook,
  createMemoryShiftBook,
} from './memory-books.ts';

const understanding = createUnderstanding();

/** Tuesday 2026-11-24 10:00 in Shanghai. */
export const START = Date.UTC(2026, 10, 24, 2);

/** A WeChat owner's conversation. */
export const OWNER = 'wkDEMO/wmOwner';

/** A repair in a home, told by 王先生 in WeChat. */
export function makeDraft(overrides: Partial<TicketDraft> = {}): TicketDraft {
  const house = { building: '3', unit: '2', room: '1701' };
  return {
    community: 'main',
    category: '报修',
    topic: 'drain-blocked',
    urgent: false,
    danger: null,
    channel: '微信',
    words: ['厨房下水堵了，我是王建国 13812345678'],
    summary: '厨房下水堵了',
    house,
    place: '厨房',
    reporter: { conversationId: OWNER, name: '王建国', phone: '13812345678', house, relation: '业主' },
    appointment: null,
    media: [],
    accused: null,
    accusedDepartment: null,
    confidential: false,
    details: {},
    links: [],
    why: [],
    firstWordAt: START,
    ...overrides,
  };
}

const freshStores = () => ({
  tickets: createMemoryTickets(),
  ticketNumbers: createMemoryNumbers(),
  memories: createMemoryMemories(),
  shifts: createMemoryShiftBook(),
  relays: createMemoryRelayBook(),
  owners: createMemoryOwners(),
  reports: createMemoryReportBook(),
});

type Stores = ReturnType<typeof freshStores>;

/** Stores in memory, the twins of the stored ones, which can be emptied under whoever holds them. */
function openStores(): Stores & { empty(): void } {
  let inner = freshStores();
  const through = <K extends keyof Stores>(name: K): Stores[K] =>
    new Proxy({} as Stores[K], { get: (_, method) => Reflect.get(inner[name], method) });
  return {
    tickets: through('tickets'),
    ticketNumbers: through('ticketNumbers'),
    memories: through('memories'),
    shifts: through('shifts'),
    relays: through('relays'),
    owners: through('owners'),
    reports: through('reports'),
    empty() {
      inner = freshStores();
    },
  };
}

/** The staff desk on the real ticket desk; what is sent is only written down. */
export async function openStaffWorld(options: { communities?: Community[]; deps?: Partial<StaffDeps> } = {}) {
  const store = openStores();
  const clock = createTestClock(START);
  let communities = options.communities ?? [await sampleCommunity()];
  const community = (id: string) => communities.find((one) => one.id === id)!;
  const sent = new Map<string, OutgoingMessage>();
  const quotes: Extract<TicketEffect, { kind: 'ask-quote' }>[] = [];
  const errors: unknown[] = [];
  const delivery = {
    async enqueue(messages: readonly OutgoingMessage[]) {
      for (const message of messages) if (!sent.has(message.id)) sent.set(message.id, message);
    },
  };
  const desk = createTicketDesk({ tickets: store.tickets, numbers: store.ticketNumbers, community, now: clock.now });
  /** What a change owes, carried out as the service does. */
  async function carryOut({ id, effect }: OwedEffect, ticket: Ticket): Promise<void> {
    const common = { id, community: ticket.community, ticketId: ticket._id };
    switch (effect.kind) {
      case 'tell-owner': {
        const [openKfId = '', externalUserid = ''] = effect.conversationId.split('/');
        return delivery.enqueue([{ ...common, ...effect, to: 'owner', openKfId, externalUserid }]);
      }
      case 'tell-group':
        return delivery.enqueue([{ ...common, ...effect, to: 'group' }]);
      case 'tell-member':
        return delivery.enqueue([{ ...common, ...effect, to: 'member' }]);
      case 'update-card': {
        const { content, userids } = effect;
        return delivery.enqueue(
          userids.map((userid) => ({
            ...common,
            id: deriveId(id, userid),
            purpose: 'update',
            to: 'member',
            userid,
            content,
          })),
        );
      }
      case 'ask-quote':
        quotes.push(effect);
        return;
      case 'act':
        await desk.act({ community: ticket.community, ...effect, actor: { kind: 'system' }, id });
        return;
      case 'open-ticket':
        await desk.open(effect.draft, effect.id);
    }
  }
  const visits: unknown[] = [];
  const clicks: unknown[] = [];
  const staff = createStaffService({
    communities: () => communities,
    desk,
    tickets: store.tickets,
    followUp: {
      rain: async () => 2,
      recordVisit: async (visit) => visits.push(visit) > 0,
    },
    delivery: { ...delivery, cardClicked: async (click) => void clicks.push(click) },
    shifts: store.shifts,
    relays: store.relays,
    reports: store.reports,
    owners: store.owners,
    memory: store.memories,
    clock,
    understanding,
    log: { error: (details: unknown) => errors.push(details) } as StaffDeps['log'],
    ...options.deps,
  });
  let count = 0;
  const nextId = () => {
    count += 1;
    return `in${count}`;
  };

  async function settle(): Promise<void> {
    for (let owing = await store.tickets.owing(100); owing.length > 0; owing = await store.tickets.owing(100)) {
      for (const ticket of owing) {
        for (const owed of ticket.owed) await carryOut(owed, ticket);
        await store.tickets.settled(
          ticket.community,
          ticket._id,
          ticket.owed.map(({ id }) => id),
        );
      }
    }
  }
  async function handle(userid: string, message: MemberMessage['message'], more: Partial<MemberMessage> = {}) {
    const input = { id: nextId(), userid, via: 'app', at: clock.now(), message, ...more } as const;
    const { lines } = await staff.handle(input);
    await settle();
    if (errors.length > 0 && options.deps?.log === undefined) throw (errors[0] as { error: unknown }).error;
    return lines.join('\n');
  }

  return {
    store,
    clock,
    desk,
    staff,
    quotes,
    visits,
    clicks,
    settle,
    community: () => communities[0]!,
    /** What the scheduled parts need, on the same stores. */
    schedulerDeps: () => ({
      communities: () => communities,
      tickets: store.tickets,
      delivery: { ...delivery, cardClicked: async () => {} },
      shifts: store.shifts,
      clock,
    }),
    configure(next: Community[]) {
      communities = next;
    },
    /** What a member reads after he typed something. */
    say: (userid: string, text: string, more: Partial<MemberMessage> = {}) =>
      handle(userid, { kind: 'text', text }, more),
    click: (userid: string, key: string) =>
      handle(userid, { kind: 'click', key, taskId: 't', responseCode: `code${nextId()}` }),
    photo: (userid: string, file = 'a.jpg') => handle(userid, { kind: 'media', type: 'image', file }),
    /** Opens a ticket the way the conversation does. */
    async open(overrides: Partial<TicketDraft> = {}): Promise<Ticket> {
      const draft = makeDraft({ firstWordAt: clock.now(), ...overrides });
      const { ticket } = await desk.open(draft, `ticket-${nextId()}`);
      await settle();
      return (await store.tickets.load(draft.community, ticket._id))!;
    },
    load: async (ticket: Ticket) => (await store.tickets.load(ticket.community, ticket._id))!,
    /** Does something as a member, the owner or the program. */
    async act(
      ticket: Ticket,
      action: TicketAction,
      actor: Parameters<typeof desk.act>[0]['actor'] = { kind: 'system' },
    ) {
      const result = await desk.act({ community: ticket.community, ticketId: ticket._id, action, actor });
      await settle();
      return result;
    },
    /** Everything sent since the last look, oldest first. */
    take(): OutgoingMessage[] {
      const all = [...sent.values()];
      sent.clear();
      return all;
    },
    sent: () => [...sent.values()],
    /** Empties the store for the next test. */
    empty() {
      store.empty();
      sent.clear();
      quotes.length = 0;
      visits.length = 0;
      clicks.length = 0;
    },
  };
}

/** The staff desk and its surroundings. */
export type StaffWorld = Awaited<ReturnType<typeof openStaffWorld>>;

/** `BX261124-007` → `007`. */
export const short = ({ number }: Pick<Ticket, 'number'>) => number.slice(number.lastIndexOf('-') + 1);

/** The text of a message, whatever it is. */
export function textOf({ content }: OutgoingMessage): string {
  if (content.kind === 'text') return content.text;
  if (content.kind === 'markdown') return content.markdown;
  if (content.kind === 'menu') return content.head;
  if (content.kind === 'image') return `[${content.file}]`;
  if (content.kind === 'link') return content.title;
  const fields = content.fields.map(({ name, value }) => `${name}：${value}`);
  const state = content.kind === 'card' ? [content.state ?? '', ...content.buttons.map(({ text }) => `[${text}]`)] : [];
  return [content.title, ...fields, ...state].join('\n');
}
