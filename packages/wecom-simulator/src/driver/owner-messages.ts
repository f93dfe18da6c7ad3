import type { Session } from '../chats.ts';
import type { Media } from '../media.ts';
import { menuItems } from '../readable.ts';
import type { Sessions } from '../sessions.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { Json, Message } from '../types.ts';
import { words } from '../words.ts';
import { SAMPLES } from './samples.ts';

/** What an owner can send besides words. `sticker` is a type no page of the API names. */
export type MediaKind =
  | Media['type']
  | 'location'
  | 'link'
  | 'sticker'
  | 'merged_msg'
  | 'miniprogram'
  | 'business_card';

/** What an owner sends; each answers the msgid. */
export interface OwnerMessages {
  says(text: string): string;
  /** Taps an item of a menu, by id, by its words or by pattern; the latest menu wins. Throws when there is none. */
  taps(choice: string | RegExp): string;
  /** Sends media or another kind. `bytes` replaces the sample file; `body` adds to or replaces the fields. */
  sends(kind: MediaKind, options?: { bytes?: Buffer; name?: string; contentType?: string; body?: Json }): string;
  /** A message of any type, as it is. */
  sendsRaw(msgtype: string, body: Json): string;
}

const LIMIT_BYTES: Readonly<Record<Media['type'], number>> = {
  image: 2_097_152,
  voice: 2_097_152,
  video: 10_485_760,
  file: 20_971_520,
};

const isFile = (kind: MediaKind): kind is Media['type'] => kind in LIMIT_BYTES;

interface Deps {
  readonly sim: SimulatorState;
  readonly sessions: Sessions;
  readonly session: () => Session;
  readonly inbox: () => Message[];
}

function findMenuItem(inbox: readonly Message[], choice: string | RegExp): { id: string; content: string } | undefined {
  const fits = (item: { id: string; content: string }) =>
    typeof choice === 'string' ? item.id === choice || item.content === choice : choice.test(item.content);
  const menus = inbox.filter((message) => message.msgtype === 'msgmenu').reverse();
  return menus.flatMap((message) => menuItems(message.body)).find(fits);
}

/** The messages of the owner whose session `session` answers. */
export function createOwnerMessages({ sim, sessions, session, inbox }: Deps): OwnerMessages {
  const send = (msgtype: string, body: Json): string => {
    const current = session();
    return sessions.receive(current, { from: 'owner', sender: current.externalUserid, msgtype, body }).id;
  };

  function sendFile(kind: Media['type'], options: { bytes?: Buffer; name?: string; contentType?: string }): string {
    const file = { ...SAMPLES[kind], ...options };
    // Beyond the limit WeCom hands on a hint in words instead of the file (wecom-api.md 3.3).
    if (file.bytes.length > LIMIT_BYTES[kind]) return send('text', { content: `[${kind}: ${words.fileTooLarge}]` });
    return send(kind, { media_id: sim.media.add({ ...file, type: kind, owner: null }).mediaId });
  }

  return {
    says: (text) => send('text', { content: text }),
    taps(choice) {
      const item = findMenuItem(inbox(), choice);
      if (item === undefined) {
        const last = inbox().at(-1)?.text;
        throw new Error(`${session().externalUserid} has no menu item ${String(choice)}; last message: ${last}`);
      }
      return send('text', { content: item.content, ...(item.id === '' ? {} : { menu_id: item.id }) });
    },
    sends: (kind, options = {}) =>
      isFile(kind) ? sendFile(kind, options) : send(kind, { ...words.messages[kind], ...options.body }),
    sendsRaw: send,
  };
}
