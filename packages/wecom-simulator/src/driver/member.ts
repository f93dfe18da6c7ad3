import type { Aibot } from '../api/aibot.ts';
import type { Identity } from '../api/identity.ts';
import type { AppMessages } from '../api/messages.ts';
import { createMessage, type MemberChat, type Session } from '../chats.ts';
import type { Core } from '../core.ts';
import type { Servicers } from '../servicers.ts';
import type { Sessions } from '../sessions.ts';
import type { Json, Message } from '../types.ts';
import { asList, asObject, asText, toXml } from '../values.ts';
import type { OwnerDriver } from './owner.ts';
import { SAMPLES } from './samples.ts';
import { createReader, type Match, matches, type Reader, type Waiting } from './waiting.ts';

/** What was chosen on a card, by question key. */
export type Selection = Readonly<Record<string, readonly string[]>>;

/** A member of the company with his WeCom client. */
export interface MemberDriver extends Reader {
  readonly userid: string;
  /** What the app sent him, cards in their present state. */
  readonly inbox: Message[];
  /** Both sides of the chat with the app. */
  readonly chat: Message[];
  /** Messages dropped in silence because of the rate (4.1). */
  readonly dropped: number;
  /** The latest card that matches, by task id or by its words. */
  card(match?: Match): Message | undefined;
  /** Writes to the app and answers the MsgId. */
  says(text: string): string;
  /**
   * Clicks a button, by its key or its words, on the latest card that matches. A button that the card no longer shows can
   * be clicked with `stale`: someone's screen may be old.
   */
  clicks(card: Match, button: string | RegExp, options?: { selection?: Selection; stale?: boolean }): void;
  sendsImage(bytes?: Buffer): string;
  /** Any other inbound message of 4.5. */
  sendsRaw(msgType: string, fields: Json): string;
  /** Opens the app's chat (`enter_agent`). */
  enters(): void;
  /** The code with which a page of the bot is opened as him (7.1). */
  authorizes(): string;
  /** Asks the 智能机器人, in a group (with @) or alone. Resolves when it has answered. */
  asksBot(text: string, options?: { group?: string }): Promise<void>;
  /** Takes an owner's session in the WeCom client (change_type 1). */
  takes(owner: OwnerDriver): void;
  /** Writes to the owner as 接待人员. Throws unless he has the session. */
  writesTo(owner: OwnerDriver, text: string): string;
  /** Ends the session (change_type 3); the bot gets its code for a farewell. */
  ends(owner: OwnerDriver): void;
  /** Stops or resumes receiving owners of an account (`servicer_status_change`). */
  receives(openKfId: string, on: boolean): void;
}

interface Deps {
  readonly core: Core;
  readonly sessions: Sessions;
  readonly servicers: Servicers;
  readonly appMessages: AppMessages;
  readonly identity: Identity;
  readonly aibot: Aibot;
  readonly waiting: Waiting;
}

interface CardAction {
  readonly key: string;
  readonly text: string;
  readonly fromMenu: boolean;
}

function actionsOf(content: Json): CardAction[] {
  const read = (list: unknown, fromMenu: boolean) =>
    asList(list)
      .map(asObject)
      .filter((item) => item.type !== 1)
      .map((item) => ({ key: asText(item.key), text: asText(item.text), fromMenu }));
  const submit = content.submit_button === undefined ? [] : [content.submit_button];
  return [
    ...read(content.button_list, false),
    ...read(submit, false),
    ...read(asObject(content.action_menu).action_list, true),
  ];
}

/** What a card has selected before anyone touches it. */
function presetOf(content: Json): Selection {
  const questions = [content.button_selection, ...asList(content.select_list)].map(asObject);
  const preset = questions.filter((question) => asText(question.selected_id) !== '');
  return Object.fromEntries(preset.map((one) => [asText(one.question_key), [asText(one.selected_id)]]));
}

function selectedItems(selection: Selection): Json {
  return {
    SelectedItem: Object.entries(selection).map(([QuestionKey, ids]) => ({
      QuestionKey,
      OptionIds: { OptionId: [...ids] },
    })),
  };
}

/** Drives one member. Throws for a userid that the world does not know. */
export function createMemberDriver(deps: Deps, userid: string): MemberDriver {
  const { core, sessions, servicers, appMessages, identity, aibot, waiting } = deps;
  const found = core.chats.member(userid);
  if (found === undefined) throw new Error(`no member ${userid} in this world`);
  const chat: MemberChat = found;
  const self = chat.member.userid;
  const inbox = () => chat.messages.filter((one) => one.from === 'bot' && one.status === 'shown');
  const seconds = () => Math.floor(core.clock.now() / 1000);

  function callback(fields: Json): void {
    const head = { ToUserName: core.corpId, FromUserName: self, CreateTime: seconds() };
    void core.callbacks.send('app', toXml({ ...head, ...fields, AgentID: Number(core.agentId) }));
  }

  function write(msgtype: string, body: Json, fields: Json): string {
    // 64 bits: more digits than a JavaScript number keeps (wecom-api.md 1.6).
    const id = `7${Array.from({ length: 18 }, () => Math.floor(core.random() * 10)).join('')}`;
    chat.messages.push(createMessage({ id, at: core.clock.now(), from: 'member', sender: self, msgtype, body }));
    core.changed(chat);
    callback({ ...fields, MsgId: id });
    return id;
  }

  const card = (match?: Match) =>
    inbox().findLast((one) => one.card !== null && (one.card.taskId === match || matches(one, match)));

  function findCard(match: Match): Message {
    const found = card(match);
    if (found === undefined) throw new Error(`${self} has no card ${String(match)}; last: ${inbox().at(-1)?.text}`);
    return found;
  }

  function findAction(message: Message, button: string | RegExp, wasThere: boolean): CardAction {
    const fits = (one: CardAction) =>
      typeof button === 'string' ? one.key === button || one.text === button : button.test(one.text);
    const card = message.card!;
    const shown = card.replacedBy === null ? actionsOf(card.content) : [];
    const old = wasThere ? [...card.past, card.content].reverse().flatMap(actionsOf) : [];
    const action = [...shown, ...old].find(fits);
    if (action === undefined) throw new Error(`no button ${String(button)} on the card: ${message.text}`);
    return action;
  }

  function click(
    match: Match,
    button: string | RegExp,
    options: { selection?: Selection; stale?: boolean } = {},
  ): void {
    const message = findCard(match);
    const action = findAction(message, button, options.stale === true);
    const { taskId } = message.card!;
    chat.clicked.push({ text: action.text, at: core.clock.now() });
    callback({
      MsgType: 'event',
      Event: action.fromMenu ? 'template_card_menu_event' : 'template_card_event',
      EventKey: action.key,
      TaskId: taskId,
      CardType: asText(message.body.card_type),
      ResponseCode: appMessages.giveResponseCode(taskId),
      SelectedItems: selectedItems({ ...presetOf(message.body), ...options.selection }),
    });
    core.changed(chat);
  }

  function image(bytes?: Buffer): string {
    const media = core.media.add({ ...SAMPLES.image, ...(bytes ? { bytes } : {}), type: 'image', owner: null });
    const fields = {
      MsgType: 'image',
      PicUrl: `${core.baseUrl}/simulator/media/${media.mediaId}`,
      MediaId: media.mediaId,
    };
    return write('image', { media_id: media.mediaId }, fields);
  }

  async function ask(text: string, group: string | undefined): Promise<void> {
    const room = group === undefined ? chat : core.chats.group(group);
    if (room === undefined) throw new Error(`no group ${group} in this world`);
    const content = group === undefined ? text : `@机器人 ${text}`;
    const parts = { id: core.newId('', 28), at: core.clock.now(), from: 'member' as const, sender: self };
    room.messages.push(createMessage({ ...parts, msgtype: 'text', body: { content } }));
    core.changed(room);
    await aibot.ask({ userid: self, chat: room, group: group ?? null, body: { msgtype: 'text', text: { content } } });
  }

  const sessionOf = (owner: OwnerDriver): Session => core.chats.session(owner.openKfId, owner.externalUserid);

  function statusChange(session: Session, fields: Json): void {
    core.changed(session);
    const head = { event_type: 'session_status_change', external_userid: session.externalUserid };
    sessions.report(session.openKfId, { ...head, ...fields });
  }

  return {
    ...createReader(waiting, inbox, `member ${self}`),
    userid: self,
    get inbox() {
      return inbox();
    },
    get chat() {
      return chat.messages;
    },
    get dropped() {
      return chat.dropped;
    },
    card,
    says: (text) => write('text', { content: text }, { MsgType: 'text', Content: text }),
    clicks: click,
    sendsImage: image,
    sendsRaw: (msgType, fields) => write(msgType, fields, { MsgType: msgType, ...fields }),
    enters: () => callback({ MsgType: 'event', Event: 'enter_agent', EventKey: '' }),
    authorizes: () => identity.giveOauthCode({ userid: self }),
    asksBot: (text, { group } = {}) => ask(text, group),
    takes(owner) {
      const session = sessionOf(owner);
      sessions.move(session, 3, self);
      const msg_code = sessions.giveCode(session, 'taken');
      statusChange(session, { change_type: 1, new_servicer_userid: self, msg_code });
    },
    writesTo(owner, text) {
      const session = sessionOf(owner);
      if (session.servicer !== self) throw new Error(`${self} does not serve ${owner.externalUserid}`);
      return sessions.receive(session, { from: 'servicer', sender: self, msgtype: 'text', body: { content: text } }).id;
    },
    ends(owner) {
      const session = sessionOf(owner);
      sessions.move(session, 4);
      const msg_code = sessions.giveCode(session, 'ended');
      statusChange(session, { change_type: 3, old_servicer_userid: self, msg_code });
    },
    receives(openKfId, on) {
      const servicer = servicers.list(openKfId).find((one) => one.userid === self);
      if (servicer === undefined) throw new Error(`${self} is no servicer of ${openKfId}`);
      servicer.status = on ? 0 : 1;
      // The event counts the other way round than the list (3.7).
      const event = { event_type: 'servicer_status_change', servicer_userid: self, status: on ? 1 : 2, stop_type: 0 };
      sessions.report(openKfId, event);
    },
  };
}
