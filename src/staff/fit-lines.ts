import type { Tell } from './tell.ts';

/** Bytes of one app text or markdown message (wecom-api.md 4.1); longer ones are cut silently by WeCom. */
export const REPLY_BYTES = 2048;

const bytes = (text: string) => Buffer.byteLength(text, 'utf8');

/** What may be left out of a reply, and how that is said. */
export interface Fit {
  readonly head: readonly string[];
  readonly items: readonly string[];
  readonly tail?: readonly string[];
  /** Items shown at most. */
  readonly most?: number;
  /** How to see the rest: `发“未完成 工程部”缩小范围。` */
  readonly how: string;
  /** Items that are not in `items` at all but exist. */
  readonly beyond?: number;
}

/** Head, as many items as fit into one message, a count of what is left out, tail. Cut by whole lines only. */
export function fitLines({ head, items, tail = [], most = 20, how, beyond = 0 }: Fit, tell: Tell): string[] {
  const more = (count: number) => tell('more', { count, unit: tell('unit'), how });
  const total = items.length + beyond;
  const fixed = bytes([...head, ...tail, more(total)].join('\n')) + 2;
  const shown: string[] = [];
  let used = fixed;
  for (const item of items.slice(0, most)) {
    used += bytes(item) + 1;
    if (used > REPLY_BYTES) break;
    shown.push(item);
  }
  const left = total - shown.length;
  return [...head, ...shown, ...(left > 0 ? [more(left)] : []), ...tail];
}
