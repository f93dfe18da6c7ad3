import type { Community } from '../config/types.ts';
import type { Flows } from '../conversation/flow/types.ts';
import { rescue } from '../conversation/rescue.ts';
import { initialState } from '../conversation/state.ts';
import { step } from '../conversation/step.ts';
import type { ConversationEffect, OwnerTicket } from '../conversation/types.ts';
import { createOwnerTurn } from '../intake/owner-turn.ts';
import type { ConversationDocument, Owed } from '../intake/ports.ts';
import type { TurnInput, TurnResult } from '../intake/queue-worker.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { UnderstandingService } from '../understanding/index.ts';
import { isMemberQueue } from './member-turn.ts';
import type { OwnerEffectContext } from './owner-effects.ts';
import type { QueueState } from './queue-state.ts';

type Document = ConversationDocument<QueueState, ConversationEffect>;

/** What turns need. */
export interface TurnDeps {
  community(id: string): Community;
  flows(): Flows;
  /** The reader of a turn's words (optional second opinion). */
  understandWithSecondOpinion: UnderstandingService['understandWithSecondOpinion'];
  ownerTickets(owner: { community: string; conversationId: string }): Promise<readonly OwnerTicket[]>;
  memberTurn(document: ConversationDocument<unknown, never>, input: TurnInput): Promise<void>;
  carryOut(effect: ConversationEffect, id: string, context: OwnerEffectContext): Promise<void>;
  readonly metrics: Metrics;
  /** Epoch ms. */
  now(): number;
  onError(error: unknown, context: { community: string; id: string }): void;
}

function contextOf({ state, version, _id: conversationId }: Document, community: Community): OwnerEffectContext {
  const profile = state?.profile ?? {};
  const visit = state?.talks.find((talk) => talk.visit !== undefined)?.visit;
  return {
    community,
    conversationId,
    version,
    who: { name: profile.name ?? null, house: profile.houses?.[0] ?? null },
    visitId: visit?.visitId ?? null,
  };
}

/** Turns of owners and members on the one queue. */
export function createTurns(deps: TurnDeps) {
  const ownerTurn = createOwnerTurn({
    step: (input) => step({ ...input, flows: deps.flows() }),
    rescue: (input) => rescue({ ...input, flows: deps.flows() }),
    initialState,
    community: deps.community,
    understandWithSecondOpinion: deps.understandWithSecondOpinion,
    tickets: (community, conversationId) => deps.ownerTickets({ community, conversationId }),
    now: deps.now,
    onError: deps.onError,
  });

  async function take(document: Document, input: TurnInput): Promise<TurnResult<QueueState, ConversationEffect>> {
    if (!isMemberQueue(document._id)) {
      return ownerTurn(document as ConversationDocument<NonNullable<QueueState>, ConversationEffect>, input);
    }
    await deps.memberTurn(document as ConversationDocument<unknown, never>, input);
    return { state: null, effects: [], wakeAt: null };
  }

  return {
    async turn(document: Document, input: TurnInput): Promise<TurnResult<QueueState, ConversationEffect>> {
      const end = deps.metrics.turnSeconds.startTimer({ community: document.community });
      let result = 'failed';
      try {
        const taken = await take(document, input);
        result = 'done';
        return taken;
      } finally {
        end();
        deps.metrics.turns.inc({ community: document.community, result });
      }
    },
    carryOut: (owed: Owed<ConversationEffect>, document: Document) =>
      deps.carryOut(owed.effect, owed.id, contextOf(document, deps.community(document.community))),
  };
}
