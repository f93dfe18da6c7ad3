import type { Tell } from '../tell.ts';

/** Bytes of one app text or markdown message (wecom-api.md 4.1); WeCom cuts longer ones without an error. */
export const REPLY_BYTES = 2048;

const bytes = (text: string) => Buffer.byteLength(text, 'utf8');

/** The parts of a reply. Only items may be left out. */
export interface Fit {
  readonly head: readonly string[];
  readonly items: readonly string[];
  readonly tail?: readonly string[];
  /** Items shown at most. */
  readonly most?: number;
  /** How to see the rest: `发“未完成 工程部”缩小范围。` */
  readonly how: string;
}

/** Head, as many items as fit into one message, a count of what is left out, tail. Whole lines only. */
export function fitLines({ head, items, tail = [], most = 20, how }: Fit, tell: Tell): string[] {
  const more = (count: number) => tell('more', { count, unit: tell('unit'), how });
  const shown: string[] = [];
  let used = bytes([...head, ...tail, more(items.length)].join('\n')) + 2;
  for (const item of items.slice(0, most)) {
    used += bytes(item) + 1;
    if (used > REPLY_BYTES) break;
    shown.push(item);
  }
  const left = items.length - shown.length;
  return [...head, ...shown, ...(left > 0 ? [more(left)] : []), ...tail];
}
