/** The queue of every conversation: one owner or member at a time, in order, bursts joined. */
import type { Dispatcher, EffectSource } from '../effects/index.ts';
import { type Effect, toPending } from '../effects/index.ts';
import type { Cancel, Clock } from '../shared/index.ts';
import { createHandledItems } from './handled-items.ts';
import type { ConversationDocument, ConversationRepository, Inbound, InboxRepository } from './ports.ts';

/** What a turn is about: the next items of the queue, or the clock that ran out. */
export type TurnInput = { readonly kind: 'items'; readonly items: readonly Inbound[] } | { readonly kind: 'wake' };

/** What a turn leaves behind, stored in one write. `S` is the state; `wakeAt` in epoch ms. */
export interface TurnResult<S> {
  readonly state: S | null;
  readonly effects: readonly Effect[];
  readonly wakeAt: number | null;
}

/** What the worker needs. */
export interface QueueWorkerDeps<S> {
  readonly inbox: InboxRepository;
  readonly conversations: ConversationRepository<S>;
  readonly effects: Pick<Dispatcher, 'dispatch'>;
  readonly clock: Clock;
  /** Names this process in leases. */
  readonly instance: string;
  readonly leaseMs: number;
  readonly turns: {
    /** Milliseconds to wait for more of a burst. */
    burst(community: string): number;
    take(document: ConversationDocument<S>, input: TurnInput): Promise<TurnResult<S>>;
  };
  readonly log: { error(fields: object, message: string): void };
}

/** The worker of all queues. Several processes may run it: a lease keeps one owner with one process. */
export interface QueueWorker {
  /** Looks at one conversation now, or when its burst is over. Never rejects. */
  wake(community: string, id: string): void;
  /** Finds what was left behind: waiting messages, run-out clocks, pending effects. */
  sweep(communities: readonly string[]): Promise<void>;
  /** Resolves when nothing is being worked on. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

const SWEEP_LIMIT = 200;
/** A conversation whose clock asks for a moment that is past is looked at again after this long. */
const STUCK_WAKE_MS = 60_000;
/** Another process holds the lease: it may not know of the newest message. */
const BUSY_RETRY_MS = 500;

/** The messages at the head of the queue that make one turn, or a single event. */
export function nextBatch(pending: readonly Inbound[]): Inbound[] {
  const first = pending[0];
  if (first === undefined) return [];
  if (first.event.kind !== 'part') return [first];
  const end = pending.findIndex((item) => item.event.kind !== 'part');
  return pending.slice(0, end === -1 ? undefined : end);
}

/** Epoch ms at which a batch may be handled: at once, or when the burst is over. */
export function batchReadyAt(batch: readonly Inbound[], burstMs: number): number {
  const last = batch.at(-1);
  if (last === undefined || batch.some((item) => item.now)) return 0;
  return Math.max(...batch.map((item) => item.receivedAt)) + burstMs;
}

/** What a conversation has to deal with next. `more`: further items wait behind the batch. */
type Next =
  | { readonly input: TurnInput; readonly handled: readonly string[]; readonly more: boolean }
  | { readonly input: null; readonly waitUntil: number | null };

/** Makes the worker. */
export function createQueueWorker<S>(deps: QueueWorkerDeps<S>): QueueWorker {
  const { inbox, conversations, effects, clock, instance, log } = deps;
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const timers = new Map<string, Cancel>();
  const handledItems = createHandledItems(inbox, clock, (error) =>
    log.error({ error }, 'handled items could not be marked; will retry'),
  );
  /** A finished turn gives its lease back together with its effects. */
  const source: EffectSource<ConversationDocument<S>> = {
    name: 'conversations',
    pending: async () => [],
    acknowledge: (document) => conversations.settle(document, instance),
  };
  let stopped = false;

  async function takeTurn(document: ConversationDocument<S>, next: Extract<Next, { input: TurnInput }>) {
    const { input, handled } = next;
    const { state, effects: asked, wakeAt } = await deps.turns.take(document, input);
    const version = document.version + 1;
    const now = clock.now();
    const isStuck = input.kind === 'wake' && wakeAt !== null && wakeAt <= now;
    const after: ConversationDocument<S> = {
      ...document,
      version,
      state,
      updatedAt: now,
      nextDueAt: isStuck ? now + STUCK_WAKE_MS : wakeAt,
      handled: [...handledItems.unmarked(document._id), ...handled],
      pendingEffects: toPending(document._id, version, asked),
    };
    if (!(await conversations.save(after, document.version))) return null;
    handledItems.add(document.community, document._id, handled);
    return after;
  }

  async function nextInput(document: ConversationDocument<S>): Promise<Next> {
    const { community, _id: id } = document;
    const pending = await inbox.pending(community, id);
    const isPlayed = ({ _id }: Inbound) => document.handled.includes(_id);
    const unmarked = handledItems.unmarked(id);
    const forgotten = pending.filter((item) => isPlayed(item) && !unmarked.includes(item._id));
    handledItems.add(
      community,
      id,
      forgotten.map(({ _id }) => _id),
    );
    const waiting = pending.filter((item) => !isPlayed(item));
    const batch = nextBatch(waiting);
    const now = clock.now();
    if (batch.length > 0) {
      const readyAt = batchReadyAt(batch, deps.turns.burst(community));
      if (readyAt > now) return { input: null, waitUntil: readyAt };
      const handled = batch.map((item) => item._id);
      return { input: { kind: 'items', items: batch }, handled, more: waiting.length > batch.length };
    }
    if (document.nextDueAt === null || document.nextDueAt > now) return { input: null, waitUntil: document.nextDueAt };
    return { input: { kind: 'wake' }, handled: [], more: false };
  }

  function wakeLater(community: string, id: string, at: number | null): void {
    timers.get(id)?.();
    timers.delete(id);
    if (at === null || stopped) return;
    timers.set(
      id,
      clock.after(Math.max(0, at - clock.now()), () => {
        timers.delete(id);
        wake(community, id);
      }),
    );
  }

  async function work(community: string, id: string): Promise<void> {
    const lease = { community, id, by: instance };
    const claimed = await conversations.claim({ ...lease, now: clock.now(), leaseMs: deps.leaseMs });
    if (claimed === null) {
      wakeLater(community, id, clock.now() + BUSY_RETRY_MS);
      return;
    }
    let settled = false;
    try {
      if (claimed.pendingEffects.length > 0) {
        settled = await effects.dispatch(source, claimed);
        if (settled) again.add(id);
        return;
      }
      const next = await nextInput(claimed);
      if (next.input === null) {
        wakeLater(community, id, next.waitUntil);
        return;
      }
      const taken = await takeTurn(claimed, next);
      if (taken === null || next.more) again.add(id);
      else wakeLater(community, id, taken.nextDueAt);
      if (taken !== null && taken.pendingEffects.length > 0) settled = await effects.dispatch(source, taken);
    } finally {
      if (!settled) await conversations.release(lease);
    }
  }

  function wake(community: string, id: string): void {
    if (stopped) return;
    if (running.has(id)) {
      again.add(id);
      return;
    }
    const run = work(community, id)
      .catch((error: unknown) => log.error({ community, id, error }, 'a turn could not be stored; will retry'))
      .finally(() => {
        running.delete(id);
        if (again.delete(id)) wake(community, id);
      });
    running.set(id, run);
  }

  async function idle(): Promise<void> {
    while (running.size > 0) await Promise.all(running.values());
  }

  return {
    wake,
    async idle() {
      await idle();
      await handledItems.flush();
    },
    async sweep(communities) {
      await handledItems.flush();
      const query = { communities, now: clock.now(), limit: SWEEP_LIMIT };
      const [waiting, due] = await Promise.all([inbox.waitingKeys(communities), conversations.due(query)]);
      for (const { community, key } of waiting) wake(community, key);
      for (const { community, _id } of due) wake(community, _id);
    },
    async stop() {
      stopped = true;
      for (const cancel of timers.values()) cancel();
      timers.clear();
      await idle();
      await handledItems.flush().catch(() => {});
    },
  };
}
