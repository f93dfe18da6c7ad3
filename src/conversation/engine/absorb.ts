import { defined } from '../../shared/index.ts';
import type { CollectStep, Flow } from '../flow/types.ts';
import type { Reading } from '../reading.ts';
import { parseSlot } from '../slots/parse-slot.ts';
import type { SlotValue, Talk, TimeSpan } from '../state.ts';
import type { Turn } from './turn.ts';

/** What a message changed in a talk. */
export interface Absorbed {
  /** Questions answered for the first time. */
  readonly filled: readonly CollectStep[];
  /** Questions answered anew with another value. */
  readonly changed: readonly CollectStep[];
  /** Said again as it is known. */
  readonly same: readonly CollectStep[];
  /** Half an answer to the open question: what is missing. */
  readonly missing: { readonly step: CollectStep; readonly what: 'unit' | 'room'; readonly times: number } | null;
}

/** Kinds that are beyond doubt wherever they stand in a message, so they are taken without having been asked for. */
function mayBeIn(reading: Reading, slot: CollectStep['slot']): boolean {
  switch (slot) {
    case 'house':
      return reading.house !== null;
    case 'phone':
      // A landline is only seen by the parser.
      return reading.phone !== null || reading.text.length >= 10;
    case 'person':
      return reading.name !== null;
    case 'time':
      return reading.time !== null;
    case 'money':
      return reading.money !== null;
    default:
      return false;
  }
}

const OPTIONS = new Set(['choice', 'yesno']);

const FREE_WORDS = new Set(['text', 'item']);

/** Takes every answer that a message holds, asked for or not, early or again (repairs 1 and 2). */
export function absorb(
  turn: Turn,
  given: { talk: Talk; flow: Flow; reading: Reading; asked: readonly string[] },
): Absorbed {
  const { talk, flow, reading, asked } = given;
  const filled: CollectStep[] = [];
  const changed: CollectStep[] = [];
  const same: CollectStep[] = [];
  let missing: Absorbed['missing'] = null;
  for (const step of flow.steps) {
    if (step.kind !== 'collect') continue;
    const known = talk.slots[step.id];
    // A correction in words may name another option of a choice that was made (repair 2).
    const corrects = known !== undefined && OPTIONS.has(step.slot) && reading.intents.has('correction');
    const isAsked = asked.includes(step.id) || corrects;
    const told = mayBeIn(reading, step.slot) || step.told;
    if (!isAsked && !(told && step.from.includes('words'))) continue;
    // Words answer one question: of two that take free words the next is asked again.
    if (FREE_WORDS.has(step.slot) && filled.some((one) => FREE_WORDS.has(one.slot))) continue;
    const result = parseSlot({
      text: reading.text,
      reading,
      step,
      community: turn.context.community,
      known,
      asked: isAsked,
    });
    if (result === null) continue;
    // Half a house that was taken as it is and is said once more opens nothing again.
    if (!isAsked && result.missing !== undefined && equal(known, result.value)) continue;
    if (result.missing !== undefined) missing = takeHalf(talk, { step, what: result.missing, isAsked }) ?? missing;
    else settle(talk, step.id);
    if (equal(known, result.value)) {
      (isAsked ? filled : same).push(step);
      continue;
    }
    talk.slots[step.id] =
      step.told && !isAsked && !reading.intents.has('correction') ? both(known, result.value) : result.value;
    if (equal(known, defined(talk.slots[step.id]))) continue;
    (known === undefined ? filled : changed).push(step);
  }
  return { filled, changed, same, missing };
}

/** A half answer is kept and marked (`house?`), so that the question stays open; said again it is taken as it is, a missing room the third time. */
function takeHalf(
  talk: Talk,
  given: { step: CollectStep; what: 'unit' | 'room'; isAsked: boolean },
): Absorbed['missing'] {
  const mark = `${given.step.id}?`;
  // Told without having been asked it is no attempt yet.
  const times = (talk.refused?.[mark] ?? 0) + (given.isAsked ? 1 : 0);
  if (times > (given.what === 'room' ? 2 : 1)) {
    settle(talk, given.step.id);
    return null;
  }
  talk.refused = { ...talk.refused, [mark]: times };
  return { step: given.step, what: given.what, times };
}

/** An answered question forgets its refusals; asked again some time it begins anew. */
export function settle(talk: Talk, id: string): void {
  if (talk.refused === undefined) return;
  const rest = Object.entries(talk.refused).filter(([mark]) => mark !== id && mark !== `${id}?`);
  if (rest.length === 0) talk.refused = undefined;
  else talk.refused = Object.fromEntries(rest);
}

/** 天天半夜, and later 昨晚11点多: what was told of the time before stands beside what is told now. */
function both(before: SlotValue | undefined, now: SlotValue): SlotValue {
  const [old, added] = [before, now] as (TimeSpan | undefined)[];
  if (old === undefined || added === undefined || old.text.includes(added.text)) return before ?? now;
  return { ...added, text: `${old.text}；${added.text}` };
}

function equal(a: SlotValue | undefined, b: SlotValue): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
