import { type Chat, createMessage } from '../chats.ts';
import type { Core } from '../core.ts';
import type { Json } from '../types.ts';
import { asObject, asText, bytesOf } from '../values.ts';
import { type ApiCall, ApiError, type ApiTable, must } from './answer.ts';
import { checkCard } from './card-rules.ts';

const HOUR = 3_600_000;
const MAX_CONTENT = 20_480;
const POLL_MS = 1000;
const MAX_POLLS = 360;

/** A question to the 智能机器人 (wecom-api.md 6.1). */
export interface BotQuestion {
  readonly userid: string;
  /** The group asked in, or the member's own chat. */
  readonly chat: Chat;
  readonly group: string | null;
  readonly body: Json;
}

/** The 智能机器人 in webhook mode. */
export interface Aibot {
  readonly apis: ApiTable;
  /** Carries the question to the bot and shows what it answers; polls an unfinished stream. */
  ask(question: BotQuestion): Promise<void>;
}

/** The robot's side of the groups. `pollMs` between two looks at an unfinished stream, real milliseconds. */
export function createAibot(core: Core, { pollMs = POLL_MS }: { pollMs?: number } = {}): Aibot {
  const addresses = new Map<string, { chat: Chat; at: number; used: boolean }>();

  function show(chat: Chat, msgtype: string, body: Json): void {
    const parts = {
      id: core.newId('', 28),
      at: core.clock.now(),
      from: 'bot' as const,
      sender: 'aibot',
      msgtype,
      body,
    };
    const card = { taskId: asText(body.task_id), content: body, replacedBy: null, past: [] };
    chat.messages.push(createMessage(msgtype === 'template_card' ? { ...parts, card } : parts));
    core.changed(chat);
  }

  /** POST to `response_url`: not encrypted, one call within an hour. */
  function respond({ query, body }: ApiCall) {
    const address = addresses.get(query.get('response_code') ?? '');
    must(address !== undefined && !address.used, 60140, 'invalid response_code');
    must(core.clock.now() - address.at < HOUR, 60140, 'response_code expired');
    const msgtype = asText(body.msgtype);
    const content = asObject(body[msgtype]);
    if (msgtype === 'template_card') checkCard(content);
    else if (msgtype !== 'markdown') throw new ApiError(40008, 'invalid msgtype');
    must(bytesOf(asText(content.content)) <= MAX_CONTENT, 40058, 'markdown.content exceed max length 20480');
    address.used = true;
    show(address.chat, msgtype, content);
    return {};
  }

  function openReply(text: string, nonce: string): Json | null {
    if (text === '') return null;
    const sealed = asObject(JSON.parse(text));
    if (asText(sealed.nonce) !== nonce) throw new Error('the bot answered with another nonce than the callback had');
    const plain = core.callbacks.envelope('bot').open({
      encrypt: asText(sealed.encrypt),
      signature: asText(sealed.msgsignature),
      timestamp: String(sealed.timestamp),
      nonce,
    });
    return asObject(JSON.parse(plain));
  }

  async function exchange(payload: Json): Promise<Json | null> {
    const answer = await core.callbacks.send('bot', JSON.stringify(payload));
    return answer === null ? null : openReply(answer.body, answer.nonce);
  }

  /** Follows a stream until it is finished or six minutes are over, and answers its last content. */
  async function follow(question: Json, first: Json): Promise<Json> {
    let stream = first;
    for (let poll = 0; stream.finish !== true && poll < MAX_POLLS; poll += 1) {
      await new Promise((next) => setTimeout(next, pollMs).unref());
      const look = { ...question, msgid: core.newId('', 28), msgtype: 'stream', stream: { id: stream.id } };
      stream = asObject((await exchange(look))?.stream ?? stream);
    }
    return stream;
  }

  async function ask({ userid, chat, group, body }: BotQuestion): Promise<void> {
    const code = core.newId('', 40);
    addresses.set(code, { chat, at: core.clock.now(), used: false });
    const question = {
      msgid: core.newId('', 28),
      aibotid: 'aib-simulator',
      ...(group === null ? {} : { chatid: group }),
      chattype: group === null ? 'single' : 'group',
      from: { userid },
      response_url: `${core.baseUrl}/cgi-bin/aibot/response?response_code=${code}`,
      ...body,
    };
    const reply = await exchange(question);
    if (reply === null) return;
    if (asText(reply.msgtype).startsWith('stream')) {
      const stream = await follow(question, asObject(reply.stream));
      show(chat, 'markdown', { content: asText(stream.content) });
    }
    if (reply.template_card !== undefined) show(chat, 'template_card', asObject(reply.template_card));
  }

  return { apis: { 'aibot/response': { method: 'POST', auth: 'none', handle: respond } }, ask };
}
