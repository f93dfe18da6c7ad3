/** What a member typed, next to the form that is matched. Both have the same length: a position in one is a position in the other. */
export interface Normalised {
  /** As typed. Words for the timeline or for an owner are always taken from here (篇1 4.1). */
  readonly raw: string;
  /** Full-width ASCII as plain ASCII, letters in upper case, dashes as `-`, every blank as a space. */
  readonly plain: string;
}

const FULL_WIDTH_OFFSET = 0xfee0;
const DASHES = '–—－‐‑−';

function plainUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  if (DASHES.includes(unit)) return '-';
  if (code >= 0xff01 && code <= 0xff5e) return plainUnit(String.fromCharCode(code - FULL_WIDTH_OFFSET));
  if (code >= 0x61 && code <= 0x7a) return String.fromCharCode(code - 0x20);
  return /[\s\u200b-\u200d]/.test(unit) ? ' ' : unit;
}

/** Prepares a text for matching without losing a single character of it. */
export function normalise(raw: string): Normalised {
  let plain = '';
  for (let index = 0; index < raw.length; index += 1) plain += plainUnit(raw.charAt(index));
  return { raw, plain };
}

/** The part from `start` to `end`, as `String.slice` counts. */
export function sliceOf(text: Normalised, start: number, end?: number): Normalised {
  return { raw: text.raw.slice(start, end), plain: text.plain.slice(start, end) };
}

/** The text without blanks and separating marks before it and without blanks after it. */
export function trimmed(text: Normalised): Normalised {
  const start = /^[\s,:;，：；、。]*/.exec(text.plain)?.[0].length ?? 0;
  const end = text.plain.length - (/\s*$/.exec(text.plain.slice(start))?.[0].length ?? 0);
  return sliceOf(text, start, Math.max(start, end));
}

/** What follows a match of `pattern` at the beginning of the text, trimmed; null when it does not begin so. */
export function afterPattern(text: Normalised, pattern: RegExp): Normalised | null {
  const match = pattern.exec(text.plain);
  return match === null || match.index > 0 ? null : trimmed(sliceOf(text, match[0].length));
}
