/** Turns of owners and members on the one queue. */
import type { Communities } from '../community/index.ts';
import type {
  Community,
  Conversation,
  ConversationEvent,
  ConversationState,
  OwnerPart,
} from '../conversation/index.ts';
import type { Metrics } from '../observability/index.ts';
import type { MemberMessage as StaffMessage, StaffService } from '../staff/index.ts';
import type { TicketService } from '../tickets/index.ts';
import type { ConversationDocument } from './ports.ts';
import type { TurnInput, TurnResult } from './queue-worker.ts';

/** What turns stand on. */
export interface TurnsDeps {
  readonly communities: Communities<Community>;
  readonly conversation: Conversation;
  readonly tickets: Pick<TicketService, 'ownerTickets'>;
  readonly staff: Pick<StaffService, 'handleQueued'>;
  readonly metrics: Pick<Metrics, 'turns' | 'turnSeconds'>;
}

const MEMBER = 'member/';

/** Whether a queue is a member's. */
export const isMemberQueue = (key: string) => key.startsWith(MEMBER);

function toEvent(input: TurnInput): ConversationEvent {
  if (input.kind === 'wake') return { kind: 'wake' };
  const parts: OwnerPart[] = [];
  for (const { event } of input.items) {
    if (event.kind === 'part') parts.push(event.part);
    else if (event.kind !== 'member') return event;
  }
  return { kind: 'messages', parts };
}

/** Makes the turns. */
export function createTurns({ communities, conversation, tickets, staff, metrics }: TurnsDeps) {
  async function ownerTurn(document: ConversationDocument, input: TurnInput): Promise<TurnResult<ConversationState>> {
    const { community, _id: conversationId, version, state } = document;
    const { state: next, effects } = await conversation.turn({
      community: communities.get(community),
      conversationId,
      version: version + 1,
      state,
      event: toEvent(input),
      tickets: await tickets.ownerTickets({ community, conversationId }),
    });
    return { state: next, effects, wakeAt: next.wakeAt };
  }

  /** Everything a member's message changes is stored and sent by the staff room, under ids that come from the message. */
  async function memberTurn({ _id, community }: ConversationDocument, input: TurnInput): Promise<void> {
    if (input.kind === 'wake') return;
    const userid = _id.slice(MEMBER.length);
    const messages = input.items.flatMap(({ _id: id, sentAt: at, event }): StaffMessage[] => {
      if (event.kind !== 'member') return [];
      const { message, via } = event;
      const chatId = 'chatId' in message ? message.chatId : undefined;
      return [{ id, userid, via, at, message, ...(chatId === undefined ? {} : { chatId }) }];
    });
    await staff.handleQueued(community, messages);
  }

  async function take(document: ConversationDocument, input: TurnInput): Promise<TurnResult<ConversationState>> {
    if (!isMemberQueue(document._id)) return ownerTurn(document, input);
    await memberTurn(document, input);
    return { state: null, effects: [], wakeAt: null };
  }

  return {
    burst: (community: string) => communities.get(community).conversation.burst,
    async take(document: ConversationDocument, input: TurnInput): Promise<TurnResult<ConversationState>> {
      const { community } = document;
      const end = metrics.turnSeconds.startTimer({ community });
      let result = 'failed';
      try {
        const taken = await take(document, input);
        result = 'done';
        return taken;
      } finally {
        end();
        metrics.turns.inc({ community, result });
      }
    },
  };
}
