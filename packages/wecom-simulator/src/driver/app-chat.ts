import { createMessage, type MemberChat } from '../chats.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { Json } from '../types.ts';
import { toXml } from '../values.ts';

/** A member's side of the chat with the app: what they write goes to the bot as a callback (wecom-api.md 4.5). */
export interface AppChat {
  /** Sends an event or message to the bot; shows nothing. */
  callback(fields: Json): void;
  /** Shows a message, sends it to the bot and answers its MsgId. */
  write(message: { msgtype: string; body: Json; fields: Json }): string;
}

/** The app chat of one member. */
export function createAppChat(sim: SimulatorState, chat: MemberChat): AppChat {
  const { userid } = chat.member;

  function callback(fields: Json): void {
    const head = { ToUserName: sim.corpId, FromUserName: userid, CreateTime: Math.floor(sim.clock.now() / 1000) };
    void sim.callbacks.send('app', toXml({ ...head, ...fields, AgentID: Number(sim.agentId) }));
  }

  return {
    callback,
    write({ msgtype, body, fields }) {
      // 64 bits: more digits than a JavaScript number keeps (wecom-api.md 1.6).
      const id = `7${Array.from({ length: 18 }, () => Math.floor(sim.random() * 10)).join('')}`;
      chat.messages.push(createMessage({ id, at: sim.clock.now(), from: 'member', sender: userid, msgtype, body }));
      sim.changed(chat);
      callback({ ...fields, MsgId: id });
      return id;
    },
  };
}
