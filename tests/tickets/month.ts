import type { Community } from '../../src/config/types.ts';
import type { TicketAction } from '../../src/tickets/action.ts';
import type { TicketDraft } from '../../src/tickets/draft.ts';
import type { TicketRepository } from '../../src/tickets/ports.ts';
import { createTicketService, type TicketService } from '../../src/tickets/service.ts';
import { isRefusal } from '../../src/tickets/texts.ts';
import type { DeadlineKind, Ticket } from '../../src/tickets/ticket.ts';
import { communitiesOf } from '../support/communities.ts';
import { at, draft, member, messagesOf, owner } from './factories.ts';
import { createMemoryNumbers, createMemoryTickets } from './memory-tickets.ts';

/** What people do: when, to which ticket, and what; `open` makes it. */
export type Happening =
  | { readonly when: string; readonly id: string; readonly open: Partial<TicketDraft> }
  | { readonly when: string; readonly id: string; readonly do: TicketAction; readonly by: string };

/** One thing the clock did. */
interface Beat {
  readonly when: string;
  readonly id: string;
  readonly what: string;
  readonly to: string;
}

export interface Played {
  readonly beats: Beat[];
  readonly tickets: ReadonlyMap<string, Ticket>;
  /** What the clock sent while people sleep, with the ticket it is about. */
  readonly night: { readonly when: string; readonly ticket: Ticket; readonly purpose: string; readonly what: string }[];
}

/** Lets a span of time pass: the clock jumps from one due moment to the next, and people act when they act. */
export async function play(
  of: Community,
  { happenings, until }: { happenings: readonly Happening[]; until: string },
): Promise<Played> {
  const spied = spyOn(createMemoryTickets());
  const time = { now: 0 };
  const service = createTicketService({
    tickets: spied.tickets,
    numbers: createMemoryNumbers(),
    communities: communitiesOf(of),
    clock: { now: () => time.now, after: () => () => {} },
    delivery: { enqueue: async () => {} },
    metrics: { tickets: { inc: () => {} } },
  });
  const played: Played = { beats: [], tickets: new Map(), night: [] };
  const waiting = [...happenings].sort((a, b) => at(a.when) - at(b.when));
  for (;;) {
    const due =
      (await spied.tickets.due({ communities: [of.id], now: at(until), limit: 1 }))[0]?.nextDueAt ??
      Number.POSITIVE_INFINITY;
    const next = waiting[0] === undefined ? Number.POSITIVE_INFINITY : at(waiting[0].when);
    time.now = Math.min(due, next);
    if (time.now > at(until)) return played;
    if (next < due) {
      await happen(waiting.shift()!, service, played);
      continue;
    }
    spied.onSave = (before, after) => record({ before, after, now: time.now, of, played });
    await service.tick(time.now);
    spied.onSave = () => {};
  }
}

function spyOn(inner: TicketRepository) {
  const spied = {
    onSave: (_before: Ticket, _after: Ticket) => {},
    tickets: {
      ...inner,
      async save(ticket: Ticket, expected: number) {
        const before = await inner.load(ticket.community, ticket._id);
        if (before !== null) spied.onSave(before, ticket);
        return inner.save(ticket, expected);
      },
    },
  };
  return spied;
}

async function happen(one: Happening, service: TicketService, played: Played): Promise<void> {
  const tickets = played.tickets as Map<string, Ticket>;
  if ('open' in one) {
    const house = { building: String(tickets.size + 1), unit: '1', room: '101' };
    const reporter = { conversationId: `wkDEMO/${one.id}`, name: null, phone: null, house, relation: null };
    const { ticket } = await service.open(draft({ house, reporter, firstWordAt: at(one.when), ...one.open }), one.id);
    tickets.set(one.id, ticket);
    return;
  }
  const actor = one.by === 'owner' ? owner(`wkDEMO/${one.id}`) : member(one.by);
  const result = await service.act({ community: 'main', ticketId: one.id, action: one.do, actor });
  if (isRefusal(result)) throw new Error(`${one.when} ${one.id} ${one.do.kind}: ${result.text}`);
  tickets.set(one.id, result.ticket);
}

interface Recording {
  readonly before: Ticket;
  readonly after: Ticket;
  readonly now: number;
  readonly of: Community;
  readonly played: Played;
}

function record({ before, after, now, of, played }: Recording): void {
  const when = stamp(now);
  const beat = (what: string, to = '') => played.beats.push({ when, id: after._id, what, to });
  for (const kind of Object.keys(after.deadlines) as DeadlineKind[]) {
    const [old, fresh] = [before.deadlines[kind], after.deadlines[kind]!];
    if (old?.warnedAt !== fresh.warnedAt)
      beat(`warn ${kind}`, textsWith(after, before, `${of.messages.ticket.names[`limit-${kind}`]}快到了`).join(' '));
    if (old?.missedAt !== fresh.missedAt) beat(`miss ${kind}`);
  }
  const [oldPromise, promise] = [before.promises.at(-1), after.promises.at(-1)];
  if (after.promises.length > before.promises.length) beat('renew promise', stamp(promise!.until));
  else if (oldPromise?.warnedAt !== promise?.warnedAt)
    beat('remind promise', textsWith(after, before, '答应业主').join(' '));
  if (promise?.lapsed && !oldPromise?.lapsed) beat('lapse promise');
  for (const [index, ladder] of after.ladders.entries()) {
    const known = before.ladders[index]?.alarms.length ?? 0;
    const fresh = ladder.alarms.slice(known);
    if (fresh.length > 0) beat(`alarm ${ladder.about}`, fresh.map(({ to }) => to).join(' '));
  }
  const hour = Number(when.slice(6, 8)) * 60 + Number(when.slice(9, 11));
  const asleep = hour >= 21 * 60 || hour < 8 * 60 + 30;
  for (const { purpose, content } of asleep ? newMessages(before, after) : []) {
    // A new state on a card makes no sound.
    if (purpose !== 'update' || content.kind !== 'card')
      played.night.push({ when, ticket: after, purpose, what: JSON.stringify(content) });
  }
}

/** Who was sent a text that says so, by this change. */
function textsWith(after: Ticket, before: Ticket, words: string): string[] {
  return newMessages(before, after).flatMap((message) => {
    if (message.to !== 'member' || message.content.kind !== 'text') return [];
    return message.content.text.includes(words) ? [message.userid] : [];
  });
}

const newMessages = (before: Ticket, after: Ticket) =>
  messagesOf(after.pendingEffects.slice(before.pendingEffects.length));

/** `09-15 18:00` in Shanghai. */
function stamp(time: number): string {
  return new Date(time + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
}
