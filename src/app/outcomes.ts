import type { Community } from '../config/types.ts';
import type { Delivery, Outcome, OutgoingMessage, OwnerContent, Purpose } from '../delivery/types.ts';
import type { HeardOutcome } from '../followup/hear.ts';
import { maskText } from '../language/mask.ts';
import { format, wordsFor } from '../messages/index.ts';
import { deriveId } from '../shared/id.ts';
import { view } from '../tickets/confidentiality.ts';
import type { Ticket } from '../tickets/types.ts';
import type { SystemAct } from './ticketing.ts';

/** What becomes of outcomes. */
export interface OutcomeDeps {
  community(id: string): Community;
  ticket(community: string, id: string): Promise<Ticket | null>;
  /** As the system. */
  act(request: SystemAct): Promise<unknown>;
  /** Follow-up is told of a visit's message. */
  visit(heard: HeardOutcome & { readonly community: string; readonly visitId: string }): Promise<void>;
  readonly delivery: Pick<Delivery, 'enqueue'>;
  counted(message: OutgoingMessage, outcome: Outcome): void;
}

/** What an owner must hear even when WeChat will not carry it: then a person calls (design rule 6). */
const MUST_ARRIVE: readonly Purpose[] = ['emergency', 'promise', 'progress'];

function wordsOf(content: OwnerContent, photo: string): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'menu':
      return content.head;
    case 'link':
      return content.title;
    case 'image':
      return photo;
  }
}

/** Told by delivery how each message ended; doing it twice changes nothing. */
export function createOutcomes(deps: OutcomeDeps) {
  /** To the service desk's group; about what that group may not know of (R1), to the keeper himself. */
  async function phoneTask(message: OutgoingMessage & { to: 'owner' }, reason: string): Promise<void> {
    const community = deps.community(message.community);
    const { messages, duty } = community;
    const ticket = message.ticketId === undefined ? null : await deps.ticket(community.id, message.ticketId);
    const seen = ticket && view(ticket, { kind: 'group', department: duty.desk }, community);
    const text = format(messages.desk.phone, {
      number: ticket?.number ?? '',
      who: seen?.reporter?.name ?? '',
      reason: wordsFor(messages.desk.failures, reason),
      text: maskText(wordsOf(message.content, messages.desk.photo)),
    });
    const content = { kind: 'text', text } as const;
    await deps.delivery.enqueue([
      {
        id: deriveId(message.id, 'phone'),
        community: community.id,
        purpose: message.purpose === 'emergency' ? 'emergency' : 'task',
        ...(ticket !== null && seen === null
          ? { to: 'member', userid: ticket.keeper, content }
          : { to: 'group', department: duty.desk, content }),
        ...(message.ticketId === undefined ? {} : { ticketId: message.ticketId }),
      },
    ]);
  }

  return async (message: OutgoingMessage, outcome: Outcome): Promise<void> => {
    deps.counted(message, outcome);
    const { community, id, ticketId, alarm, visitId } = message;
    if (visitId !== undefined) {
      const { to, purpose } = message;
      await deps.visit({ community, visitId, messageId: id, to, purpose, outcome });
    }
    if (alarm !== undefined && ticketId !== undefined) {
      const ok = outcome.result === 'sent';
      const reason = outcome.result === 'failed' ? { reason: outcome.reason } : {};
      await deps.act({
        community,
        ticketId,
        action: { kind: 'delivered', alarm, ok, ...reason },
        id: deriveId(id, outcome.result),
      });
    }
    if (message.to === 'owner' && outcome.result === 'failed' && MUST_ARRIVE.includes(message.purpose)) {
      await phoneTask(message, outcome.reason);
    }
  };
}
