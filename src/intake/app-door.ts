import type { AppCallback, AppCallbackDecoder, CallbackQuery, KfSyncRequest } from '@shouwen/wecom';
import { memberInbound } from './member-message.ts';
import type { InboxRepository } from './ports.ts';

/** What the door of the self-built app needs. */
export interface AppDoorDeps {
  readonly decoder: AppCallbackDecoder;
  readonly inbox: Pick<InboxRepository, 'put'>;
  /** Epoch ms. */
  now(): number;
  /** Stores the doorbell and starts the pull. */
  ring(doorbell: KfSyncRequest): Promise<void>;
  /** The community a member belongs to, or the company's first for a stranger, who is answered politely. */
  communityOf(userid: string): { readonly id: string; readonly timezone: string };
  /** Something waits in the queue of a member. */
  poke(community: string, key: string): void;
  /** Events that need nobody. */
  onEvent(callback: AppCallback): void;
}

/** `/wecom/app`: verified, decoded, stored, and only then acknowledged with an empty body (wecom-api.md 1.6). */
export function createAppDoor(deps: AppDoorDeps) {
  return {
    verify: (query: CallbackQuery) => deps.decoder.verifyUrl(query),

    async receive(query: CallbackQuery, body: string): Promise<string> {
      const callback = deps.decoder.decode({ query, body, now: deps.now() });
      if (callback.kind === 'kf-sync-request') {
        await deps.ring(callback);
        return '';
      }
      const from = 'from' in callback ? callback.from : '';
      const { id: community, timezone } = deps.communityOf(from);
      const item = memberInbound(callback, { community, timezone, receivedAt: deps.now() });
      if (item === null) {
        deps.onEvent(callback);
        return '';
      }
      await deps.inbox.put([item]);
      deps.poke(item.community, item.key);
      return '';
    },
  };
}
