import type { Community } from '../config/types.ts';
import type {
  ConversationEffect,
  ConversationEvent,
  OwnerPart,
  OwnerTicket,
  StepContext,
} from '../conversation/types.ts';
import { wordsOf } from '../conversation/words.ts';
import type { ConversationDocument } from './ports.ts';
import type { TurnInput, TurnResult } from './queue-worker.ts';

/** What the pure step answers. */
export interface StepResult<S> {
  readonly state: S;
  readonly effects: readonly ConversationEffect[];
}

/** What a turn with an owner needs. `S` is the state of the conversation room. */
export interface OwnerTurnDeps<S extends { readonly wakeAt: number | null }> {
  step(input: { state: S; event: ConversationEvent; context: StepContext; community: Community }): StepResult<S>;
  initialState(): S;
  /** What to do when the step itself failed: a person takes over with what is known (conversation repair 10). */
  rescue(input: { state: S; event: ConversationEvent; context: StepContext; community: Community }): StepResult<S>;
  community(id: string): Community;
  /** The reader of what he wrote; may have asked for a second opinion first. Never rejects. */
  understandWithSecondOpinion(
    text: string,
    context: { now: number; timezone: string },
  ): Promise<StepContext['understand']>;
  /** The owner's open and recent tickets, newest first. */
  tickets(community: string, conversationId: string): Promise<readonly OwnerTicket[]>;
  now(): number;
  onError(error: unknown, context: { community: string; id: string }): void;
}

function toEvent(input: TurnInput): ConversationEvent {
  if (input.kind === 'wake') return { kind: 'wake' };
  const parts: OwnerPart[] = [];
  for (const { event } of input.items) {
    if (event.kind === 'part') parts.push(event.part);
    else if (event.kind !== 'member') return event;
  }
  return { kind: 'messages', parts };
}

/** A turn with an owner: everything the pure step needs is read first, then the step decides. */
export function createOwnerTurn<S extends { readonly wakeAt: number | null }>(deps: OwnerTurnDeps<S>) {
  return async (
    document: ConversationDocument<S, ConversationEffect>,
    input: TurnInput,
  ): Promise<TurnResult<S, ConversationEffect>> => {
    const community = deps.community(document.community);
    const event = toEvent(input);
    const now = deps.now();
    const { timezone } = community;
    const words = event.kind === 'messages' ? wordsOf(event.parts) : '';
    const context: StepContext = {
      now,
      community,
      tickets: await deps.tickets(document.community, document._id),
      understand: await deps.understandWithSecondOpinion(words, { now, timezone }),
    };
    const step = { state: document.state ?? deps.initialState(), event, context, community };
    let result: StepResult<S>;
    try {
      result = deps.step(step);
    } catch (error) {
      deps.onError(error, { community: document.community, id: document._id });
      result = deps.rescue(step);
    }
    return { ...result, wakeAt: result.state.wakeAt };
  };
}
