import type { Aibot } from '../api/aibot.ts';
import type { Identity } from '../api/identity.ts';
import type { AppMessages } from '../api/messages.ts';
import { createMessage, type MemberChat } from '../chats.ts';
import type { Servicers } from '../servicers.ts';
import type { Sessions } from '../sessions.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { Json, Message } from '../types.ts';
import { words } from '../words.ts';
import { type AppChat, createAppChat } from './app-chat.ts';
import { createMemberCards, type MemberCards } from './member-cards.ts';
import { createMemberSessions, type MemberSessions } from './member-sessions.ts';
import { SAMPLES } from './samples.ts';
import { createReader, type Reader, type Waiting } from './waiting.ts';

/** A member of the company with their WeCom client. */
export interface MemberDriver extends Reader, MemberCards, MemberSessions {
  readonly userid: string;
  /** What the app sent to the member, cards in their present state. */
  readonly inbox: Message[];
  /** Both sides of the chat with the app. */
  readonly chat: Message[];
  /** Messages dropped in silence because of the rate (wecom-api.md 4.1). */
  readonly dropped: number;
  /** Writes to the app and answers the MsgId. */
  says(text: string): string;
  sendsImage(bytes?: Buffer): string;
  /** Any other inbound message (wecom-api.md 4.5). */
  sendsRaw(msgType: string, fields: Json): string;
  /** Opens the app's chat (`enter_agent`). */
  enters(): void;
  /** The code with which a page of the bot is opened as this member (wecom-api.md 7.1). */
  authorizes(): string;
  /** Asks the 智能机器人, in a group (with @) or alone. Resolves when it has answered. */
  asksBot(text: string, options?: { group?: string }): Promise<void>;
}

/** The parts of the simulator that members use. */
export interface MemberDeps {
  readonly sim: SimulatorState;
  readonly sessions: Sessions;
  readonly servicers: Servicers;
  readonly appMessages: AppMessages;
  readonly identity: Identity;
  readonly aibot: Aibot;
  readonly waiting: Waiting;
}

function sendImage(sim: SimulatorState, appChat: AppChat, bytes?: Buffer): string {
  const media = sim.media.add({ ...SAMPLES.image, ...(bytes ? { bytes } : {}), type: 'image', owner: null });
  const PicUrl = `${sim.baseUrl}/simulator/media/${media.mediaId}`;
  const fields = { MsgType: 'image', PicUrl, MediaId: media.mediaId };
  return appChat.write({ msgtype: 'image', body: { media_id: media.mediaId }, fields });
}

async function ask({ sim, aibot }: MemberDeps, chat: MemberChat, question: { text: string; group?: string }) {
  const { text, group } = question;
  const { userid } = chat.member;
  const room = group === undefined ? chat : sim.chats.group(group);
  if (room === undefined) throw new Error(`no group ${group} in this world`);
  const content = group === undefined ? text : `${words.botMention} ${text}`;
  const parts = { id: sim.newId('', 28), at: sim.clock.now(), from: 'member' as const, sender: userid };
  room.messages.push(createMessage({ ...parts, msgtype: 'text', body: { content } }));
  sim.changed(room);
  await aibot.ask({ userid, chat: room, group: group ?? null, body: { msgtype: 'text', text: { content } } });
}

/** Drives one member. Throws for a userid that the world does not know. */
export function createMemberDriver(deps: MemberDeps, who: string): MemberDriver {
  const { sim, appMessages, identity, waiting } = deps;
  const chat = sim.chats.member(who);
  if (chat === undefined) throw new Error(`no member ${who} in this world`);
  const { userid } = chat.member;
  const inbox = () => chat.messages.filter((one) => one.from === 'bot' && one.status === 'shown');
  const appChat = createAppChat(sim, chat);

  return {
    ...createReader(waiting, inbox, `member ${userid}`),
    ...createMemberCards({ sim, chat, appChat, appMessages, inbox }),
    ...createMemberSessions(deps, userid),
    userid,
    get inbox() {
      return inbox();
    },
    get chat() {
      return chat.messages;
    },
    get dropped() {
      return chat.dropped;
    },
    says(content) {
      return appChat.write({ msgtype: 'text', body: { content }, fields: { MsgType: 'text', Content: content } });
    },
    sendsImage: (bytes) => sendImage(sim, appChat, bytes),
    sendsRaw: (msgtype, body) => appChat.write({ msgtype, body, fields: { MsgType: msgtype, ...body } }),
    enters: () => appChat.callback({ MsgType: 'event', Event: 'enter_agent', EventKey: '' }),
    authorizes: () => identity.giveOauthCode({ userid }),
    asksBot: (text, { group } = {}) => ask(deps, chat, { text, group }),
  };
}
