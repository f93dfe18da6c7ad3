import type { GroupContent, MemberContent, OwnerContent, Purpose } from './types.ts';

/** What every message may carry besides where it goes and what it shows. */
interface MessageDetails {
  readonly purpose: Purpose;
  readonly ticketId?: string;
  readonly visitId?: string;
  /** Names the alarm of a ticket that waits for the outcome of this message. */
  readonly alarm?: string;
  /** Epoch ms; not before. */
  readonly notBefore?: number;
  /** Epoch ms; after this it is not sent. */
  readonly expiresAt?: number;
}

/** A message to a person. Its id is the effect's. */
export type MessageToSend = MessageDetails &
  (
    | {
        readonly to: 'owner';
        /** `${openKfId}/${externalUserid}`. */
        readonly conversationId: string;
        readonly content: OwnerContent;
        /** One-time code of an event (wecom-api.md 3.5). */
        readonly code?: string;
      }
    | { readonly to: 'group'; readonly department: string; readonly content: GroupContent }
    | { readonly to: 'member'; readonly userid: string; readonly content: MemberContent }
  );

declare module '../effects/effect.ts' {
  interface Effects {
    /** Puts a message into the outbox. */
    readonly 'message.send': MessageToSend;
  }
}
