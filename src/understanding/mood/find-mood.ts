/** Finds how the writer feels. */
import type { Mood } from '../types.ts';
import { ABUSIVE, ANGRY, GRATEFUL, QUOTED, SHOUTED, THREATENING, UNKIND, UPSET } from './mood-patterns.ts';

const MAX_CHARACTERS = 4_000;

/** How the writer feels; the strongest sign wins. `text` is normalised; only its first 4,000 characters are read. */
export function findMood(text: string): Mood {
  const read = text.length > MAX_CHARACTERS ? text.slice(0, MAX_CHARACTERS) : text;
  if (THREATENING.test(read)) return 'threatening';
  const abuse = ABUSIVE.exec(read);
  if (abuse !== null) return QUOTED.test(read.slice(Math.max(0, abuse.index - 16), abuse.index)) ? 'angry' : 'abusive';
  if (GRATEFUL.test(read) && !UNKIND.test(read)) return 'grateful';
  if (ANGRY.test(read) || SHOUTED.test(read)) return 'angry';
  return UPSET.test(read) ? 'upset' : 'calm';
}
