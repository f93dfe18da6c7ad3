import type { KfAccounts } from '../api/kf-accounts.ts';
import type { Session } from '../chats.ts';
import type { Core } from '../core.ts';
import type { Media } from '../media.ts';
import { menuItems } from '../readable.ts';
import type { Sessions } from '../sessions.ts';
import type { Json, Message } from '../types.ts';
import { SAMPLES } from './samples.ts';
import { createReader, type Reader, type Waiting } from './waiting.ts';

/** What an owner can send besides words. `sticker` is a type no page of the API names. */
export type MediaKind =
  | Media['type']
  | 'location'
  | 'link'
  | 'sticker'
  | 'merged_msg'
  | 'miniprogram'
  | 'business_card';

/** An owner with his phone, in the chat with one account. */
export interface OwnerDriver extends Reader {
  readonly externalUserid: string;
  readonly openKfId: string;
  /** What reached him: from the bot and from servicers. */
  readonly inbox: Message[];
  /** Both sides of the chat. */
  readonly chat: Message[];
  /** Session state, budget and window as the API counts them. */
  readonly session: { state: number; servicer: string | null; quota: number; windowLeft: number };
  /** The same owner in the chat with another account. */
  at(openKfId: string): OwnerDriver;
  /** Opens the chat through a link or QR code; `enter_session` follows (3.3). */
  enters(through?: { scene?: string; sceneParam?: string }): void;
  /** Opens a link that `kf/add_contact_way` made. Throws for a foreign one. */
  scans(url: string): void;
  /** Sends words and answers the msgid. */
  says(text: string): string;
  /** Taps an item of a menu in his chat, by id, by its words or by pattern; the latest menu wins. Throws when there is none. */
  taps(choice: string | RegExp): string;
  /** Sends media or another kind. `bytes` replaces the sample file; `body` adds to or replaces the fields. */
  sends(kind: MediaKind, options?: { bytes?: Buffer; name?: string; contentType?: string; body?: Json }): string;
  /** A message of any type, as it is. */
  sendsRaw(msgtype: string, body: Json): string;
  recalls(msgid: string): void;
  /** Switches the account's messages off (fail_type 10) or on again. */
  blocks(on?: boolean): void;
  /** Fault: the 48 hours are over at once, until he writes again. */
  shutsWindow(): void;
  /** Fault: the five messages are used up, until he writes again. */
  spendsQuota(): void;
}

interface Deps {
  readonly core: Core;
  readonly sessions: Sessions;
  readonly accounts: KfAccounts;
  readonly waiting: Waiting;
}

const LIMIT: Readonly<Record<Media['type'], number>> = {
  image: 2_097_152,
  voice: 2_097_152,
  video: 10_485_760,
  file: 20_971_520,
};

const BODIES: Readonly<Record<string, Json>> = {
  location: { latitude: 30.2741, longitude: 120.1551, name: '翠湖花园', address: '浙江省杭州市西湖区' },
  link: { title: '小区公告', desc: '', url: 'https://example.com/notice', pic_url: '' },
  sticker: {},
  merged_msg: { title: '群聊的聊天记录', item: [] },
  miniprogram: { title: '小程序', appid: 'wx0000000000000000', pagepath: 'index.html', thumb_media_id: '' },
  business_card: { userid: '' },
};

const isFile = (kind: MediaKind): kind is Media['type'] => kind in LIMIT;

/** Drives one owner. */
export function createOwnerDriver(deps: Deps, who: { externalUserid: string; openKfId: string }): OwnerDriver {
  const { core, sessions, accounts, waiting } = deps;
  const { externalUserid, openKfId } = who;
  const session = (): Session => core.chats.session(openKfId, externalUserid);
  const inbox = () =>
    session().messages.filter((one) => one.from !== 'owner' && one.from !== 'system' && one.status === 'shown');

  const send = (msgtype: string, body: Json): string =>
    sessions.receive(session(), { from: 'owner', sender: externalUserid, msgtype, body }).id;

  function sendFile(kind: Media['type'], options: { bytes?: Buffer; name?: string; contentType?: string }): string {
    const file = { ...SAMPLES[kind], ...options };
    // Beyond the limit WeCom hands on a hint in words instead of the file (3.3).
    if (file.bytes.length > LIMIT[kind]) return send('text', { content: `[${kind}: 文件过大，无法查看]` });
    return send(kind, { media_id: core.media.add({ ...file, type: kind, owner: null }).mediaId });
  }

  function enter(scene: string, sceneParam: string): void {
    const now = core.clock.now();
    const current = session();
    const fresh = (at: number | null) => at !== null && now - at < core.limits.ownerWindowMs;
    const welcome = !fresh(current.lastOwnerAt) && !fresh(current.welcomedAt);
    sessions.report(openKfId, {
      event_type: 'enter_session',
      external_userid: externalUserid,
      scene,
      scene_param: sceneParam,
      ...(welcome ? { welcome_code: sessions.giveCode(current, 'welcome') } : {}),
    });
    core.changed(current);
  }

  function findMenuItem(choice: string | RegExp): { id: string; content: string } {
    const fits = (item: { id: string; content: string }) =>
      typeof choice === 'string' ? item.id === choice || item.content === choice : choice.test(item.content);
    for (const message of inbox().reverse()) {
      const item = message.msgtype === 'msgmenu' ? menuItems(message.body).find(fits) : undefined;
      if (item !== undefined) return item;
    }
    throw new Error(`${externalUserid} has no menu item ${String(choice)}; last message: ${inbox().at(-1)?.text}`);
  }

  return {
    ...createReader(waiting, inbox, `owner ${externalUserid}`),
    externalUserid,
    openKfId,
    get inbox() {
      return inbox();
    },
    get chat() {
      return session().messages;
    },
    get session() {
      const current = session();
      const { state, servicer, quota } = current;
      return { state, servicer, quota, windowLeft: sessions.windowLeft(current) };
    },
    at: (other) => createOwnerDriver(deps, { externalUserid, openKfId: other }),
    enters: ({ scene = '', sceneParam = '' } = {}) => enter(scene, sceneParam),
    scans(url) {
      const way = accounts.resolve(url);
      if (way === undefined) throw new Error(`not a link of this corp: ${url}`);
      createOwnerDriver(deps, { externalUserid, openKfId: way.openKfId }).enters(way);
    },
    says: (text) => send('text', { content: text }),
    taps(choice) {
      const item = findMenuItem(choice);
      return send('text', { content: item.content, ...(item.id === '' ? {} : { menu_id: item.id }) });
    },
    sends: (kind, options = {}) =>
      isFile(kind) ? sendFile(kind, options) : send(kind, { ...BODIES[kind], ...options.body }),
    sendsRaw: send,
    recalls(msgid) {
      const message = session().messages.find((one) => one.id === msgid);
      if (message === undefined) throw new Error(`no such message: ${msgid}`);
      message.status = 'recalled';
      core.changed(session());
      const event = { event_type: 'user_recall_msg', external_userid: externalUserid, recall_msgid: msgid };
      sessions.report(openKfId, event);
    },
    blocks(on = true) {
      session().blocked = on;
      core.changed(session());
    },
    shutsWindow() {
      session().windowShut = true;
      core.changed(session());
    },
    spendsQuota() {
      session().quota = 0;
      core.changed(session());
    },
  };
}
