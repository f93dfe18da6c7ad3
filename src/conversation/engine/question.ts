import type { OptionKey } from '../flow/phrases.ts';
import type { Reading } from '../reading.ts';
import type { EngineQuestion } from '../state.ts';
import { writeMenuId } from './menu-id.ts';
import type { Turn } from './turn.ts';

/** An answer offered by the engine: its id and its words. */
export interface Offered {
  readonly id: string;
  readonly text: string;
}

/** Puts a question of the engine before the open question of the talk, with its taps. */
export function askEngine(
  turn: Turn,
  given: Omit<EngineQuestion, 'at' | 'options'> & { readonly offered: readonly Offered[] },
): void {
  const { offered, ...rest } = given;
  const { state } = turn;
  state.question = { ...rest, at: turn.context.now, options: offered.map((one) => one.id) };
  state.menu += 1;
  turn.menu = offered.map((one, index) => ({
    id: writeMenuId({ flow: 'ask', step: given.kind, option: String(index), menu: state.menu, ref: '' }),
    text: one.text,
  }));
  turn.trace?.(`question:${given.kind}`);
}

/** The engine's own taps by their keys, in order. */
export function offers(turn: Turn, keys: readonly OptionKey[]): Offered[] {
  return keys.map((key) => ({ id: key, text: turn.flows.phrases.options[key].text }));
}

/** The offered answer a message names: by number, by its words, or by plain yes and no where there are two. */
export function namedOption(turn: Turn, question: EngineQuestion, reading: Reading): string | null {
  const { options } = question;
  if (reading.choice !== null) return options[reading.choice - 1] ?? null;
  const words = options.find((id) => {
    const option = turn.flows.phrases.options[id as OptionKey];
    if (option === undefined) return false;
    return reading.text.trim() === option.text || option.words.some((word) => reading.text.includes(word));
  });
  if (words !== undefined) return words;
  if (options.length > 3) return null;
  if (reading.intents.has('no')) return options[1] ?? null;
  return reading.intents.has('yes') ? (options[0] ?? null) : null;
}
