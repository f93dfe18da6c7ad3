import { defined, zoneOffset } from '../../shared/index.ts';
import type { Reading } from '../reading.ts';
import type { OwnerPart } from '../types.ts';
import { wordsOf } from '../words.ts';
import { restart } from './adopt.ts';
import { advance } from './advance.ts';
import { doubtDanger, startDanger } from './danger.ts';
import { handOver } from './deeds.ts';
import { answerEngine } from './engine-answer.ts';
import { onFree } from './free.ts';
import { attachHeld } from './held.ts';
import { festivalWish } from './hello.ts';
import { beginMatter } from './matter.ts';
import { settleHeld, takeMedia } from './media.ts';
import { onOpenTalk } from './open-talk.ts';
import { readOwner } from './read.ts';
import { reask } from './reask.ts';
import { hello } from './side.ts';
import { handleTap } from './tap.ts';
import { phrase, sayPhrase, type Turn } from './turn.ts';

/** Everything an owner sent in one turn. */
export function onMessages(turn: Turn, parts: readonly OwnerPart[]): void {
  const { state, context } = turn;
  const last = state.lastOwnerAt;
  state.lastOwnerAt = context.now;
  state.sent = 0;
  const text = wordsOf(parts);
  if (state.serves === 'person') {
    watchDanger(turn, text);
    return;
  }
  for (const talk of state.talks) if (talk.reminded === true) talk.reminded = false;
  const media = parts.filter((part) => part.kind === 'media');
  if (media.length > 0) takeMedia(turn, media, text !== '');
  for (const part of parts)
    if (part.kind === 'text' && part.menuId !== undefined) onTap(turn, { menuId: part.menuId, text: part.text });
  if (text !== '') onText(turn, text);
  else if (turn.lines.length === 0 && turn.effects.length === 0 && media.length === 0) onUnreadable(turn, parts);
  attachHeld(turn);
  if (media.length > 0 && text !== '' && state.serves === 'bot') settleHeld(turn);
  // Whatever was done without a word (a visit let go, an answer taken): nobody is left without an answer.
  if (turn.lines.length === 0 && state.serves === 'bot') sayPhrase(turn, 'acknowledged');
  greet(turn, { last, taps: text === '' && media.length === 0 });
}

/** A tap of ours; a menu that somebody else made counts as its words. */
function onTap(turn: Turn, tap: { menuId: string; text: string }): void {
  if (!handleTap(turn, tap.menuId)) onText(turn, tap.text);
}

function watchDanger(turn: Turn, text: string): void {
  if (text === '') return;
  const reading = readOwner(turn, text);
  if (reading.danger.level === 'no') return;
  turn.effects.push({
    kind: 'alert',
    danger: reading.danger.kind,
    level: reading.danger.level,
    text,
    house: reading.house ?? turn.state.profile.houses?.[0] ?? null,
  });
}

/** A sticker is a nod; anything else without words is said to be unreadable. The open question comes again (repair 8). */
function onUnreadable(turn: Turn, parts: readonly OwnerPart[]): void {
  const talk = turn.state.talks[0];
  const open = turn.state.question !== undefined || talk?.asked !== undefined;
  const sticker = parts.every((part) => part.kind === 'other' && STICKERS.has(part.type));
  if (!sticker || parts.length === 0) sayPhrase(turn, 'cannotRead');
  else if (!open) sayPhrase(turn, 'acknowledged');
  if (turn.state.question === undefined && talk?.asked !== undefined) reask(turn, talk);
  else if (sticker && open) sayPhrase(turn, 'cannotRead');
  turn.trace?.('repair8:unreadable');
}

const STICKERS = new Set(['emotion', 'sticker', 'emoji']);

/** Greeting once a day, the privacy notice once, a festival wish on its day (R27; 个人信息保护法 17). Never before danger. */
function greet(turn: Turn, given: { last: number; taps: boolean }): void {
  const { state, context } = turn;
  if (turn.purpose === 'emergency' || turn.bare || turn.lines.length === 0) return;
  const { timezone } = context.community;
  const before: string[] = [];
  // The welcome at the door greets too, before he has written a word.
  const since = Math.max(given.last, state.greetedAt ?? 0);
  const met = state.greetedAt !== undefined && sameDay(since, context.now, timezone);
  if (!met && !given.taps) {
    before.push(hello(turn));
    state.greetedAt = context.now;
    const wish = festivalWish(turn);
    if (wish !== null) before.push(wish);
  }
  if (before.length > 0) turn.lines.unshift(...before.map((text) => ({ text })));
  if (state.profile.privacy?.version === context.community.privacy.version) return;
  state.profile.privacy = { version: context.community.privacy.version, at: context.now };
  // Regret and advice come first, and a question stays last: it is what the owner reads last.
  const notice = { text: phrase(turn, 'privacyNotice') };
  if (turn.menu.length === 0 && turn.state.talks[0]?.asked === undefined) turn.lines.push(notice);
  else turn.lines.splice(Math.max(before.length, turn.lines.length - 1), 0, notice);
}

/** Whether two moments fall on one day of the community. */
function sameDay(a: number, b: number, timezone: string): boolean {
  // The same quarter of an hour never spans midnight in any zone: most turns end here.
  if (Math.floor(a / QUARTER) === Math.floor(b / QUARTER)) return true;
  return Math.floor((a + zoneOffset(a, timezone)) / DAY) === Math.floor((b + zoneOffset(b, timezone)) / DAY);
}

const QUARTER = 15 * 60_000;
const DAY = 96 * QUARTER;

const CARD = /(?<!\d)(\d{17}[\dXx]|\d{16}|\d{19})(?!\d)/;

function onText(turn: Turn, text: string): void {
  const { state } = turn;
  const reading = readOwner(turn, text);
  if (reading.relation !== null) state.profile.relation = reading.relation;
  if (reading.danger.level === 'yes') {
    startDanger(turn, { kind: reading.danger.kind ?? 'injury', reading, words: text });
    return;
  }
  if (
    reading.danger.level === 'doubtful' &&
    state.question?.kind !== 'happening' &&
    state.talks[0]?.danger === undefined
  ) {
    doubtDanger(turn, reading);
    return;
  }
  if (text.length >= 16 && CARD.test(text)) sayPhrase(turn, 'sensitive');
  if (toPerson(turn, reading)) return;
  if (state.question !== undefined) {
    if (answerEngine(turn, reading)) return;
    delete state.question;
  }
  const talk = state.talks[0];
  if (talk?.restart === true && reading.matters.length === 0 && restart(turn, talk, reading)) return;
  if (talk?.asked !== undefined && onOpenTalk(turn, talk, reading)) return;
  onFree(turn, reading);
  if (state.question === undefined && state.talks[0] !== undefined && state.talks[0].asked === undefined) advance(turn);
}

/** 转人工, abuse, threats of media or authorities (repair 10). */
function toPerson(turn: Turn, reading: Reading): boolean {
  const { state } = turn;
  const reason = reading.intents.has('human')
    ? 'asked'
    : reading.mood === 'threatening'
      ? 'threat'
      : reading.mood === 'abusive' || (reading.mood === 'angry' && reading.matters.length === 0 && state.misses > 0)
        ? 'anger'
        : null;
  if (reason === null) return false;
  let talk = state.talks[0] ?? null;
  if (reading.matters.length > 0 && talk === null) {
    talk = beginMatter(turn, { matter: defined(reading.matters[0]), reading, alone: true });
    if (talk !== null) state.talks.unshift(talk);
  } else if (talk !== null) talk.words = [...(talk.words ?? []), reading.text];
  attachHeld(turn);
  if (reason === 'threat') {
    turn.effects.push({ kind: 'alert', danger: null, level: 'doubtful', text: reading.text, house: reading.house });
  }
  turn.trace?.(`repair10:${talk?.flow ?? 'none'}`);
  handOver(turn, { reason, talk, tell: null, urgent: reason === 'threat' });
  return true;
}
