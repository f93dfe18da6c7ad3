import type { Community } from '../../config/types.ts';
import { parseDuration } from '../../shared/duration.ts';
import type { House } from '../../shared/house.ts';
import { fromZoned } from '../../shared/time.ts';
import type { Flows } from '../flow/types.ts';
import type { ConversationEffect, OwnerTicket, StepContext } from '../types.ts';
import { hearing } from './hearing.ts';
import type { Story, StoryLine } from './schema.ts';
import { createWorld, type Item, type Shown, type World } from './world.ts';

/** How a story went. */
export interface StoryResult {
  readonly name: string;
  /** Empty when all is well; else what was expected and what came, with the line of the talk (1 = first). */
  readonly problems: readonly string[];
  readonly marks: ReadonlySet<string>;
  readonly screen: readonly Shown[];
  /** Messages the owner wrote until the first ticket was open; null when none was opened. */
  readonly ownerMessages: number | null;
}

/** What stories are played against. */
export interface StorySetting {
  readonly community: Community;
  readonly flows: Flows;
  readonly understand: StepContext['understand'];
}

/** Between two messages of an owner: people type. */
const PACE = 20_000;

/** Plays one story and checks every expectation in it. */
export function runStory(story: Story, setting: StorySetting): StoryResult {
  const marks = new Set<string>();
  const world = createWorld({
    ...setting,
    understand: hearing(story.hears, setting.understand),
    now: readWall(story.at, setting.community.timezone),
    trace: (mark) => marks.add(mark),
  });
  prepare(world, story, setting.community);
  const problems: string[] = [];
  let from = 0;
  let ownerMessages = 0;
  let untilTicket: number | null = null;
  for (const [index, line] of story.talk.entries()) {
    const expects = 'bot' in line || 'does' in line || 'state' in line || 'quiet' in line;
    if (!expects) {
      from = world.screen.length;
      if (speaks(line)) {
        if (ownerMessages > 0) world.wait(PACE);
        ownerMessages += 1;
      }
      const before = world.all.length;
      act(world, line, problems);
      const opened = world.all
        .slice(before)
        .some((effect) => effect.kind === 'open-ticket' && effect.draft.settled === undefined);
      if (opened) untilTicket ??= ownerMessages;
      problems.push(...always(world, from).map((problem) => `line ${index + 1}: ${problem}`));
      continue;
    }
    const said = world.screen.slice(from).filter((shown) => shown.who === 'bot');
    problems.push(...check(world, line, said).map((problem) => `line ${index + 1}: ${problem}`));
  }
  return { name: story.story, problems, marks, screen: world.screen, ownerMessages: untilTicket };
}

function speaks(line: StoryLine): boolean {
  return !(
    'wait' in line ||
    'visit' in line ||
    'quote' in line ||
    'session' in line ||
    'enter' in line ||
    'recall' in line ||
    'flowchange' in line
  );
}

function readWall(at: string, timezone: string): number {
  const [year, month, day, hour, minute] = at.split(/[- :]/).map(Number);
  return fromZoned({ year: year!, month: month!, day: day!, hour: hour!, minute: minute! }, timezone);
}

/** `3栋2单元1701` as a house. */
export function readHouse(text: string): House {
  const match = /^(\w+)栋(?:(\w+)单元)?(\w+)?$/.exec(text);
  return { building: match?.[1] ?? text, unit: match?.[2] ?? null, room: match?.[3] ?? null };
}

function prepare(world: World, story: Story, community: Community): void {
  const { house, phone, name, met } = story.knows;
  const { profile } = world.state;
  if (house !== undefined) profile.houses = [readHouse(house)];
  if (phone !== undefined) profile.phone = phone;
  if (name !== undefined) profile.name = name;
  if (met) {
    profile.privacy = { version: community.privacy.version, at: world.now };
    world.state.greetedAt = world.now;
    world.state.lastOwnerAt = world.now - 1_000;
  }
  for (const given of story.tickets) {
    const ticket: OwnerTicket = {
      id: `old${given.number.replace(/\W/g, '')}`,
      number: given.number,
      category: given.category,
      topic: given.topic,
      summary: given.summary,
      house: given.house === null ? null : readHouse(given.house),
      stateText: given.state,
      open: given.open,
      openedAt: world.now - parseDuration(given.ago),
      promisedAt: given.promised === null ? null : world.now + parseDuration(given.promised),
      worker: null,
      lastStep: given.step,
    };
    world.tickets.push(ticket);
  }
}

function act(world: World, line: StoryLine, problems: string[]): void {
  if ('owner' in line) world.say(...line.owner);
  else if ('tap' in line) tap(world, line.tap, problems);
  else if ('oldtap' in line) tap(world, line.oldtap, problems);
  else if ('photo' in line) world.media('image', line.photo);
  else if ('voice' in line) world.media('voice', line.voice);
  else if ('video' in line) world.media('video', line.video);
  else if ('wait' in line) world.wait(parseDuration(line.wait));
  else actOther(world, line);
}

function actOther(world: World, line: StoryLine): void {
  const at = world.now;
  const part = (type: string, text: string) => {
    world.sinceOwner = 0;
    world.screen.push({ who: 'owner', at, text: `（${type}）${text}` });
    world.send({ kind: 'messages', parts: [{ kind: 'other', id: `o${at}`, at, type, text }] });
  };
  if ('sticker' in line) part('sticker', '');
  else if ('link' in line) part('link', line.link);
  else if ('forwarded' in line) part('merged_msg', line.forwarded);
  else if ('location' in line) {
    world.sinceOwner = 0;
    world.screen.push({ who: 'owner', at, text: `（位置）${line.location}` });
    world.send({ kind: 'messages', parts: [{ kind: 'location', id: `l${at}`, at, name: line.location, address: '' }] });
  } else if ('recall' in line) {
    world.screen.push({ who: 'note', at, text: '（业主撤回了照片）' });
    const id = [world.state, ...world.state.talks].flatMap((holder) => holder.mediaIds ?? []).at(-1);
    world.send({ kind: 'recalled', messageId: id ?? 'none' });
  } else if ('together' in line) together(world, line.together);
  else if ('enter' in line) world.send({ kind: 'enter', welcomeCode: line.enter, scene: null, sceneParam: null });
  else if ('session' in line) {
    const change = typeof line.session === 'string' ? line.session : 'taken';
    const member = typeof line.session === 'string' ? 'he.jiedai' : line.session.taken;
    world.screen.push({ who: 'note', at, text: change === 'ended' ? '（人工接待结束）' : '（同事接入）' });
    world.send({ kind: 'session', change, servicer: change === 'ended' ? null : member, code: 'code' });
  } else if ('visit' in line) {
    const { id, reminder, ...rest } = line.visit;
    world.screen.push({ who: 'note', at, text: '（回访）' });
    const ticketId = world.tickets[0]?.id ?? 'k1';
    const number = world.tickets[0]?.number ?? 'BX261120-001';
    world.send({ kind: 'visit', visit: { ...rest, visitId: id, ticketId, number, ...(reminder ? { reminder } : {}) } });
  } else if ('quote' in line) {
    world.screen.push({ who: 'note', at, text: '（师傅报价）' });
    const ticket = world.tickets[0];
    world.send({
      kind: 'quote',
      ticketId: ticket?.id ?? 'k1',
      number: ticket?.number ?? 'BX261120-001',
      quoteId: 'quote1',
      ...line.quote,
    });
  } else if ('flowchange' in line) {
    const talk = world.state.talks[0];
    if (talk !== undefined) talk.version = 0;
  }
}

type Together = Extract<StoryLine, { together: unknown }>['together'];

function together(world: World, lines: Together): void {
  world.sinceOwner = 0;
  const at = world.now;
  for (const line of lines) world.screen.push({ who: 'owner', at, text: 'owner' in line ? line.owner : '（照片）' });
  world.send({
    kind: 'messages',
    parts: lines.map((line, index) =>
      'owner' in line
        ? { kind: 'text', id: `b${at}${index}`, at, text: line.owner }
        : { kind: 'media', id: `b${at}${index}`, at, media: { file: `b${index}.jpg`, type: 'image' } },
    ),
  });
}

function tap(world: World, text: string, problems: string[]): void {
  const items: Item[] = world.screen.flatMap((shown) => shown.items ?? []);
  const item = items.findLast((one) => one.text === text || one.text.startsWith(text));
  if (item === undefined)
    problems.push(`no menu offers "${text}"; there were ${items.map((one) => one.text).join(' | ')}`);
  else world.tap(item);
}

const BANNED = /不知道|不清楚|免费/;

/** What holds for every turn of every story. */
function always(world: World, from: number): string[] {
  const problems: string[] = [];
  const said = world.screen.slice(from).filter((shown) => shown.who === 'bot');
  for (const { text, items } of said) {
    const own = text.replace(/“[^”]*”/g, '');
    if (BANNED.test(own)) problems.push(`says a forbidden word: ${text}`);
    if (text.trim() === '' && items === undefined) problems.push('says nothing');
    if (/\{\w+\}|undefined|null/.test(text)) problems.push(`has an unfilled place: ${text}`);
  }
  if (world.sinceOwner > 4) problems.push(`${world.sinceOwner} messages since the owner's last one`);
  return problems;
}

function check(world: World, line: StoryLine, said: readonly Shown[]): string[] {
  const words = said.map((shown) => shown.text).join('\n');
  if ('quiet' in line) return said.length === 0 ? [] : [`should be quiet but says: ${words}`];
  if ('bot' in line) return checkBot(world, line.bot, said);
  if ('does' in line) return checkDoes(world.effects, line.does);
  if ('state' in line) {
    return Object.entries(line.state).flatMap(([path, wanted]) => {
      const actual = path
        .split('.')
        .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], world.state);
      return fits(actual, wanted) ? [] : [`state ${path} is ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`];
    });
  }
  return [];
}

function checkBot(world: World, wanted: Extract<StoryLine, { bot: unknown }>['bot'], said: readonly Shown[]): string[] {
  const words = said.map((shown) => shown.text).join('\n');
  const taps = said.flatMap((shown) => shown.items ?? []).map((item) => item.text);
  const problems = [
    ...wanted.says.filter((piece) => !words.includes(piece)).map((piece) => `should say "${piece}" but says: ${words}`),
    ...wanted.never
      .filter((piece) => words.includes(piece))
      .map((piece) => `should not say "${piece}" but says: ${words}`),
    ...wanted.offers
      .filter((piece) => !taps.some((tap) => tap.includes(piece)))
      .map((piece) => `should offer "${piece}" but offers ${taps.join(' | ')}`),
  ];
  const { question, talks } = world.state;
  const open = question !== undefined ? `question.${question.kind}` : `${talks[0]?.flow}.${talks[0]?.asked}`;
  if (wanted.asks !== undefined && wanted.asks !== open)
    problems.push(`should ask ${wanted.asks} but asks ${open}: ${words}`);
  if (wanted.messages !== undefined && wanted.messages !== said.length)
    problems.push(`should send ${wanted.messages} messages but sends ${said.length}`);
  return problems;
}

function checkDoes(
  effects: readonly ConversationEffect[],
  wanted: 'nothing' | Record<string, Record<string, unknown> | null>,
): string[] {
  const done = effects.filter((effect) => effect.kind !== 'say');
  const names = done.map((effect) => effect.kind).join(', ');
  if (wanted === 'nothing') return done.length === 0 ? [] : [`should do nothing but does ${names}`];
  return Object.entries(wanted).flatMap(([kind, fields]) => {
    const same = done.filter((effect) => effect.kind === kind);
    if (same.length === 0) return [`should do ${kind} but does ${names === '' ? 'nothing' : names}`];
    const views = same.map(
      (effect) => ('draft' in effect ? { ...effect, ...effect.draft } : effect) as Record<string, unknown>,
    );
    const good = views.some((view) =>
      Object.entries(fields ?? {}).every(([key, value]) => fits(dig(view, key), value)),
    );
    return good ? [] : [`${kind} does not fit ${JSON.stringify(fields)}: ${JSON.stringify(views)}`];
  });
}

function dig(view: Record<string, unknown>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], view);
}

/** Texts fit when they contain the wanted piece; lists when one of theirs does; houses by `3栋2单元1701`; `null` when missing. */
function fits(actual: unknown, wanted: unknown): boolean {
  if (wanted === null) return actual === null || actual === undefined;
  if (typeof actual === 'object' && actual !== null && 'building' in actual && typeof wanted === 'string') {
    return JSON.stringify(actual) === JSON.stringify(readHouse(wanted));
  }
  if (Array.isArray(actual)) {
    if (typeof wanted === 'number') return actual.length === wanted;
    const list = Array.isArray(wanted) ? wanted : [wanted];
    return list.every((one) => actual.some((value) => fits(value, one)));
  }
  if (typeof actual === 'string' && typeof wanted === 'string') return actual.includes(wanted);
  if (typeof actual === 'boolean' && typeof wanted === 'string') return (wanted === 'yes') === actual;
  return String(actual) === String(wanted);
}
