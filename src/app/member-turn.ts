import type { ConversationDocument } from '../intake/ports.ts';
import type { TurnInput } from '../intake/queue-worker.ts';
import type { MemberMessage, StaffService } from '../staff/index.ts';

const MEMBER = 'member/';

/** Whether a queue is a member's. */
export const isMemberQueue = (key: string) => key.startsWith(MEMBER);

/** A turn with a member: the messages of the queue go to the staff service. */
export function createMemberTurn(staff: StaffService) {
  return async <S>({ _id, community }: ConversationDocument<S, never>, input: TurnInput): Promise<void> => {
    if (input.kind === 'wake') return;
    const userid = _id.slice(MEMBER.length);
    const messages = input.items.flatMap(({ _id: id, sentAt: at, event }): MemberMessage[] => {
      if (event.kind !== 'member') return [];
      const { via, message } = event;
      return [{ id, userid, via, at, message, chatId: 'chatId' in message ? message.chatId : null }];
    });
    await staff.handleQueued(community, messages);
  };
}
