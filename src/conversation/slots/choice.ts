import { defined } from '../../shared/index.ts';
import type { Option } from '../flow/types.ts';
import type { SlotParser } from './types.ts';

/** The options that a text names, by number, by their words or by their own text. */
export function matchOptions(text: string, options: readonly Option[], choice: number | null): readonly string[] {
  const bare = text.trim();
  if (choice !== null && options[choice - 1] !== undefined) return [defined(options[choice - 1]).id];
  const named = options.filter((option) => names(option, bare));
  return named.map((option) => option.id);
}

function names(option: Option, text: string): boolean {
  if (text === option.text || (text.length >= 2 && option.text.includes(text))) return true;
  return text.includes(option.text) || option.words.some((word) => text.includes(word));
}

/** One of the options, or several where the step allows it. Ambiguous words are no answer. */
export const parseChoice: SlotParser = ({ text, reading, step, asked }) => {
  if (!asked) return null;
  const ids = matchOptions(text, step.options, reading.choice);
  if (ids.length === 0) return null;
  if (step.several) return { value: ids };
  return ids.length === 1 ? { value: defined(ids[0]) } : null;
};
