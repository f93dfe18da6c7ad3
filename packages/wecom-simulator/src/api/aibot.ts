import { type Chat, createMessage } from '../chats.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { Json } from '../types.ts';
import { asObject, asText, bytesOf } from '../values.ts';
import { type ApiCall, ApiError, type ApiTable, must } from './answer.ts';
import { checkCard } from './card-rules.ts';

const HOUR_MS = 3_600_000;
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

interface ResponseAddress {
  readonly chat: Chat;
  readonly at: number;
  used: boolean;
}

function show(sim: SimulatorState, chat: Chat, { msgtype, body }: { msgtype: string; body: Json }): void {
  const parts = { id: sim.newId('', 28), at: sim.clock.now(), from: 'bot' as const, sender: 'aibot' };
  chat.messages.push(createMessage({ ...parts, msgtype, body }));
  sim.changed(chat);
}

/** `aibot/response`, the `response_url` of a question: not encrypted, one call within an hour. */
function createResponses(sim: SimulatorState) {
  const addresses = new Map<string, ResponseAddress>();

  function handle({ query, body }: ApiCall) {
    const address = addresses.get(query.get('response_code') ?? '');
    must(address !== undefined && !address.used, 60140, 'invalid response_code');
    must(sim.clock.now() - address.at < HOUR_MS, 60140, 'response_code expired');
    const msgtype = asText(body.msgtype);
    const content = asObject(body[msgtype]);
    if (msgtype === 'template_card') checkCard(content);
    else if (msgtype !== 'markdown') throw new ApiError(40008, 'invalid msgtype');
    must(bytesOf(asText(content.content)) <= MAX_CONTENT, 40058, 'markdown.content exceed max length 20480');
    address.used = true;
    show(sim, address.chat, { msgtype, body: content });
    return {};
  }

  return {
    handle,
    urlFor(chat: Chat): string {
      const code = sim.newId('', 40);
      addresses.set(code, { chat, at: sim.clock.now(), used: false });
      return `${sim.baseUrl}/cgi-bin/aibot/response?response_code=${code}`;
    },
  };
}

function openReply(sim: SimulatorState, text: string, nonce: string): Json | null {
  if (text === '') return null;
  const sealed = asObject(JSON.parse(text));
  if (asText(sealed.nonce) !== nonce) throw new Error('the bot answered with another nonce than the callback had');
  const [encrypt, signature] = [asText(sealed.encrypt), asText(sealed.msgsignature)];
  const signed = { encrypt, signature, timestamp: String(sealed.timestamp), nonce };
  return asObject(JSON.parse(sim.callbacks.envelope('bot').open(signed)));
}

async function exchange(sim: SimulatorState, payload: Json): Promise<Json | null> {
  const answer = await sim.callbacks.send('bot', JSON.stringify(payload));
  return answer === null ? null : openReply(sim, answer.body, answer.nonce);
}

/** The robot's side of the groups. `pollMs` between two requests for an unfinished stream, real milliseconds. */
export function createAibot(sim: SimulatorState, { pollMs = POLL_MS }: { pollMs?: number } = {}): Aibot {
  const responses = createResponses(sim);

  /** Follows a stream until it is finished or six minutes are over, and answers its last content. */
  async function follow(question: Json, first: Json): Promise<Json> {
    let stream = first;
    for (let poll = 0; stream.finish !== true && poll < MAX_POLLS; poll += 1) {
      await new Promise((next) => setTimeout(next, pollMs).unref());
      const next = { ...question, msgid: sim.newId('', 28), msgtype: 'stream', stream: { id: stream.id } };
      stream = asObject((await exchange(sim, next))?.stream ?? stream);
    }
    return stream;
  }

  async function ask({ userid, chat, group, body }: BotQuestion): Promise<void> {
    const response_url = responses.urlFor(chat);
    const place = group === null ? { chattype: 'single' } : { chatid: group, chattype: 'group' };
    const head = { msgid: sim.newId('', 28), aibotid: 'aib-simulator', ...place, from: { userid } };
    const question = { ...head, response_url, ...body };
    const reply = await exchange(sim, question);
    if (reply === null) return;
    if (asText(reply.msgtype).startsWith('stream')) {
      const stream = await follow(question, asObject(reply.stream));
      show(sim, chat, { msgtype: 'markdown', body: { content: asText(stream.content) } });
    }
    if (reply.template_card === undefined) return;
    show(sim, chat, { msgtype: 'template_card', body: asObject(reply.template_card) });
  }

  return { apis: { 'aibot/response': { method: 'POST', auth: 'none', handle: responses.handle } }, ask };
}
