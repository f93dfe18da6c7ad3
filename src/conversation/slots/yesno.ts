import { defined } from '../../shared/index.ts';
import type { SlotParser } from './types.ts';

/** Yes or no; which words mean which is understanding's, plus the words of the step's two options when it has them. */
export const parseYesNo: SlotParser = ({ text, reading, step, asked }) => {
  if (!asked) return null;
  if (reading.choice === 1) return { value: 'yes' };
  if (reading.choice === 2) return { value: 'no' };
  const named = step.options.filter((option) => option.words.some((word) => text.includes(word)));
  const no = named.find((option) => option.id === 'no');
  if (no !== undefined) return { value: 'no' };
  if (named.length > 0) return { value: defined(named[0]).id };
  if (reading.intents.has('no')) return { value: 'no' };
  return reading.intents.has('yes') ? { value: 'yes' } : null;
};
