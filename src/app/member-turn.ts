import type { DeliveryService } from '../delivery/delivery.ts';
import type { ConversationDocument } from '../intake/ports.ts';
import type { TurnInput } from '../intake/queue-worker.ts';
import type { StaffDesk } from '../staff/staff-desk.ts';

const MEMBER = 'member/';

/** Whether a queue is a member's. */
export const isMemberQueue = (key: string) => key.startsWith(MEMBER);

/** A turn with a member: everything it changes is stored and sent by the desk, under ids that come from the message. */
export function createMemberTurn(deps: { desk: StaffDesk; delivery: Pick<DeliveryService, 'cardClicked'> }) {
  return async <S>(document: ConversationDocument<S, never>, input: TurnInput): Promise<void> => {
    if (input.kind === 'wake') return;
    const userid = document._id.slice(MEMBER.length);
    const { community } = document;
    for (const { _id: id, sentAt: at, event } of input.items) {
      if (event.kind !== 'member') continue;
      const { message, via } = event;
      if (message.kind === 'click') {
        await deps.delivery.cardClicked({
          community,
          userid,
          taskId: message.taskId,
          responseCode: message.responseCode,
        });
      }
      const chatId = 'chatId' in message ? message.chatId : undefined;
      await deps.desk.handle({ id, userid, via, at, message, ...(chatId === undefined ? {} : { chatId }) });
    }
  };
}
