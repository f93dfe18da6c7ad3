import { WecomError } from '@shouwen/wecom';
import type { Community } from '../config/types.ts';
import type { ConversationEffect } from '../conversation/types.ts';
import type { DeliveryService } from '../delivery/delivery.ts';
import type { FollowUp } from '../followup/follow-up.ts';
import { createKfIntake, type KfIntake } from '../intake/kf-intake.ts';
import { createMediaFetcher, type MediaFetcher } from '../intake/media.ts';
import { conversationKey } from '../intake/owner-message.ts';
import type { InboxRepository } from '../intake/ports.ts';
import { createQueueWorker, type QueueWorker } from '../intake/queue-worker.ts';
import type { StaffService } from '../staff/index.ts';
import type { TicketDesk } from '../tickets/desk.ts';
import type { UnderstandingService } from '../understanding/index.ts';
import type { CoreDeps } from './core-deps.ts';
import { createHandSession } from './hand-session.ts';
import { createMemberTurn } from './member-turn.ts';
import { createOwnerEffects } from './owner-effects.ts';
import type { QueueState } from './queue-state.ts';
import { createTurns } from './turns.ts';

/** What the side that people write to is made of. */
export interface OwnerSideDeps extends CoreDeps {
  readonly inbox: InboxRepository;
  /** Delivery as the rooms see it: every message handed over is noted. */
  readonly out: DeliveryService;
  readonly delivery: DeliveryService;
  readonly desk: TicketDesk;
  readonly followUp: FollowUp;
  readonly staff: StaffService;
  readonly understanding: UnderstandingService;
  community(id: string): Community;
  /** Names this process in leases. */
  readonly instance: string;
  readonly mediaFolder: string;
  failed(what: string): (error: unknown, context?: object | null) => void;
}

/** What comes in and becomes turns: messages pulled, media fetched, one queue a person. */
export interface OwnerSide {
  readonly intake: KfIntake;
  readonly queue: QueueWorker;
  readonly media: MediaFetcher;
}

const LEASE_MS = 60_000;

/** Puts together what owners' and members' messages go through. */
export function createOwnerSide(deps: OwnerSideDeps): OwnerSide {
  const { live, store, api, clock, logger, metrics } = deps;
  const { understand, understandWithSecondOpinion } = deps.understanding;
  const { inbox, out, delivery, desk, followUp, staff, community, instance, mediaFolder, failed } = deps;

  const carryOut = createOwnerEffects({
    delivery: { ...out, flushOwner: () => delivery.run() },
    relays: store.relays,
    understand,
    now: clock.now,
    openTicket: desk.open,
    act: ({ conversationId, ...request }) => desk.act({ ...request, actor: { kind: 'owner', conversationId } }),
    answerVisit: followUp.answer,
    handSession: createHandSession({
      api,
      desk: (openKfId) => deskMembers(live.company.byOpenKfId(openKfId)),
      log: logger,
    }),
  });
  const turns = createTurns({
    community,
    understandWithSecondOpinion,
    flows: () => live.flows,
    ownerTickets: (owner) => desk.ownerTickets(owner),
    memberTurn: createMemberTurn(staff),
    carryOut,
    metrics,
    now: clock.now,
    onError: failed('a turn failed; a person takes over'),
  });
  const queue = createQueueWorker<QueueState, ConversationEffect>({
    inbox,
    conversations: store.conversations,
    clock,
    instance,
    leaseMs: LEASE_MS,
    burst: (id) => community(id).conversation.burst,
    ...turns,
    onError: failed('a turn could not be stored; tried again'),
  });

  const media = createMediaFetcher({
    inbox,
    folder: mediaFolder,
    download: async (mediaId) => (await api.media.get(mediaId)).bytes,
    isGone: (error) =>
      error instanceof WecomError && (error.class === 'expired-handle' || error.class === 'request-bug'),
    onError: failed('a picture or recording could not be fetched'),
  });

  const intake = createKfIntake({
    api: api.kf,
    accounts: store.kfAccounts,
    inbox,
    communityOf: (openKfId) => live.company.byOpenKfId(openKfId),
    now: clock.now,
    isPressing: (text, { timezone }) => understand(text, { now: clock.now(), timezone }).danger.level !== 'no',
    ownerWrote: ({ at, messageId, ...owner }) => delivery.ownerWrote(owner, { at, messageId }),
    ownerStored({ community: of, openKfId, externalUserid, at }) {
      return followUp.ownerWrote({ community: of, conversationId: conversationKey(openKfId, externalUserid), at });
    },
    sessionEnded: followUp.sessionEnded,
    sendFailed: (event) => delivery.failed(event),
    poke: (of, key) => queue.poke(of, key),
    fetchMedia: (of) => void media.run(of),
    log: logger,
  });

  return { intake, queue, media };
}

function deskMembers(community: Community | null): string[] {
  if (community === null) return [];
  return community.staff.filter(({ department }) => department === community.duty.desk).map(({ userid }) => userid);
}
