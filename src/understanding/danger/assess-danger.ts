/** Assesses one sign of danger in its context: what is denied, past, staged or supposed is no danger. */
import {
  AS_A_CASE,
  AS_A_NOUN,
  ASKED_AFTER,
  CHATTY,
  CIVIC,
  CLAIMED,
  CRYING,
  ELSEWHERE,
  HABITUAL,
  HAPPENED,
  HEARSAY,
  LATELY,
  LIVE,
  LONG_AGO,
  MATTER_OF_LETTERS,
  NEGATED_BEFORE,
  NEGATED_INSIDE,
  OPENING,
  PROPOSED,
  PRUDENT_AFTER,
  RESOLVED,
  RESTING,
  RHETORICAL_BEFORE,
  STAGED,
  SUPPOSED_AFTER,
  SUPPOSED_BEFORE,
  THANKED,
  THANKED_FOR_GOOD,
  WEAKLY_SUPPOSED_BEFORE,
} from './context-patterns.ts';
import type { DangerSign } from './danger-sign.ts';

/** 0 no danger, 1 doubtful, 2 a danger now. */
export type DangerLevel = 0 | 1 | 2;

/** One match of a sign. */
export interface SignMatch {
  readonly sign: DangerSign;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const CLAUSE_ENDS = ',。.!?;~…\n';
/** Characters of the clause that are read on each side of a match. */
const CLAUSE_REACH = 60;
/** Kinds where a worry is reason enough: a supposition counts as a danger. */
const GRAVE = new Set(['suicide', 'missing-person']);
/** Kinds that harm unseen: even a habit of them is doubtful. */
const CREEPING = new Set(['fire', 'gas', 'electric', 'suicide', 'injury']);

/** How a message presents what it tells; the same for each of its signs. */
export interface Framing {
  readonly live: boolean;
  readonly letter: boolean;
  readonly lately: boolean;
  readonly longAgo: boolean;
  readonly thanked: boolean;
  readonly praising: boolean;
  readonly resolved: boolean;
  readonly staged: boolean;
  readonly hearsay: boolean;
  readonly elsewhere: boolean;
  readonly proposed: boolean;
  readonly claimed: boolean;
  readonly resting: boolean;
}

/** How a message presents what it tells. `text` is normalised. 救命 in a letter is an appeal, not a cry of this minute. */
export function readFraming(text: string): Framing {
  const civic = CIVIC.test(text);
  return {
    live: LIVE.test(civic ? text.replace(/救命/g, '··') : text),
    letter: civic || (OPENING.test(text) && !CHATTY.test(text)),
    lately: LATELY.test(text),
    longAgo: LONG_AGO.test(text),
    thanked: THANKED.test(text),
    praising: THANKED_FOR_GOOD.test(text) && !CRYING.test(text),
    resolved: RESOLVED.test(text),
    staged: STAGED.test(text),
    hearsay: HEARSAY.test(text),
    elsewhere: ELSEWHERE.test(text),
    proposed: PROPOSED.test(text),
    claimed: CLAIMED.test(text),
    resting: RESTING.test(text),
  };
}

/** How far a match is a danger in its context (domain.md 3.2; design rule 7: doubt goes to a human). */
export function assessDanger(match: SignMatch, given: { plain: string; whole: string; framing: Framing }): DangerLevel {
  const { plain, whole, framing } = given;
  const before = clauseBefore(plain, match.start);
  const after = clauseAfter(plain, match.end);
  if (NEGATED_BEFORE.test(before) || NEGATED_INSIDE.test(match.text)) return 0;
  const base = strengthOf(match, framing);
  if (base === 0) return 0;
  const supposed = suppositionOf(match, before, after);
  if (supposed === 'yes') return framing.letter ? 0 : GRAVE.has(match.sign.kind) ? 2 : framing.live ? 1 : 0;
  const framed = levelByFraming(match, { clause: `${before}${match.text}${after}`, after, whole, framing });
  return lowest(lowest(base, framed), supposed === 'maybe' ? 1 : 2);
}

function lowest(one: DangerLevel, other: DangerLevel): DangerLevel {
  return one < other ? one : other;
}

function strengthOf({ sign }: SignMatch, framing: Framing): DangerLevel {
  if (sign.strength === 'sure') return 2;
  if (sign.strength === 'hint') return framing.live ? 2 : 1;
  return framing.live ? 2 : 0;
}

function suppositionOf(match: SignMatch, before: string, after: string): 'yes' | 'maybe' | 'no' {
  if (SUPPOSED_BEFORE.test(`${before}${match.text}`)) return 'yes';
  if (PRUDENT_AFTER.test(after)) return 'yes';
  if (HAPPENED.test(after) || /[了啦咯咗]/.test(match.text)) return 'no';
  if (WEAKLY_SUPPOSED_BEFORE.test(`${before}${match.text}`) || SUPPOSED_AFTER.test(after)) return 'yes';
  if (RHETORICAL_BEFORE.test(before)) return 'maybe';
  return before === '' && ASKED_AFTER.test(after) ? 'maybe' : 'no';
}

/** The highest level that the framing leaves. */
function levelByFraming(
  match: SignMatch,
  given: { clause: string; after: string; whole: string; framing: Framing },
): DangerLevel {
  const { clause, framing } = given;
  const { live } = framing;
  if (framing.staged) return live && !framing.letter ? 1 : 0;
  if (framing.elsewhere || isThanksFor(framing)) return 0;
  const past = framing.longAgo || framing.lately;
  if (past && AS_A_NOUN.test(given.after)) return 0;
  if (!live && AS_A_CASE.test(given.after)) return framing.letter ? 0 : 1;
  if (framing.letter && !live)
    return MATTER_OF_LETTERS.test(given.whole) || HABITUAL.test(given.whole) || framing.longAgo ? 0 : 1;
  if (live) return 2;
  if (HABITUAL.test(clause)) return CREEPING.has(match.sign.kind) ? 1 : 0;
  if (framing.proposed || framing.longAgo || framing.resting) return 0;
  return framing.resolved || framing.lately || framing.hearsay || framing.claimed ? 1 : 2;
}

/** Whether the framing says that nothing is happening now. */
export function isNotImminent(framing: Framing): boolean {
  const { staged, elsewhere, letter, lately, longAgo, proposed, claimed, resting, resolved } = framing;
  if (isThanksFor(framing) || staged || elsewhere) return true;
  return !framing.live && (letter || lately || longAgo || proposed || claimed || resting || resolved);
}

function isThanksFor(framing: Framing): boolean {
  return (
    framing.praising || (framing.thanked && (framing.lately || framing.longAgo || framing.resolved || !framing.live))
  );
}

function clauseBefore(text: string, start: number): string {
  let from = start;
  while (from > 0 && start - from < CLAUSE_REACH && !CLAUSE_ENDS.includes(text.charAt(from - 1))) from -= 1;
  return text.slice(from, start);
}

function clauseAfter(text: string, end: number): string {
  let to = end;
  while (to < text.length && to - end < CLAUSE_REACH && !CLAUSE_ENDS.includes(text.charAt(to))) to += 1;
  return text.slice(end, to);
}
