import { byteLength, cutBytes } from './bytes.ts';

/** An entry of a menu. A tap on `click` comes back as a text message with `menu_id` (wecom-api.md 3.4). */
export type KfMenuItem =
  | { readonly type: 'click'; readonly click: { readonly id?: string; readonly content: string } }
  | { readonly type: 'view'; readonly view: { readonly url: string; readonly content: string } }
  | { readonly type: 'text'; readonly text: { readonly content: string; readonly no_newline?: 0 | 1 } };

/** A message to an owner in the form of the wire (wecom-api.md 3.4). Build it with the functions below. */
export type KfMessage =
  | { readonly msgtype: 'text'; readonly text: { readonly content: string } }
  | { readonly msgtype: 'image'; readonly image: { readonly media_id: string } }
  | { readonly msgtype: 'voice'; readonly voice: { readonly media_id: string } }
  | { readonly msgtype: 'video'; readonly video: { readonly media_id: string } }
  | { readonly msgtype: 'file'; readonly file: { readonly media_id: string } }
  | {
      readonly msgtype: 'link';
      readonly link: {
        readonly title: string;
        readonly desc?: string;
        readonly url: string;
        readonly thumb_media_id: string;
      };
    }
  | {
      readonly msgtype: 'location';
      readonly location: {
        readonly name?: string;
        readonly address?: string;
        readonly latitude: number;
        readonly longitude: number;
      };
    }
  | {
      readonly msgtype: 'msgmenu';
      readonly msgmenu: {
        readonly head_content?: string;
        readonly list?: KfMenuItem[];
        readonly tail_content?: string;
      };
    };

/** Most bytes of a text to an owner; WeCom cuts the rest off without a word (wecom-api.md 3.4). */
export const KF_TEXT_BYTES = 2048;
/** Most entries of a menu that can be tapped (wecom-api.md 3.4). */
export const KF_MENU_CHOICES = 10;
const MENU_ENTRIES = 50;

/** A text, cut to 2048 bytes; split long texts before with `splitBytes`. */
export function kfText(content: string): KfMessage {
  return { msgtype: 'text', text: { content: cutBytes(content, KF_TEXT_BYTES) } };
}

/** A picture that was uploaded with `media.upload`. */
export function kfImage(mediaId: string): KfMessage {
  return { msgtype: 'image', image: { media_id: mediaId } };
}

/** A file that was uploaded with `media.upload`. */
export function kfFile(mediaId: string): KfMessage {
  return { msgtype: 'file', file: { media_id: mediaId } };
}

/** A link card. The picture is required by WeCom. Throws RangeError when the address is over 2048 bytes. */
export function kfLink(link: { title: string; description?: string; url: string; thumbMediaId: string }): KfMessage {
  checkUrl(link.url);
  const desc = link.description === undefined ? {} : { desc: cutBytes(link.description, 512) };
  return {
    msgtype: 'link',
    link: { title: cutBytes(link.title, 128), ...desc, url: link.url, thumb_media_id: link.thumbMediaId },
  };
}

/** True when `id` may stand in a menu: 1–64 of a-zA-Z0-9_ (wecom-api.md 3.4; `#` may be truncated). */
export function isMenuId(id: string): boolean {
  return /^[a-zA-Z0-9_]{1,64}$/.test(id);
}

/** A tappable entry. Throws RangeError for an id that WeCom might change. */
export function menuChoice(id: string, content: string): KfMenuItem {
  if (!isMenuId(id)) throw new RangeError(`menu id "${id}" must be 1 to 64 characters a-z A-Z 0-9 _`);
  return { type: 'click', click: { id, content: cutBytes(content, 128) } };
}

/** An entry that opens a page. Throws RangeError when the address is over 2048 bytes. */
export function menuLink(url: string, content: string): KfMenuItem {
  checkUrl(url);
  return { type: 'view', view: { url, content: cutBytes(content, 1024) } };
}

/** A line of a menu that cannot be tapped. */
export function menuLine(content: string): KfMenuItem {
  return { type: 'text', text: { content: cutBytes(content, 256) } };
}

/** A menu. Throws RangeError for more than 10 tappable or 50 entries: dropping choices silently would be worse. */
export function kfMenu(menu: { head?: string; items: readonly KfMenuItem[]; tail?: string }): KfMessage {
  const choices = menu.items.filter((item) => item.type !== 'text').length;
  if (choices > KF_MENU_CHOICES || menu.items.length > MENU_ENTRIES) {
    throw new RangeError(`a menu holds at most ${KF_MENU_CHOICES} choices and ${MENU_ENTRIES} entries`);
  }
  return {
    msgtype: 'msgmenu',
    msgmenu: {
      ...(menu.head === undefined ? {} : { head_content: cutBytes(menu.head, 1024) }),
      list: [...menu.items],
      ...(menu.tail === undefined ? {} : { tail_content: cutBytes(menu.tail, 1024) }),
    },
  };
}

/** Our own id of a message: `[0-9a-zA-Z_-]{1,32}`, used once per account (wecom-api.md 3.4). Throws RangeError. */
export function checkMsgId(msgId: string): string {
  if (!/^[0-9a-zA-Z_-]{1,32}$/.test(msgId)) throw new RangeError('msgid must be 1 to 32 characters 0-9 a-z A-Z _ -');
  return msgId;
}

function checkUrl(url: string): void {
  if (byteLength(url) > 2048) throw new RangeError('an address may have at most 2048 bytes');
}
