import type { Chat, Session } from '../chats.ts';
import type { Sessions } from '../sessions.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { CallRecord, Json, Message } from '../types.ts';
import { asObject } from '../values.ts';
import { words } from '../words.ts';

/** How many lines of a chat the page shows. */
const SHOWN = 300;
const CALLS_SHOWN = 40;

/** The people and places of the page. */
export function presentWorld(sim: SimulatorState): Json {
  const { corpName, accounts, timezone } = sim.options.world;
  return {
    corpName,
    timezone: timezone ?? 'Asia/Shanghai',
    accounts: accounts.map(({ openKfId, name }) => ({ openKfId, name })),
    owners: sim.chats.owners(),
    members: sim.chats.members().map((chat) => chat.member),
    groups: sim.chats.groups().map((chat) => chat.group),
    canAdvance: typeof sim.clock.advance === 'function',
  };
}

function senderName(sim: SimulatorState, message: Message): string {
  if (message.from === 'owner') return sim.chats.owner(message.sender)?.nickname ?? words.unknownOwner;
  return sim.chats.member(message.sender)?.member.name ?? '';
}

const isSession = (chat: Chat): chat is Session => 'openKfId' in chat;

/** A chat as the page draws it. */
export function presentChat(sim: SimulatorState, { chat, sessions }: { chat: Chat; sessions: Sessions }): Json {
  const messages = chat.messages.slice(-SHOWN).map((message) => {
    const { id, at, from, msgtype, body, text, status, card } = message;
    const replacedBy = card?.replacedBy ?? null;
    return { id, at, from, name: senderName(sim, message), msgtype, body, text, status, replacedBy };
  });
  if (!isSession(chat)) return { key: chat.key, messages };
  const { state, quota, blocked } = chat;
  const servicer = sim.chats.member(chat.servicer ?? '')?.member.name ?? chat.servicer;
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
