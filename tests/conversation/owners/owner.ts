import type { Community } from '../../../src/config/types.ts';
import type { Flows } from '../../../src/conversation/flow/types.ts';
import { createWorld, type Item, type World } from '../../../src/conversation/story/world.ts';
import type { ConversationEvent, OwnerPart, VisitAsk } from '../../../src/conversation/types.ts';
import { createUnderstanding } from '../../../src/understanding/index.ts';
import { ASIDES, DANGERS, DOUBTS, FITTING, HEAT, NOISE, OPENERS } from './words.ts';

const { understand } = createUnderstanding();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** One event as the conversation met it, for the checks and for the printed record of a failure. */
export interface Happened {
  readonly what: string;
  readonly event: ConversationEvent | null;
  readonly marks: readonly string[];
  /** First index of this event's effects in `world.all`. */
  readonly from: number;
}

/** An owner with a phone in his hand: a world, the menus he has been shown, and what has happened to him. */
export interface Owner {
  readonly world: World;
  readonly flows: Flows;
  readonly community: Community;
  readonly happened: Happened[];
  /** Called after every event. */
  check: (owner: Owner, happened: Happened) => void;
}

/** An owner nobody has met yet. `start` moves the clock through the day, so that greetings and quiet hours vary. */
export function createOwner(given: {
  flows: Flows;
  community: Community;
  start: number;
  check: Owner['check'];
}): Owner {
  let marks: string[] = [];
  const { flows, community, check } = given;
  const world = createWorld({
    community,
    flows,
    understand: remembered,
    now: Date.UTC(2026, 10, 23, 0, 0) + (given.start % 1440) * MINUTE,
    trace: (mark) => marks.push(mark),
  });
  const owner: Owner = { world, flows, community, happened: [], check };
  const { send } = world;
  world.send = (event) => {
    // The step is pure: writing to the stored state throws.
    freeze(world.state);
    marks = [];
    const from = world.all.length;
    send(event);
    const what = event.kind === 'messages' ? event.parts.map(wordsOf).join(' + ') : JSON.stringify(event);
    const happened = { what, event, marks, from };
    owner.happened.push(happened);
    owner.check(owner, happened);
  };
  return owner;
}

const heard = new Map<string, ReturnType<typeof understand>>();

/** The real understanding, asked once for the same words before the same question: ten thousand owners say few different things. */
function remembered(...[text, context]: Parameters<typeof understand>): ReturnType<typeof understand> {
  const key = [text, context.awaiting ?? '', context.choices?.join() ?? '', context.known?.house?.room ?? ''].join(
    '\n',
  );
  const known = heard.get(key) ?? understand(text, context);
  if (heard.size < 50_000) heard.set(key, known);
  return known;
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}

function wordsOf(part: OwnerPart): string {
  if (part.kind === 'text') return part.menuId === undefined ? part.text.slice(0, 40) : `[${part.menuId} ${part.text}]`;
  return part.kind === 'media' ? `(${part.media.type})` : `(${part.kind})`;
}

/** Everything that can happen, with its weight. `n` chooses among the variants. */
const DEEDS: readonly (readonly [weight: number, name: string, run: (owner: Owner, n: number) => void])[] = [
  [34, 'answer', answer],
  [14, 'open a matter', (owner, n) => owner.world.say(pick(OPENERS, n))],
  [14, 'aside', (owner, n) => owner.world.say(pick(ASIDES, n))],
  [5, 'noise', (owner, n) => owner.world.say(pick(NOISE, n))],
  [2, 'heat', (owner, n) => owner.world.say(pick(HEAT, n))],
  [2, 'danger', (owner, n) => owner.world.say(pick(DANGERS, n))],
  [1, 'doubt', (owner, n) => owner.world.say(pick(DOUBTS, n))],
  [4, 'media', (owner, n) => owner.world.media(pick(['image', 'voice', 'video', 'file'] as const, n), 1 + (n % 3))],
  [3, 'sticker, link, location, record', other],
  [4, 'burst', burst],
  [1, 'recall', recall],
  [5, 'old tap', oldTap],
  [2, 'tap twice', tapTwice],
  [3, 'the same once more', again],
  [
    6,
    'wait',
    (owner, n) =>
      owner.world.wait(pick([30_000, 3 * MINUTE, 11 * MINUTE, 40 * MINUTE, 3 * HOUR, 26 * HOUR, 72 * HOUR], n)),
  ],
  [
    1,
    'enter',
    (owner, n) =>
      owner.world.send({ kind: 'enter', welcomeCode: n % 2 === 0 ? 'code' : null, scene: null, sceneParam: null }),
  ],
  [3, 'session', session],
  [4, 'visit', visit],
  [2, 'quote', quote],
  [3, 'ticket moves on', ticketMoves],
];

const TOTAL = DEEDS.reduce((sum, [weight]) => sum + weight, 0);

/** Does what a number stands for. Small numbers stand for sensible answers, so shrinking makes an owner tame. */
export function act(owner: Owner, number: number): void {
  let rest = number % TOTAL;
  const n = Math.floor(number / TOTAL);
  for (const [weight, , run] of DEEDS) {
    if (rest < weight) {
      run(owner, n);
      return;
    }
    rest -= weight;
  }
}

function pick<T>(list: readonly T[], n: number): T {
  return list[n % list.length]!;
}

function menus(world: World): Item[][] {
  return world.screen.flatMap((shown) => (shown.items === undefined ? [] : [[...shown.items]]));
}

/** Answers what is asked: taps where there is something to tap, else words of the right kind; a new matter when nothing is open. */
export function answer(owner: Owner, n: number): void {
  const { world, flows } = owner;
  const { question, talks } = world.state;
  const last = menus(world).at(-1);
  const talk = talks[0];
  const step = flows.byId.get(talk?.flow ?? '')?.steps.find((one) => one.id === talk?.asked);
  const taps =
    question !== undefined || step?.kind === 'confirm' || (step?.kind === 'collect' && step.options.length > 0);
  if (taps && last !== undefined && n % 3 !== 2) {
    world.tap(question !== undefined || step?.kind === 'collect' ? pick(last, n) : last[n % 7 === 6 ? 1 : 0]!);
    return;
  }
  if (question !== undefined) world.say(String(1 + (n % question.options.length)));
  else if (step?.kind === 'confirm') world.say('对');
  else if (step?.kind === 'collect') world.say(fittingGroup(owner, n));
  else world.say(pick(OPENERS, n));
}

/** All that was asked for together, in one message (repair 1). */
function fittingGroup(owner: Owner, n: number): string {
  const talk = owner.world.state.talks[0]!;
  const steps = owner.flows.byId.get(talk.flow)!.steps;
  const asked = steps.find((one) => one.id === talk.asked);
  if (asked?.kind !== 'collect') return '好的';
  const group = steps.filter(
    (one) =>
      one.kind === 'collect' &&
      asked.together !== null &&
      one.together === asked.together &&
      talk.slots[one.id] === undefined,
  );
  const all = group.length === 0 ? [asked] : group;
  return all.map((one) => (one.kind === 'collect' ? pick(FITTING[one.slot] ?? ['好的'], n) : '')).join('，');
}

function parts(owner: Owner, list: readonly (readonly [OwnerPart['kind'], string])[]): void {
  const { world } = owner;
  const at = world.now;
  world.sinceOwner = 0;
  world.send({
    kind: 'messages',
    parts: list.map(([kind, text], index): OwnerPart => {
      const id = `x${at}-${owner.happened.length}-${index}`;
      if (kind === 'text') return { kind, id, at, text };
      if (kind === 'media') return { kind, id, at, media: { file: `${id}.jpg`, type: 'image' } };
      if (kind === 'location') return { kind, id, at, name: text, address: '' };
      return { kind: 'other', id, at, type: text === '' ? 'emotion' : 'link', text };
    }),
  });
}

function other(owner: Owner, n: number): void {
  parts(owner, [
    pick(
      [
        ['other', ''],
        ['other', '快递柜使用说明 https://example.com'],
        ['location', '翠湖花园东门'],
      ] as const,
      n,
    ),
  ]);
}

function burst(owner: Owner, n: number): void {
  parts(owner, [
    ['text', pick(OPENERS, n)],
    ...(n % 2 === 0 ? ([['media', '']] as const) : []),
    ['text', pick([...FITTING.house!, ...FITTING.phone!, ...ASIDES], n)],
    ...(n % 5 === 0 ? ([['other', '']] as const) : []),
  ]);
}

function recall(owner: Owner): void {
  const id =
    owner.world.state.talks.flatMap((talk) => talk.mediaIds ?? []).at(-1) ?? owner.world.state.mediaIds?.at(-1);
  owner.world.send({ kind: 'recalled', messageId: id ?? 'gone' });
}

function oldTap(owner: Owner, n: number): void {
  const all = menus(owner.world).flat();
  if (all.length > 0) owner.world.tap(pick(all, n));
}

function tapTwice(owner: Owner, n: number): void {
  const last = menus(owner.world).at(-1);
  if (last === undefined) return;
  owner.world.tap(pick(last, n));
  owner.world.tap(pick(last, n));
}

/** He sends the same again: an impatient thumb. (The same message delivered twice never reaches the step: intake's key.) */
function again(owner: Owner): void {
  const last = owner.happened.findLast((one) => one.event?.kind === 'messages')?.event;
  if (last == null) return;
  owner.world.sinceOwner = 0;
  owner.world.send(last);
}

function session(owner: Owner, n: number): void {
  const person = owner.world.state.serves === 'person';
  const change = person && n % 4 !== 0 ? 'ended' : pick(['taken', 'transferred', 'ended'] as const, n);
  owner.world.send({
    kind: 'session',
    change,
    servicer: change === 'ended' ? null : 'he.jiedai',
    code: n % 2 === 0 ? 'code' : null,
  });
}

/** Surveys and prices are sent while WeChat's window has room; delivery turns the others into phone tasks. */
function visit(owner: Owner, n: number): void {
  const { world } = owner;
  if (world.sinceOwner >= 3) return;
  const ticket = pick(world.tickets.length > 0 ? world.tickets : [null], n);
  const reminder = n % 5 === 4;
  const visitId = reminder ? `v${owner.happened.length - 1}` : `v${owner.happened.length}`;
  const ask: VisitAsk = {
    visitId: world.state.talks.find((talk) => talk.visit !== undefined && reminder)?.visit?.visitId ?? visitId,
    ticketId: ticket?.id ?? 'k0',
    number: ticket?.number ?? 'BX261120-001',
    type: pick(['closing', 'dated', 'leader', 'survey'] as const, n),
    matter: ticket?.summary ?? '厨房漏水',
    place: '3栋2单元1701',
    date: '11月20日',
    worker: n % 2 === 0 ? '李师傅' : null,
    ...(reminder ? { reminder } : {}),
  };
  world.send({ kind: 'visit', visit: ask });
  if (n % 3 === 0 && world.sinceOwner < 3) world.send({ kind: 'visit', visit: ask });
}

function quote(owner: Owner, n: number): void {
  const { world } = owner;
  if (world.sinceOwner >= 3) return;
  const ticket = world.tickets.find((one) => one.open);
  world.send({
    kind: 'quote',
    ticketId: ticket?.id ?? 'k0',
    number: ticket?.number ?? 'BX261120-001',
    quoteId: `q${n % 3}`,
    amount: '80元',
    item: '换阀芯',
  });
}

function ticketMoves(owner: Owner, n: number): void {
  const { world } = owner;
  const at = world.tickets.findIndex((ticket) => ticket.open);
  if (at < 0) return;
  const ticket = {
    ...world.tickets[at]!,
    open: n % 2 === 1,
    stateText: n % 2 === 1 ? '李师傅已接单' : '已完成',
    worker: '李师傅',
  };
  world.tickets[at] = ticket;
  world.send({ kind: 'ticket', ticket });
}
