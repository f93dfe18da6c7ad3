import { allMatches } from '../text/all-matches.ts';
import { createCharacterPresence } from '../text/character-presence.ts';
import type { Understanding } from '../types.ts';
import { type Found, isCalm, judge, type Level, readManner } from './assess-danger.ts';
import { dangerFeatures, dangerLogOdds } from './classifier/danger-classifier.ts';
import { loadDangerClassifier } from './classifier/load-danger-classifier.ts';
import type { DangerSign } from './danger-sign.ts';
import { guessDangerKind } from './guess-danger-kind.ts';
import { maskIdioms } from './harmless-idioms.ts';
import { BUILDING } from './signs/building.ts';
import { CRIME } from './signs/crime.ts';
import { FIRE_AND_GAS } from './signs/fire-and-gas.ts';
import { PEOPLE } from './signs/people.ts';

const SIGNS: readonly DangerSign[] = [...FIRE_AND_GAS, ...PEOPLE, ...CRIME, ...BUILDING];
const HALF = 16;
const presence = [
  createCharacterPresence(SIGNS.slice(0, HALF).map((one) => one.needs)),
  createCharacterPresence(SIGNS.slice(HALF).map((one) => one.needs)),
] as const;
const NONE: Understanding['danger'] = { level: 'no', kind: null, text: null };
/** As far as danger is looked for, in characters: an owner's message never is longer, and a flood of text must not stop the others. */
const LIMIT = 50_000;
const MOST_WORDS = 40;
/** A cry is short. */
const HEARD = 80;
/** With fewer features (some five characters), a message without a red word says nothing. */
const WORDLESS = 17;
/** Log-odds from which a message without a red word is asked about; chosen by messages the weights had not seen. */
const ALARMING = 0.5;

/**
 * Whether a message tells of a danger (domain.md 3.2): a red word, by the way it is told. What is past, supposed, repeated, staged or
 * about rules is no danger or, where a reasonable person would look, a doubtful one. `text` is normalised; the first 50,000 characters are read.
 */
export function findDanger(text: string): Understanding['danger'] {
  const read = text.length > LIMIT ? text.slice(0, LIMIT) : text;
  const present = [presence[0](read), presence[1](read)] as const;
  const joined = closeUp(read);
  if (present[0] === 0 && present[1] === 0) return byEar(joined);
  const signs: DangerSign[] = [];
  for (let at = 0; at < SIGNS.length; at += 1) {
    const bit = at < HALF ? present[0] & (1 << at) : present[1] & (1 << (at - HALF));
    if (bit !== 0 && matches(SIGNS[at]!.words, joined)) signs.push(SIGNS[at]!);
  }
  if (signs.length === 0) return byEar(joined);
  const plain = maskIdioms(joined);
  const words = signs.flatMap((sign) => wordsOf(sign, plain));
  return words.length === 0 ? NONE : worst(words, joined, plain);
}

/** Most messages hold no red word at all: this much is found out before anything dearer is done. */
function matches(words: RegExp, text: string): boolean {
  words.lastIndex = 0;
  const found = words.test(text);
  words.lastIndex = 0;
  return found;
}

function wordsOf(sign: DangerSign, plain: string): Found[] {
  const matches = allMatches(sign.words, plain).slice(0, MOST_WORDS);
  return matches.map((match) => ({ sign, text: match[0], start: match.index, end: match.index + match[0].length }));
}

/** The gravest of the words found. Of equals the one that comes first in the text names the danger, but suicide always does, and
 * what hurt somebody rather than that he is hurt. */
function worst(words: readonly Found[], joined: string, plain: string): Understanding['danger'] {
  const manner = readManner(joined);
  let level: Level = 0;
  let chosen: Found | null = null;
  for (const found of words) {
    const judged = judge(found, { plain, whole: joined, manner });
    if (judged === 0 || judged < level) continue;
    if (judged === level && chosen !== null && rank(chosen) <= rank(found)) continue;
    [level, chosen] = [judged, found];
  }
  if (chosen === null) return NONE;
  return { level: level === 2 ? 'yes' : 'doubtful', kind: chosen.sign.kind, text: chosen.text };
}

/**
 * No red word at all: what still sounds like the cries of the examples is doubtful (design rule 7), unless it is told as past,
 * staged, thanked for or asked for.
 */
function byEar(text: string): Understanding['danger'] {
  if (text.length > HEARD) return NONE;
  const features = dangerFeatures(text);
  if (features.length < WORDLESS || dangerLogOdds(loadDangerClassifier(), features) < ALARMING) return NONE;
  return isCalm(readManner(text)) ? NONE : { level: 'doubtful', kind: guessDangerKind(text), text: null };
}

function rank({ sign, start }: Found): number {
  if (sign.kind === 'suicide') return -1;
  const vague = sign.kind === 'injury' || sign.kind === 'trapped' ? 20 : 0;
  return start + vague + (sign.strength === 'sure' ? 0 : LIMIT);
}

/** Voice-to-text and haste put spaces between characters: `着 火 了`. Between two Han characters they mean nothing. */
function closeUp(text: string): string {
  return text.includes(' ') ? text.replace(/(?<=[\u4e00-\u9fff]) {1,3}(?=[\u4e00-\u9fff])/g, '') : text;
}
