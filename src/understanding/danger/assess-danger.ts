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
export type Level = 0 | 1 | 2;

/** One red word and where it stands. */
export interface Found {
  readonly sign: DangerSign;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const CLAUSE_ENDS = ',。.!?;~…\n';
const REACH = 60;
/** Kinds where fear itself is reason enough: nobody is asked to be sure. */
const GRAVE = new Set(['suicide', 'missing-person']);
/** Kinds that harm without being seen: a habit of them is still to be looked at. */
const CREEPING = new Set(['fire', 'gas', 'electric', 'suicide', 'injury']);

/** What the whole message shows; the same for each of its red words. */
export interface Manner {
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

/** How a message is told. `text` is normalised. A letter that cries 救命 means its cause, not this minute. */
export function readManner(text: string): Manner {
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

/** How far one red word is a danger: sign by the way it is told (domain.md 3.2; design rule 7: doubt goes to a human). */
export function judge(found: Found, given: { plain: string; whole: string; manner: Manner }): Level {
  const { plain, whole, manner } = given;
  const before = clauseBefore(plain, found.start);
  const after = clauseAfter(plain, found.end);
  if (NEGATED_BEFORE.test(before) || NEGATED_INSIDE.test(found.text)) return 0;
  const base = strengthOf(found, manner);
  if (base === 0) return 0;
  const supposed = suppositionOf(found, before, after);
  if (supposed === 'yes') return manner.letter ? 0 : GRAVE.has(found.sign.kind) ? 2 : manner.live ? 1 : 0;
  const told = tellingOf(found, { clause: `${before}${found.text}${after}`, after, whole, manner });
  return Math.min(base, told, supposed === 'maybe' ? 1 : 2) as Level;
}

function strengthOf({ sign }: Found, manner: Manner): Level {
  if (sign.strength === 'sure') return 2;
  if (sign.strength === 'hint') return manner.live ? 2 : 1;
  return manner.live ? 2 : 0;
}

function suppositionOf(found: Found, before: string, after: string): 'yes' | 'maybe' | 'no' {
  if (SUPPOSED_BEFORE.test(`${before}${found.text}`)) return 'yes';
  if (PRUDENT_AFTER.test(after)) return 'yes';
  if (HAPPENED.test(after) || /[了啦咯咗]/.test(found.text)) return 'no';
  if (WEAKLY_SUPPOSED_BEFORE.test(`${before}${found.text}`) || SUPPOSED_AFTER.test(after)) return 'yes';
  if (RHETORICAL_BEFORE.test(before)) return 'maybe';
  return before === '' && ASKED_AFTER.test(after) ? 'maybe' : 'no';
}

/** The most that the way of telling leaves of a danger. */
function tellingOf(found: Found, given: { clause: string; after: string; whole: string; manner: Manner }): Level {
  const { clause, manner } = given;
  const { live } = manner;
  if (manner.staged) return live && !manner.letter ? 1 : 0;
  if (manner.elsewhere || isThanksFor(manner)) return 0;
  const past = manner.longAgo || manner.lately;
  if (past && AS_A_NOUN.test(given.after)) return 0;
  if (!live && AS_A_CASE.test(given.after)) return manner.letter ? 0 : 1;
  if (manner.letter && !live)
    return MATTER_OF_LETTERS.test(given.whole) || HABITUAL.test(given.whole) || manner.longAgo ? 0 : 1;
  if (live) return 2;
  if (HABITUAL.test(clause)) return CREEPING.has(found.sign.kind) ? 1 : 0;
  if (manner.proposed || manner.longAgo || manner.resting) return 0;
  return manner.resolved || manner.lately || manner.hearsay || manner.claimed ? 1 : 2;
}

/** Nothing in the way a message is told speaks for this minute. */
export function isCalm(manner: Manner): boolean {
  const { staged, elsewhere, letter, lately, longAgo, proposed, claimed, resting, resolved } = manner;
  if (isThanksFor(manner) || staged || elsewhere) return true;
  return !manner.live && (letter || lately || longAgo || proposed || claimed || resting || resolved);
}

function isThanksFor(manner: Manner): boolean {
  return manner.praising || (manner.thanked && (manner.lately || manner.longAgo || manner.resolved || !manner.live));
}

function clauseBefore(text: string, start: number): string {
  let from = start;
  while (from > 0 && start - from < REACH && !CLAUSE_ENDS.includes(text[from - 1]!)) from -= 1;
  return text.slice(from, start);
}

function clauseAfter(text: string, end: number): string {
  let to = end;
  while (to < text.length && to - end < REACH && !CLAUSE_ENDS.includes(text[to]!)) to += 1;
  return text.slice(end, to);
}
