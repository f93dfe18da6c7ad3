import type { OutgoingMessage, Purpose } from '../delivery/types.ts';

/** A text to a member's app chat, for delivery. */
export function memberText(message: {
  /** Derived from what makes the message, so that making it twice sends it once. */
  readonly id: string;
  readonly community: string;
  readonly userid: string;
  readonly purpose: Purpose;
  readonly text: string;
  readonly ticketId?: string;
}): OutgoingMessage {
  const { text, ...rest } = message;
  return { ...rest, to: 'member', content: { kind: 'text', text } };
}
