import { afterPattern, type Normalised, sliceOf, trimmed } from './normalised.ts';
import { findRef, type TicketRef } from './ticket-reference.ts';

const UNSOLVED = /^(?:未解决|没解决|没有解决|没修好|未修好|没有修好|还没好|未处理好)/;
const SOLVED = /^(?:已解决|解决了|解决|修好了|已修好|正常|没问题|好了)/;
const UNREACHED = /^(?:未接通|未接|无人接听|联系不上|没人接|打不通|关机|空号)/;
const SCORE = /^([1-5])\s*(?:分|星)?(?!\d)/;
const SCORES = [1, 2, 3, 4, 5] as const;

/** A return visit made by phone. `solved` null: not reached or not said. */
export interface PhoneVisit {
  readonly ref: TicketRef | null;
  readonly solved: boolean | null;
  readonly score: (typeof SCORES)[number] | null;
  readonly reached: boolean;
  readonly text: string;
}

/** `007 已解决 5分 师傅很好`, `007 未接通`. */
export function readPhoneVisit(rest: Normalised): PhoneVisit {
  const { ref, rest: words } = findRef(rest);
  const unreached = afterPattern(words, UNREACHED);
  if (unreached !== null) return { ref, solved: null, score: null, reached: false, text: unreached.raw };
  const unsolved = afterPattern(words, UNSOLVED);
  const solved = unsolved === null ? afterPattern(words, SOLVED) : null;
  const after = unsolved ?? solved ?? words;
  const [whole = '', digit] = SCORE.exec(after.plain) ?? [];
  return {
    ref,
    solved: unsolved !== null ? false : solved !== null ? true : null,
    score: SCORES.find((score) => String(score) === digit) ?? null,
    reached: true,
    text: trimmed(sliceOf(after, whole.length)).raw,
  };
}
