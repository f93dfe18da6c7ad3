import type { OwnerContent } from '../../delivery/index.ts';
import { describeTime } from '../../language/index.ts';
import { CATEGORY_CODES, compactDate, defined, isCategory } from '../../shared/index.ts';
import type { MediaRef } from '../../tickets/index.ts';
import type { Community } from '../community.ts';
import type { Flows } from '../flow/types.ts';
import { type ConversationState, initialState } from '../state.ts';
import { step } from '../step.ts';
import type { ConversationEvent, DialogueOutput, OwnerTicket, StepContext } from '../types.ts';

/** What the owner's phone shows, newest last. */
export type Shown = {
  readonly who: 'owner' | 'bot' | 'note';
  readonly at: number;
  readonly text: string;
  readonly items?: readonly Item[];
};

/** An item of a menu on the owner's phone. */
export interface Item {
  readonly id: string;
  readonly text: string;
}

/** Everything around a talk that stories and random owners need: a clock, tickets, the phone's screen. */
export interface World {
  now: number;
  state: ConversationState;
  readonly tickets: OwnerTicket[];
  readonly screen: Shown[];
  /** Effects of the last event. */
  effects: readonly DialogueOutput[];
  /** Everything ever owed. */
  readonly all: DialogueOutput[];
  /** Messages since the owner's last own message. */
  sinceOwner: number;
  send(event: ConversationEvent): void;
  say(...texts: readonly string[]): void;
  tap(item: Item): void;
  media(type: MediaRef['type'], count?: number): void;
  /** Moves the clock, waking the talk whenever it asked for it. */
  wait(ms: number): void;
}

/** A talk with one owner in a small world of its own. Pure but for its own fields. */
export function createWorld(given: {
  community: Community;
  flows: Flows;
  understand: StepContext['understand'];
  now: number;
  trace?: (mark: string) => void;
}): World {
  const { community, understand } = given;
  let ids = 0;
  const world: World = {
    now: given.now,
    state: initialState(),
    tickets: [],
    screen: [],
    effects: [],
    all: [],
    sinceOwner: 0,
    send(event) {
      const context: StepContext = { now: world.now, community, tickets: world.tickets, understand };
      const result = step({ state: world.state, event, context, flows: given.flows }, given.trace);
      world.state = JSON.parse(JSON.stringify(result.state)) as ConversationState;
      world.effects = result.outputs;
      world.all.push(...result.outputs);
      for (const effect of result.outputs) carryOut(world, effect, community);
    },
    say(...texts) {
      world.sinceOwner = 0;
      for (const text of texts) world.screen.push({ who: 'owner', at: world.now, text });
      world.send({
        kind: 'messages',
        parts: texts.map((text) => ({ kind: 'text', id: `m${++ids}`, at: world.now, text })),
      });
    },
    tap(item) {
      world.sinceOwner = 0;
      world.screen.push({ who: 'owner', at: world.now, text: `［${item.text}］` });
      world.send({
        kind: 'messages',
        parts: [{ kind: 'text', id: `m${++ids}`, at: world.now, text: item.text, menuId: item.id }],
      });
    },
    media(type, count = 1) {
      world.sinceOwner = 0;
      const names = { image: '照片', voice: '语音', video: '视频', file: '文件' };
      world.screen.push({ who: 'owner', at: world.now, text: `（${names[type]}${count > 1 ? `×${count}` : ''}）` });
      world.send({
        kind: 'messages',
        parts: Array.from({ length: count }, () => {
          ids += 1;
          return { kind: 'media' as const, id: `p${ids}`, at: world.now, media: { file: `p${ids}.jpg`, type } };
        }),
      });
    },
    wait(ms) {
      const until = world.now + ms;
      while (world.state.wakeAt !== null && world.state.wakeAt <= until) {
        const at: number = world.state.wakeAt;
        world.now = Math.max(world.now, at);
        world.send({ kind: 'wake' });
        if (world.state.wakeAt !== null && world.state.wakeAt <= at) throw new Error('the wake does not move on');
      }
      world.now = until;
    },
  };
  return world;
}

function carryOut(world: World, effect: DialogueOutput, community: Community): void {
  if (effect.kind === 'say') show(world, effect.messages, {});
  if (effect.kind === 'open-ticket') {
    const ticket = openTicket(world, effect, community);
    const { draft } = effect;
    const department = community.departments.find(
      (one) =>
        one.id ===
        (community.routing.topics[draft.topic ?? '']?.department ??
          community.routing.categories[draft.category]?.department),
    );
    show(world, effect.tell, {
      number: ticket.number,
      promise: `预计${describeTime(defined(ticket.promisedAt), world.now, community.timezone)}前给您消息。`,
      department: department?.name ?? '',
    });
  }
  if (effect.kind === 'add-to-ticket') {
    const at = world.tickets.findIndex((ticket) => ticket.id === effect.ticketId);
    if (at >= 0 && effect.what === 'cancel')
      world.tickets[at] = { ...defined(world.tickets[at]), open: false, stateText: '已取消' };
    if (at >= 0 && effect.what === 'rework')
      world.tickets[at] = { ...defined(world.tickets[at]), open: true, stateText: '返修中' };
    show(world, effect.tell, {});
  }
}

function openTicket(
  world: World,
  effect: Extract<DialogueOutput, { kind: 'open-ticket' }>,
  community: Community,
): OwnerTicket {
  const { draft } = effect;
  const code = isCategory(draft.category) ? CATEGORY_CODES[draft.category] : 'QT';
  const serial = String(world.tickets.length + 1).padStart(3, '0');
  const ticket: OwnerTicket = {
    id: `k${world.tickets.length + 1}`,
    number: `${code}${compactDate(world.now, community.timezone)}-${serial}`,
    category: draft.category,
    topic: draft.topic,
    summary: draft.summary,
    house: draft.house,
    stateText: draft.settled === undefined ? '已登记，等待安排' : '已答复',
    open: draft.settled === undefined,
    openedAt: world.now,
    promisedAt: world.now + (draft.urgent ? 40 * 60_000 : 24 * 3_600_000),
    worker: null,
    lastStep: null,
  };
  world.tickets.unshift(ticket);
  return ticket;
}

function show(world: World, messages: readonly OwnerContent[], late: Readonly<Record<string, string>>): void {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => late[name] ?? whole);
  for (const message of messages) {
    world.sinceOwner += 1;
    if (message.kind === 'text') world.screen.push({ who: 'bot', at: world.now, text: fill(message.text) });
    if (message.kind === 'menu') {
      world.screen.push({ who: 'bot', at: world.now, text: fill(message.head), items: message.items });
    }
  }
}
