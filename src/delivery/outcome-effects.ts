import type { Effect } from '../effects/index.ts';
import type { Outcome, OutgoingMessage, OwnerContent, Purpose } from './types.ts';

/** What an owner must hear even when WeChat will not carry it: then a person calls (design rule 6). */
const MUST_ARRIVE: readonly Purpose[] = ['emergency', 'promise', 'progress'];

/** Who has to know how a message ended: its visit, the alarm that waits for it, and whoever calls an owner in its place. Pure. */
export function outcomeEffects(message: OutgoingMessage, outcome: Outcome): Effect[] {
  return [...forVisit(message, outcome), ...forAlarm(message, outcome), ...forCaller(message, outcome)];
}

function forVisit({ visitId, id: messageId, to, purpose }: OutgoingMessage, outcome: Outcome): Effect[] {
  return visitId === undefined ? [] : [{ kind: 'visit.outcome', visitId, messageId, to, purpose, outcome }];
}

function forAlarm({ alarm, ticketId }: OutgoingMessage, outcome: Outcome): Effect[] {
  if (alarm === undefined || ticketId === undefined) return [];
  const reason = outcome.result === 'failed' ? { reason: outcome.reason } : {};
  const action = { kind: 'delivered', alarm, ok: outcome.result === 'sent', ...reason } as const;
  return [{ kind: 'ticket.act', ticketId, action }];
}

function forCaller(message: OutgoingMessage, outcome: Outcome): Effect[] {
  if (message.to !== 'owner' || outcome.result !== 'failed' || !MUST_ARRIVE.includes(message.purpose)) return [];
  const { id: messageId, ticketId = null, content, purpose } = message;
  const text = wordsOf(content);
  return [{ kind: 'owner.call', messageId, ticketId, text, reason: outcome.reason, urgent: purpose === 'emergency' }];
}

/** What of a message can be said on the telephone; null for a picture. */
function wordsOf(content: OwnerContent): string | null {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'menu':
      return content.head;
    case 'link':
      return content.title;
    case 'image':
      return null;
  }
}
