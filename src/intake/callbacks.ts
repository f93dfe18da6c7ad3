/** The two callbacks of WeCom: verified, decoded, stored, and only then acknowledged (design rule 1; wecom-api.md 1.6). */

import type { CallbackQuery } from '@shouwen/wecom';
import { type BotCallback, botAnswer, botWelcome, createAppCallback, createBotCallback } from '@shouwen/wecom';
import type { Communities } from '../community/index.ts';
import { findMember } from '../community/index.ts';
import type { Community } from '../conversation/index.ts';
import type { Clock } from '../shared/index.ts';
import type { MemberMessage as StaffMessage, StaffService } from '../staff/index.ts';
import type { KfIntake } from './kf-intake.ts';
import { memberInbound } from './member-message.ts';
import type { InboxRepository } from './ports.ts';
import type { QueueWorker } from './queue-worker.ts';

/** One callback address: the console's verification and the callbacks themselves. */
export interface CallbackHandler {
  /** The decrypted `echostr`. Throws when the signature does not fit. */
  verify(query: CallbackQuery): string;
  /** The body of the answer. Rejects for what is not accepted. */
  receive(query: CallbackQuery, body: string): Promise<string>;
}

/** What both callbacks need. */
export interface CallbackDeps {
  readonly communities: Communities<Community>;
  readonly clock: Clock;
}

/** What the working part of the service does with callbacks. */
export interface CallbackServices {
  readonly inbox: Pick<InboxRepository, 'put'>;
  readonly intake: Pick<KfIntake, 'onSyncRequest'>;
  readonly queue: Pick<QueueWorker, 'wake'>;
  readonly staff: Pick<StaffService, 'handle'>;
}

/** A member's community, or the company's first for a stranger, who is answered politely. */
function communityOf(userid: string, { communities }: CallbackDeps): Community {
  const all = communities.all();
  const found = all.find((community) => findMember(community, userid) !== null) ?? all[0];
  if (found === undefined) throw new Error('no community is configured');
  return found;
}

/** `/wecom/app`. `services` throws while the database has not answered. */
export function createAppCallbackHandler(
  credentials: Parameters<typeof createAppCallback>[0],
  services: () => CallbackServices,
  deps: CallbackDeps,
): CallbackHandler {
  const decoder = createAppCallback(credentials);
  return {
    verify: (query) => decoder.verifyUrl(query),

    async receive(query, body) {
      const now = deps.clock.now();
      const callback = decoder.decode({ query, body, now });
      const { inbox, intake, queue } = services();
      if (callback.kind === 'kf-sync-request') {
        await intake.onSyncRequest(callback);
        return '';
      }
      const { id: community, timezone } = communityOf('from' in callback ? callback.from : '', deps);
      const item = memberInbound(callback, { community, timezone, receivedAt: now });
      if (item === null) return '';
      await inbox.put([item]);
      queue.wake(item.community, item.key);
      return '';
    },
  };
}

/** In a group the text begins with the robot's name (wecom-api.md 6.1). */
const withoutName = (text: string) => text.replace(/^\s*@\S+\s+/, '').trim();

function questionOf(callback: Extract<BotCallback, { kind: 'bot-message' }>, at: number): StaffMessage {
  const { body, chatId } = callback;
  const spoken = body.type === 'text' || body.type === 'voice';
  return {
    id: callback.dedupeKey,
    userid: callback.from,
    via: 'bot',
    at,
    chatId: chatId === '' ? null : chatId,
    message: spoken ? { kind: 'text', text: withoutName(body.content) } : { kind: 'other', type: body.type },
  };
}

/**
 * `/wecom/bot`: the answer is the response itself (wecom-api.md 6.1). Everything a command changes is stored before it is
 * answered, and a callback that comes again gets the same answer.
 */
export function createBotCallbackHandler(
  credentials: Parameters<typeof createBotCallback>[0],
  services: () => CallbackServices,
  deps: CallbackDeps,
): CallbackHandler {
  const decoder = createBotCallback(credentials);
  return {
    verify: (query) => decoder.verifyUrl(query),

    async receive(query, body) {
      const now = deps.clock.now();
      const callback = decoder.decode({ query, body, now });
      const nonce = String(query.nonce);
      if (callback.kind === 'bot-event' && callback.event === 'enter_chat') {
        const { welcome } = communityOf('', deps).messages.desk;
        return decoder.encodeReply(botWelcome(welcome), { nonce, now });
      }
      if (callback.kind !== 'bot-message') return '';
      const { lines } = await services().staff.handle(questionOf(callback, now));
      return decoder.encodeReply(botAnswer(callback.msgId, lines.join('\n')), { nonce, now });
    },
  };
}
