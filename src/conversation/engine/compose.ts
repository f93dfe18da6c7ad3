import type { OwnerContent } from '../../delivery/index.ts';
import { defined } from '../../shared/index.ts';

/** Words of a turn; with `effect` they are said when that effect is done. */
export interface Line {
  readonly text: string;
  readonly effect?: number;
}

/** One tap. */
export interface MenuItem {
  readonly id: string;
  readonly text: string;
}

/** Messages and the effect they belong to; null: they are said by themselves. */
export interface Composed {
  readonly messages: readonly OwnerContent[];
  readonly effect: number | null;
}

/** wecom-api.md 3.4: text 2048 bytes, head and tail of a menu 1024. A little is kept for numbers filled in later. */
const TEXT_BYTES = 1_900;
const HEAD_BYTES = 960;

/** Bytes of a text as WeChat counts them, without an encoder: it runs every turn. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
  }
  return bytes;
}

/** Joins everything a turn says into one message per effect, and one where there is none. */
export function compose(lines: readonly Line[], menu: readonly MenuItem[]): Composed[] {
  const groups: { texts: string[]; effect: number | null }[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    const takesNew = last === undefined || (line.effect !== undefined && last.effect !== null);
    const group = takesNew ? { texts: [], effect: null } : last;
    if (takesNew) groups.push(group);
    if (line.text !== '') group.texts.push(line.text);
    if (line.effect !== undefined) group.effect = line.effect;
  }
  if (groups.length === 0 && menu.length > 0) groups.push({ texts: [], effect: null });
  return groups.map((group, index) => ({
    effect: group.effect,
    messages: pack(group.texts, index === groups.length - 1 ? menu : []),
  }));
}

function pack(texts: readonly string[], menu: readonly MenuItem[]): OwnerContent[] {
  const text = texts.join('\n');
  if (menu.length === 0) return text === '' ? [] : [{ kind: 'text', text: clip(text, TEXT_BYTES) }];
  if (byteLength(text) <= HEAD_BYTES) return [{ kind: 'menu', head: text, items: menu }];
  const head = clip(defined(texts.at(-1)), HEAD_BYTES);
  const before = clip(texts.slice(0, -1).join('\n'), TEXT_BYTES);
  const question: OwnerContent = { kind: 'menu', head, items: menu };
  return before === '' ? [question] : [{ kind: 'text', text: before }, question];
}

function clip(text: string, bytes: number): string {
  if (byteLength(text) <= bytes) return text;
  let used = 0;
  let end = 0;
  for (const char of text) {
    used += byteLength(char);
    if (used > bytes - 3) break;
    end += char.length;
  }
  return `${text.slice(0, end)}…`;
}
