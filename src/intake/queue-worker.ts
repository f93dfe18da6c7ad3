import type { Cancel, Clock } from '../shared/clock.ts';
import { deriveId } from '../shared/id.ts';
import type { ConversationDocument, ConversationRepository, Inbound, InboxRepository, Owed } from './ports.ts';

/** What a turn is about: the next items of the queue, or the clock that ran out. */
export type TurnInput = { readonly kind: 'items'; readonly items: readonly Inbound[] } | { readonly kind: 'wake' };

/** What a turn leaves behind, stored in one write. `wakeAt` in epoch ms. */
export interface TurnResult<S, E> {
  readonly state: S;
  readonly effects: readonly E[];
  readonly wakeAt: number | null;
}

/** What the worker needs. `S` is the stored state, `E` what a turn can owe. */
export interface QueueWorkerDeps<S, E> {
  readonly inbox: InboxRepository;
  readonly conversations: ConversationRepository<S, E>;
  readonly clock: Clock;
  /** Names this process in leases. */
  readonly instance: string;
  readonly leaseMs: number;
  /** Milliseconds to wait for more of a burst. */
  burst(community: string): number;
  turn(document: ConversationDocument<S, E>, input: TurnInput): Promise<TurnResult<S, E>>;
  /** Carries one effect out; doing it twice under the same id changes nothing. */
  carryOut(owed: Owed<E>, document: ConversationDocument<S, E>): Promise<void>;
  onError(error: unknown, context: { community: string; id: string }): void;
}

/** The queue of every conversation: one person at a time, in order, bursts joined. */
export interface QueueWorker {
  /** Looks after one conversation now, or when its burst is over. Never rejects. */
  poke(community: string, id: string): void;
  /** Finds what was left behind: waiting messages, run-out clocks, owed effects. */
  sweep(community: string): Promise<void>;
  /** Resolves when nothing is being worked on. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

const SWEEP_LIMIT = 200;
const STUCK_WAKE_MS = 60_000;

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

/** The worker of all queues. Several processes may run it: a lease keeps one owner in one hand. */
export function createQueueWorker<S, E>(deps: QueueWorkerDeps<S, E>): QueueWorker {
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const timers = new Map<string, Cancel>();
  let stopped = false;

  async function settle(document: ConversationDocument<S, E>): Promise<void> {
    if (document.owed.length === 0) return;
    for (const owed of document.owed) await deps.carryOut(owed, document);
    await deps.conversations.settled(document.community, document._id, document.version);
  }

  async function takeTurn(document: ConversationDocument<S, E>, input: TurnInput, handled: string[]) {
    const { state, effects, wakeAt } = await deps.turn(document, input);
    const version = document.version + 1;
    const now = deps.clock.now();
    const next: ConversationDocument<S, E> = {
      ...document,
      version,
      state,
      // A wake that asks to be woken in the past would never let go of the conversation.
      wakeAt: input.kind === 'wake' && wakeAt !== null && wakeAt <= now ? now + STUCK_WAKE_MS : wakeAt,
      handled,
      owed: effects.map((effect, index) => ({ id: deriveId(document._id, version, index), effect })),
    };
    if (!(await deps.conversations.save(next, document.version))) return null;
    if (handled.length > 0) await deps.inbox.done(document.community, handled, now);
    await settle(next);
    return { ...next, owed: [] };
  }

  /** What the conversation has to deal with next, or when to look again. */
  async function nextInput(document: ConversationDocument<S, E>) {
    const { community, _id: id } = document;
    const waiting = await deps.inbox.pending(community, id);
    const played = waiting.filter((item) => document.handled.includes(item._id)).map((item) => item._id);
    if (played.length > 0) await deps.inbox.done(community, played, deps.clock.now());
    const batch = nextBatch(waiting.filter((item) => !played.includes(item._id)));
    const now = deps.clock.now();
    if (batch.length > 0) {
      const readyAt = batchReadyAt(batch, deps.burst(community));
      if (readyAt > now) return { waitUntil: readyAt };
      return { input: { kind: 'items', items: batch } as const, handled: batch.map((item) => item._id) };
    }
    if (document.wakeAt !== null && document.wakeAt <= now) return { input: { kind: 'wake' } as const, handled: [] };
    return { waitUntil: document.wakeAt };
  }

  function wakeLater(community: string, id: string, at: number | null): void {
    timers.get(id)?.();
    timers.delete(id);
    if (at === null || stopped) return;
    timers.set(
      id,
      deps.clock.after(Math.max(0, at - deps.clock.now()), () => {
        timers.delete(id);
        poke(community, id);
      }),
    );
  }

  async function work(community: string, id: string): Promise<void> {
    const claimed = await deps.conversations.claim({
      community,
      id,
      by: deps.instance,
      now: deps.clock.now(),
      leaseMs: deps.leaseMs,
    });
    if (claimed === null) return;
    try {
      await settle(claimed);
      let document: ConversationDocument<S, E> | null = { ...claimed, owed: [] };
      while (document !== null && !stopped) {
        const next = await nextInput(document);
        if (next.input === undefined) {
          wakeLater(community, id, next.waitUntil);
          break;
        }
        document = await takeTurn(document, next.input, next.handled);
      }
    } finally {
      await deps.conversations.release(community, id, deps.instance);
    }
  }

  function poke(community: string, id: string): void {
    if (stopped) return;
    if (running.has(id)) {
      again.add(id);
      return;
    }
    const run = work(community, id)
      .catch((error: unknown) => deps.onError(error, { community, id }))
      .finally(() => {
        running.delete(id);
        if (again.delete(id)) poke(community, id);
      });
    running.set(id, run);
  }

  async function idle(): Promise<void> {
    while (running.size > 0) await Promise.all(running.values());
  }

  return {
    poke,
    idle,
    async sweep(community) {
      const [waiting, due] = await Promise.all([
        deps.inbox.waitingKeys(community),
        deps.conversations.due(community, deps.clock.now(), SWEEP_LIMIT),
      ]);
      for (const id of new Set([...waiting, ...due])) poke(community, id);
    },
    async stop() {
      stopped = true;
      for (const cancel of timers.values()) cancel();
      timers.clear();
      await idle();
    },
  };
}
