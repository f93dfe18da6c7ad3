/** What a member typed, beside the form that is matched: same length, so a place in one is a place in the other. */
export interface Folded {
  /** As typed; words for the timeline or an owner are always cut from here (篇1 4.1). */
  readonly raw: string;
  /** Full-width ASCII made plain, letters upper case, every blank a space. */
  readonly plain: string;
}

const FULL_WIDTH_GAP = 0xfee0;
const DASHES = '–—－‐‑−';

function foldUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  if (DASHES.includes(unit)) return '-';
  if (code >= 0xff01 && code <= 0xff5e) return foldUnit(String.fromCharCode(code - FULL_WIDTH_GAP));
  if (code >= 0x61 && code <= 0x7a) return String.fromCharCode(code - 0x20);
  return /[\s\u200b-\u200d]/.test(unit) ? ' ' : unit;
}

/** Folds a text for matching without losing a single character of the original. */
export function fold(raw: string): Folded {
  let plain = '';
  for (let index = 0; index < raw.length; index += 1) plain += foldUnit(raw.charAt(index));
  return { raw, plain };
}

/** The part from `start` to `end`, as with `String.slice`. */
export function cut(text: Folded, start: number, end?: number): Folded {
  return { raw: text.raw.slice(start, end), plain: text.plain.slice(start, end) };
}

/** Drops blanks and separating marks before and blanks after. */
export function trimmed(text: Folded): Folded {
  const start = /^[\s,:;，：；、。]*/.exec(text.plain)?.[0].length ?? 0;
  const end = text.plain.length - (/\s*$/.exec(text.plain.slice(start))?.[0].length ?? 0);
  return cut(text, start, Math.max(start, end));
}
