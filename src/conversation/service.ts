/** One turn of a conversation as the per-owner queue takes it: the pure step, its rescue, and the effects it asks for. */
import type { Effect } from '../effects/index.ts';
import type { Clock } from '../shared/index.ts';
import type { Community } from './community.ts';
import type { LiveFlows } from './live-flows.ts';
import { rescue } from './rescue.ts';
import { type ConversationState, initialState } from './state.ts';
import { type StepInput, step } from './step.ts';
import { toEffects } from './to-effects.ts';
import type { ConversationEvent, OwnerTicket, StepContext } from './types.ts';
import { wordsOf } from './words.ts';

/** What happened, and the conversation it happened to. */
export interface TurnRequest {
  readonly community: Community;
  readonly conversationId: string;
  /** The version that the turn makes. */
  readonly version: number;
  /** Null before the first turn. */
  readonly state: ConversationState | null;
  readonly event: ConversationEvent;
  /** The owner's open and recent tickets, newest first. */
  readonly tickets: readonly OwnerTicket[];
}

/** What a turn leaves behind. */
export interface TurnResult {
  readonly state: ConversationState;
  readonly effects: readonly Effect[];
}

/** The dialogue with owners. */
export interface Conversation {
  /** Takes one turn. When the step itself fails, a person takes over with what is known (repair 10). */
  turn(request: TurnRequest): Promise<TurnResult>;
}

/** What the dialogue stands on. */
export interface ConversationDeps {
  readonly flows: LiveFlows;
  readonly understanding: {
    understandWithSecondOpinion(
      text: string,
      context: { now: number; timezone: string },
    ): Promise<StepContext['understand']>;
  };
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
}

/** Makes the dialogue. */
export function createConversation({ flows, understanding, clock, log }: ConversationDeps): Conversation {
  return {
    async turn({ community, conversationId, version, state, event, tickets }) {
      const now = clock.now();
      const { timezone } = community;
      const words = event.kind === 'messages' ? wordsOf(event.parts) : '';
      const understand = await understanding.understandWithSecondOpinion(words, { now, timezone });
      const context: StepContext = { now, community, tickets, understand };
      const input: StepInput = { state: state ?? initialState(), event, context, flows: flows.current() };
      const result = stepOrRescue(input, (error) =>
        log.error({ community: community.id, id: conversationId, error }, 'a turn failed; a person takes over'),
      );
      const turn = { community, conversationId, version, state: result.state, now, understand };
      return { state: result.state, effects: toEffects(result.outputs, turn) };
    },
  };
}

function stepOrRescue(input: StepInput, onError: (error: unknown) => void) {
  try {
    return step(input);
  } catch (error) {
    onError(error);
    return rescue(input);
  }
}
