import type { BotCallback, BotCallbackDecoder, CallbackQuery } from '@shouwen/wecom';
import { botAnswer, botWelcome } from '@shouwen/wecom';

/** What a member asked the 智能机器人, ready for the staff desk. */
export interface BotQuestion {
  readonly id: string;
  readonly userid: string;
  readonly via: 'bot';
  readonly at: number;
  readonly chatId: string | null;
  readonly message:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'other'; readonly type: string };
}

/** What the door of the robot needs. */
export interface BotDoorDeps {
  readonly decoder: BotCallbackDecoder;
  now(): number;
  /** Answers a member; the same id twice answers the same and acts once. */
  ask(question: BotQuestion): Promise<{ readonly lines: readonly string[] }>;
  /** First line of the single chat. */
  welcome(): string;
}

/** In a group the text begins with the robot's name (wecom-api.md 6.1). */
const withoutName = (text: string) => text.replace(/^\s*@\S+\s+/, '').trim();

function questionOf(callback: Extract<BotCallback, { kind: 'bot-message' }>, at: number): BotQuestion {
  const { body } = callback;
  const spoken = body.type === 'text' || body.type === 'voice';
  return {
    id: callback.dedupeKey,
    userid: callback.from,
    via: 'bot',
    at,
    chatId: callback.chatId === '' ? null : callback.chatId,
    message: spoken ? { kind: 'text', text: withoutName(body.content) } : { kind: 'other', type: body.type },
  };
}

/**
 * `/wecom/bot`: the answer is the response itself (wecom-api.md 6.1). Everything a command changes is stored before it is
 * answered, and a callback that comes again gets the same answer.
 */
export function createBotDoor(deps: BotDoorDeps) {
  return {
    verify: (query: CallbackQuery) => deps.decoder.verifyUrl(query),

    async receive(query: CallbackQuery, body: string): Promise<string> {
      const now = deps.now();
      const callback = deps.decoder.decode({ query, body, now });
      const nonce = String(query.nonce);
      if (callback.kind === 'bot-event' && callback.event === 'enter_chat') {
        return deps.decoder.encodeReply(botWelcome(deps.welcome()), { nonce, now });
      }
      if (callback.kind !== 'bot-message') return '';
      const { lines } = await deps.ask(questionOf(callback, now));
      return deps.decoder.encodeReply(botAnswer(callback.msgId, lines.join('\n')), { nonce, now });
    },
  };
}
