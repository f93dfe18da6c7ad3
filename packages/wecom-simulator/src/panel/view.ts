import type { Chat, Session } from '../chats.ts';
import type { Core } from '../core.ts';
import type { Sessions } from '../sessions.ts';
import type { CallRecord, Json, Message } from '../types.ts';
import { asObject } from '../values.ts';

/** How many lines of a chat the page shows. */
const SHOWN = 300;
const CALLS_SHOWN = 40;

/** The people and places of the page. */
export function presentWorld(core: Core): Json {
  const { corpName, accounts, timezone } = core.options.world;
  return {
    corpName,
    timezone: timezone ?? 'Asia/Shanghai',
    accounts: accounts.map(({ openKfId, name }) => ({ openKfId, name })),
    owners: core.chats.owners(),
    members: core.chats.members().map((chat) => chat.member),
    groups: core.chats.groups().map((chat) => chat.group),
    canAdvance: typeof core.clock.advance === 'function',
  };
}

function senderName(core: Core, message: Message): string {
  if (message.from === 'owner') return core.chats.owner(message.sender)?.nickname ?? '业主';
  return core.chats.member(message.sender)?.member.name ?? '';
}

const isSession = (chat: Chat): chat is Session => 'openKfId' in chat;

/** A chat as the page draws it. */
export function presentChat(core: Core, { chat, sessions }: { chat: Chat; sessions: Sessions }): Json {
  const messages = chat.messages.slice(-SHOWN).map((message) => {
    const { id, at, from, msgtype, body, text, status, card } = message;
    const replacedBy = card?.replacedBy ?? null;
    return { id, at, from, name: senderName(core, message), msgtype, body, text, status, replacedBy };
  });
  if (!isSession(chat)) return { key: chat.key, messages };
  const { state, quota, blocked } = chat;
  const servicer = core.chats.member(chat.servicer ?? '')?.member.name ?? chat.servicer;
  return {
    key: chat.key,
    messages,
    session: { state, quota, blocked, servicer, windowLeft: sessions.windowLeft(chat) },
  };
}

/** The last calls, one line each, the newest last. */
export function presentCalls(calls: readonly CallRecord[]): Json[] {
  return calls.slice(-CALLS_SHOWN).map(({ n, at, kind, name, outcome, status, answer }) => {
    const { errcode } = asObject(answer);
    return { n, at, kind, name, outcome, status, errcode: typeof errcode === 'number' ? errcode : null };
  });
}
