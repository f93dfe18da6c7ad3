/** Finds whether a message tells of a danger, and which. */
import { allMatches } from '../text/all-matches.ts';
import { createCharacterPresence } from '../text/character-presence.ts';
import type { Understanding } from '../types.ts';
import { assessDanger, type DangerLevel, isNotImminent, readFraming, type SignMatch } from './assess-danger.ts';
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
/** Signs are tested in two groups: a presence has at most 31 bits. */
const GROUP_SIZE = 16;
const GROUPS = [SIGNS.slice(0, GROUP_SIZE), SIGNS.slice(GROUP_SIZE)].map((signs) => ({
  signs,
  presence: createCharacterPresence(signs.map(({ needs }) => needs)),
}));
const NO_DANGER: Understanding['danger'] = { level: 'no', kind: null, text: null };
/** Characters searched: no owner writes more, and a flood of text must not delay others. */
const MAX_CHARACTERS = 50_000;
/** Matches of one sign that are assessed. */
const MAX_MATCHES = 40;
/** The classifier is for short texts: cries for help are short. */
const CLASSIFIER_MAX_CHARACTERS = 80;
/** A text with fewer features (some five characters) is too short for the classifier. */
const CLASSIFIER_MIN_FEATURES = 17;
/** Log-odds from which a text without a sign is doubtful; chosen on messages the weights had not seen. */
const DOUBTFUL_LOG_ODDS = 0.5;
/** Rank of a vague kind behind a specific one that stands up to so many characters later. */
const VAGUE_PENALTY = 20;

/**
 * Whether a message tells of a danger: a sign of the red list (domain.md 3.2), assessed in its context. What is past, hypothetical, reported, staged or
 * about rules is no danger or, where a reasonable person would look, a doubtful one. `text` is normalised; 50,000 characters are read.
 */
export function findDanger(text: string): Understanding['danger'] {
  const joined = removeSpacesBetweenHan(text.length > MAX_CHARACTERS ? text.slice(0, MAX_CHARACTERS) : text);
  const signs = findSigns(joined);
  if (signs.length === 0) return classifyWithoutSigns(joined);
  const plain = maskIdioms(joined);
  const matches = signs.flatMap((sign) => matchesOf(sign, plain));
  return matches.length === 0 ? NO_DANGER : mostSevere(matches, joined, plain);
}

/** The signs whose expressions match. Most messages hold none of the characters they need. */
function findSigns(text: string): DangerSign[] {
  const found: DangerSign[] = [];
  for (const { signs, presence } of GROUPS) {
    const present = presence(text);
    if (present === 0) continue;
    for (let at = 0; at < signs.length; at += 1) {
      const sign = (present & (1 << at)) === 0 ? undefined : signs[at];
      if (sign !== undefined && text.search(sign.words) !== -1) found.push(sign);
    }
  }
  return found;
}

function matchesOf(sign: DangerSign, plain: string): SignMatch[] {
  const matches = allMatches(sign.words, plain).slice(0, MAX_MATCHES);
  return matches.map((match) => ({ sign, text: match[0], start: match.index, end: match.index + match[0].length }));
}

/**
 * The most severe of the matches. Of equals the first in the text names the danger, but suicide always does, and what hurt a person
 * goes before the fact that they are hurt.
 */
function mostSevere(matches: readonly SignMatch[], joined: string, plain: string): Understanding['danger'] {
  const framing = readFraming(joined);
  let level: DangerLevel = 0;
  let chosen: SignMatch | null = null;
  for (const match of matches) {
    const assessed = assessDanger(match, { plain, whole: joined, framing });
    if (assessed === 0 || assessed < level) continue;
    if (assessed === level && chosen !== null && rankOf(chosen) <= rankOf(match)) continue;
    level = assessed;
    chosen = match;
  }
  if (chosen === null) return NO_DANGER;
  return { level: level === 2 ? 'yes' : 'doubtful', kind: chosen.sign.kind, text: chosen.text };
}

/** A text without any sign that the classifier takes for a danger is doubtful, unless its framing says otherwise. */
function classifyWithoutSigns(text: string): Understanding['danger'] {
  if (text.length > CLASSIFIER_MAX_CHARACTERS) return NO_DANGER;
  const features = dangerFeatures(text);
  if (features.length < CLASSIFIER_MIN_FEATURES) return NO_DANGER;
  if (dangerLogOdds(loadDangerClassifier(), features) < DOUBTFUL_LOG_ODDS) return NO_DANGER;
  return isNotImminent(readFraming(text)) ? NO_DANGER : { level: 'doubtful', kind: guessDangerKind(text), text: null };
}

function rankOf({ sign, start }: SignMatch): number {
  if (sign.kind === 'suicide') return -1;
  const vague = sign.kind === 'injury' || sign.kind === 'trapped' ? VAGUE_PENALTY : 0;
  return start + vague + (sign.strength === 'sure' ? 0 : MAX_CHARACTERS);
}

/** Voice-to-text and haste put spaces between characters: `着 火 了`. Between two Han characters they mean nothing. */
function removeSpacesBetweenHan(text: string): string {
  return text.includes(' ') ? text.replace(/(?<=[\u4e00-\u9fff]) {1,3}(?=[\u4e00-\u9fff])/g, '') : text;
}
