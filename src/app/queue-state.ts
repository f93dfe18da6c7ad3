import type { ConversationState } from '../conversation/state.ts';

/** What is stored as the state of a queue: a conversation's, or nothing for a member. */
export type QueueState = ConversationState | null;
