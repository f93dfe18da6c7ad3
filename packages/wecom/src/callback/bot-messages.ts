import { asObject, listOf, numberOf, objectOf, optionalText, textOf } from '../api/read.ts';
import { CallbackError } from './error.ts';
import type { CardSelection } from './messages.ts';

/** What a member said to the bot (wecom-api.md 6.1). Media addresses live 5 minutes and their bytes are encrypted. */
export type BotBody =
  | { readonly type: 'text'; readonly content: string }
  | { readonly type: 'image' | 'file' | 'video'; readonly url: string }
  /** Already transcribed. */
  | { readonly type: 'voice'; readonly content: string }
  | { readonly type: 'mixed'; readonly parts: readonly BotBody[] }
  | { readonly type: 'unknown'; readonly msgType: string };

interface BotCommon {
  /** Callbacks may come twice: the primary key (wecom-api.md 6.1). */
  readonly dedupeKey: string;
  readonly botId: string;
  /** userid, or an encrypted id when the bot's creator is no super admin. */
  readonly from: string;
  /** Empty in a single chat. */
  readonly chatId: string;
  readonly chatType: 'single' | 'group';
  /** One call within an hour. */
  readonly responseUrl?: string;
}

/** A member wrote to the bot; in a group the text begins with the bot's `@` name. */
export interface BotMessage extends BotCommon {
  readonly kind: 'bot-message';
  readonly msgId: string;
  readonly body: BotBody;
  readonly quote?: BotBody;
}

/** WeCom asks for the rest of a stream that was not finished. */
export interface BotStreamPoll extends BotCommon {
  readonly kind: 'bot-stream-poll';
  readonly streamId: string;
}

/** `enter_chat`, a card click (sent once, gone when unanswered in 5 s), feedback, or an unknown event. */
export type BotEvent = BotCommon & { readonly kind: 'bot-event' } & (
    | { readonly event: 'enter_chat' }
    | {
        readonly event: 'template_card_event';
        readonly eventKey: string;
        readonly taskId: string;
        readonly cardType: string;
        readonly selections: readonly CardSelection[];
      }
    | {
        readonly event: 'feedback_event';
        readonly feedbackId: string;
        readonly rating: number;
        readonly content: string;
      }
    | { readonly event: 'unknown'; readonly eventType: string }
  );

/** One decoded bot callback. */
export type BotCallback = BotMessage | BotStreamPoll | BotEvent;

type Raw = Record<string, unknown>;

function decodeBody(raw: Raw, msgType: string): BotBody {
  const part = objectOf(raw, msgType);
  switch (msgType) {
    case 'text':
    case 'voice':
      return { type: msgType, content: textOf(part, 'content') };
    case 'image':
    case 'file':
    case 'video':
      return { type: msgType, url: textOf(part, 'url') };
    case 'mixed': {
      // A mixed message holds texts and pictures only: no message can nest another without end.
      const simple = listOf(part, 'msg_item').filter((item) => textOf(item, 'msgtype') !== 'mixed');
      return { type: 'mixed', parts: simple.map((item) => decodeBody(item, textOf(item, 'msgtype'))) };
    }
    default:
      return { type: 'unknown', msgType };
  }
}

function decodeSelections(part: Raw): CardSelection[] {
  return listOf(objectOf(part, 'selected_items'), 'selected_item').map((item) => {
    const ids = objectOf(item, 'option_ids').option_id;
    return { questionKey: textOf(item, 'question_key'), optionIds: Array.isArray(ids) ? ids.map(String) : [] };
  });
}

function decodeEvent(raw: Raw, common: BotCommon): BotEvent {
  const event = objectOf(raw, 'event');
  const eventType = textOf(event, 'eventtype');
  const part = objectOf(event, eventType);
  const base = { kind: 'bot-event', ...common } as const;
  switch (eventType) {
    case 'enter_chat':
      return { ...base, event: eventType };
    case 'template_card_event': {
      const [eventKey, taskId] = [textOf(part, 'event_key'), textOf(part, 'task_id')];
      const cardType = textOf(part, 'card_type');
      return { ...base, event: eventType, eventKey, taskId, cardType, selections: decodeSelections(part) };
    }
    case 'feedback_event': {
      const [feedbackId, content] = [textOf(part, 'id'), textOf(part, 'content')];
      return { ...base, event: eventType, feedbackId, rating: numberOf(part, 'type'), content };
    }
    default:
      return { ...base, event: 'unknown', eventType };
  }
}

/** An event may come without msgid: then sender, time and content distinguish two of them. */
function dedupeKey(raw: Raw): string {
  const msgId = textOf(raw, 'msgid');
  if (msgId !== '') return `bot/${msgId}`;
  const event = objectOf(raw, 'event');
  const eventType = textOf(event, 'eventtype');
  const part = objectOf(event, eventType);
  const what = [eventType, textOf(part, 'event_key'), textOf(part, 'task_id')];
  const who = [textOf(raw, 'aibotid'), textOf(objectOf(raw, 'from'), 'userid')];
  return ['bot', ...who, textOf(raw, 'create_time'), ...what].join('/');
}

/** The decrypted JSON of a bot callback as a typed value (wecom-api.md 6.1). Throws CallbackError `broken-json`. */
export function decodeBotJson(text: string): BotCallback {
  const raw = parseJson(text);
  const msgType = textOf(raw, 'msgtype');
  const common: BotCommon = {
    dedupeKey: dedupeKey(raw),
    botId: textOf(raw, 'aibotid'),
    from: textOf(objectOf(raw, 'from'), 'userid'),
    chatId: textOf(raw, 'chatid'),
    chatType: textOf(raw, 'chattype') === 'group' ? 'group' : 'single',
    responseUrl: optionalText(raw, 'response_url'),
  };
  if (msgType === 'event') return decodeEvent(raw, common);
  if (msgType === 'stream') {
    return { kind: 'bot-stream-poll', ...common, streamId: textOf(objectOf(raw, 'stream'), 'id') };
  }
  const quoted = objectOf(raw, 'quote');
  const quote = raw.quote === undefined ? undefined : decodeBody(quoted, textOf(quoted, 'msgtype'));
  return { kind: 'bot-message', ...common, msgId: textOf(raw, 'msgid'), body: decodeBody(raw, msgType), quote };
}

/** A JSON object, or CallbackError `broken-json`. */
export function parseJson(text: string): Raw {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return asObject(value);
  } catch {
    // Told below, without the content.
  }
  throw new CallbackError('broken-json', 'the bot callback is not a JSON object');
}
