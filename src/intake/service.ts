/** What comes in and becomes turns: messages read, media fetched, one queue a person, and the effects that go to a queue. */
import type { WecomApi } from '@shouwen/wecom';
import type { Communities } from '../community/index.ts';
import type { Community, Conversation } from '../conversation/index.ts';
import type { DeliveryService } from '../delivery/index.ts';
import type { Dispatcher, EffectHandlers } from '../effects/index.ts';
import type { FollowUp } from '../followup/index.ts';
import type { Metrics } from '../observability/index.ts';
import type { Clock } from '../shared/index.ts';
import { splitConversationKey } from '../shared/index.ts';
import type { StaffService } from '../staff/index.ts';
import type { TicketService } from '../tickets/index.ts';
import type { UnderstandContext, Understanding } from '../understanding/index.ts';
import type { CallbackServices } from './callbacks.ts';
import { createKfIntake } from './kf-intake.ts';
import { createMediaFetcher, type MediaFetcher } from './media.ts';
import type { ConversationRepository, InboxRepository, SyncRequestRepository } from './ports.ts';
import { createQueueWorker } from './queue-worker.ts';
import { transferSession } from './transfer-session.ts';
import { createTurns } from './turns.ts';

/** What intake stands on. */
export interface IntakeDeps {
  readonly inbox: InboxRepository;
  readonly conversations: ConversationRepository;
  readonly syncRequests: SyncRequestRepository;
  readonly api: WecomApi;
  readonly communities: Communities<Community>;
  readonly understanding: { understand(text: string, context: UnderstandContext): Understanding };
  readonly conversation: Conversation;
  readonly tickets: TicketService;
  readonly followUp: FollowUp;
  readonly staff: StaffService;
  readonly delivery: DeliveryService;
  readonly effects: Dispatcher;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Record<'debug' | 'info' | 'warn' | 'error', (fields: object, message: string) => void>;
  /** Names this process in leases. */
  readonly instance: string;
  /** DATA_DIR/media. */
  readonly mediaFolder: string;
}

/** Everything that comes in. */
export interface Intake extends Omit<CallbackServices, 'staff'> {
  readonly media: MediaFetcher;
  readonly handlers: EffectHandlers<'conversation.event' | 'session.transfer'>;
  /** Does what has fallen due: waiting messages, run-out clocks, failed reads, pending media. */
  tick(): Promise<void>;
  /** Asks WeCom for what callbacks may have missed. */
  reconcile(): Promise<void>;
  /** Resolves when nothing is being read or worked on. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** How long a conversation stays with a process that died. */
const LEASE_MS = 60_000;

/** Makes intake. */
export function createIntake(deps: IntakeDeps): Intake {
  const { inbox, communities, clock, delivery, api, log } = deps;
  const queue = createQueueWorker({ ...deps, leaseMs: LEASE_MS, turns: createTurns(deps) });
  const media = createMediaFetcher({ inbox, media: api.media, communities, folder: deps.mediaFolder, log });
  const intake = createKfIntake({ ...deps, kf: api.kf, requests: deps.syncRequests, queue, media });
  const ids = () => communities.all().map(({ id }) => id);

  return {
    inbox,
    intake,
    queue,
    media,
    handlers: {
      async 'conversation.event'({ conversationId, event, expiresAt }, { id, community }) {
        const now = clock.now();
        if (expiresAt !== undefined && now > expiresAt) return;
        const item = { _id: `${event.kind}/${id}`, community, key: conversationId, event, now: true };
        await inbox.put([{ ...item, sentAt: now, receivedAt: now }]);
        queue.wake(community, conversationId);
      },
      async 'session.transfer'({ conversationId }, { community }) {
        const owner = splitConversationKey(conversationId);
        await delivery.flushOwner({ community, ...owner });
        await transferSession({ kf: api.kf, communities, log }, owner);
      },
    },
    async tick() {
      await Promise.all([queue.sweep(ids()), media.run(), intake.retry()]);
    },
    reconcile: () => intake.reconcile(),
    async idle() {
      await intake.idle();
      await queue.idle();
    },
    async stop() {
      await intake.idle();
      await queue.stop();
    },
  };
}
