import { byteLength, type KfMessage, kfMenu, kfText, menuChoice, menuLink } from '@shouwen/wecom';
import { defined } from '../shared/index.ts';
import { splitText } from './split-text.ts';
import type { OwnerContent } from './types.ts';

const TEXT_BYTES = 2048;
const HEAD_BYTES = 1024;
const CHOICES = 10;

/** One message on the wire. A picture still has to be uploaded. */
export type OwnerPiece = { readonly message: KfMessage } | { readonly file: string };

type Menu = Extract<OwnerContent, { kind: 'menu' }>;

/** An owner's content as 微信客服 messages, none over its limits (wecom-api.md 3.4). Throws RangeError for a menu id that WeCom would change. */
export function renderOwner(content: OwnerContent): OwnerPiece[] {
  switch (content.kind) {
    case 'text':
      return textPieces(content.text);
    case 'menu':
      return menuPieces(content);
    case 'image':
      return [{ file: content.file }];
    case 'link':
      // A link card needs an uploaded picture; an address in a text can be tapped as well.
      return textPieces([content.title, content.description, content.url].filter(Boolean).join('\n'));
  }
}

/** Several contents as one, in their order: texts, and at most one menu at the end whose head they become. */
export function joinOwner(contents: readonly OwnerContent[]): OwnerContent {
  const texts = contents.flatMap((content) => (content.kind === 'text' ? [content.text] : []));
  const last = defined(contents.at(-1));
  if (last.kind !== 'menu') return contents.length === 1 ? last : { kind: 'text', text: texts.join('\n') };
  return { ...last, head: [...texts, last.head].filter((line) => line !== '').join('\n') };
}

/** True when the joined content is still a single message. */
export function fitsOneMessage(content: OwnerContent): boolean {
  if (content.kind === 'text') return byteLength(content.text) <= TEXT_BYTES;
  return content.kind === 'menu' && byteLength(content.head) <= HEAD_BYTES && content.items.length <= CHOICES;
}

function textPieces(text: string): OwnerPiece[] {
  return splitText(text, TEXT_BYTES).map((piece) => ({ message: kfText(piece) }));
}

/** A head that does not fit goes before the menu as text; choices beyond ten follow in a second menu. */
function menuPieces({ head, items, tail }: Menu): OwnerPiece[] {
  const headFits = byteLength(head) <= HEAD_BYTES;
  const pages = items.length === 0 ? [[]] : chunk(items, CHOICES);
  const menus = pages.map((page, index) => ({
    message: kfMenu({
      ...(index === 0 && headFits && head !== '' ? { head } : {}),
      items: page.map((item) =>
        item.url === undefined ? menuChoice(item.id, item.text) : menuLink(item.url, item.text),
      ),
      ...(index === pages.length - 1 && tail !== undefined ? { tail } : {}),
    }),
  }));
  return headFits ? menus : [...textPieces(head), ...menus];
}

function chunk<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, page) => list.slice(page * size, (page + 1) * size));
}
