import type { ConversationEvent } from './types.ts';

/** Something that happened outside a conversation and that its owner is to be told or asked about. */
export interface ConversationEventToQueue {
  /** `${openKfId}/${externalUserid}`. */
  readonly conversationId: string;
  readonly event: Extract<ConversationEvent, { kind: 'visit' | 'quote' | 'ticket' }>;
  /** Epoch ms; later it must not be said any more. */
  readonly expiresAt?: number;
}

declare module '../effects/effect.ts' {
  interface Effects {
    /** Puts an event into the queue of a conversation. */
    readonly 'conversation.event': ConversationEventToQueue;
    /** Moves the 微信客服 session to a person, or into the pool when nobody receives (wecom-api.md 3.6). */
    readonly 'session.transfer': { readonly conversationId: string };
  }
}
