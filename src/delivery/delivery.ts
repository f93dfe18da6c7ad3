import type { Cancel } from '../shared/clock.ts';
import type { DeliveryDeps } from './context.ts';
import { newEntry } from './entry.ts';
import { reasonOfFailType } from './judge.ts';
import { ownerLane } from './lane.ts';
import type { LaneKey, OwnerAddress } from './ports.ts';
import { cardNameOf } from './render-member.ts';
import { runLane } from './run-lane.ts';
import type { Delivery, OutgoingMessage } from './types.ts';

/** Lanes worked on at the same time. */
const PARALLEL = 16;
/** Lanes asked for at a time. */
const LANES = 200;
/** Between two looks for what other processes have stored, milliseconds. */
const POLL_MS = 2_000;
/** The least wait, also when something is due that another process has in hand. */
const PAUSE_MS = 250;

/** The one door out, with what the composition root needs of it. */
export interface DeliveryService extends Delivery {
  /** An owner wrote at `at` (WeCom's time): his budget is fresh and what waited for him goes out. */
  ownerWrote(owner: OwnerAddress, wrote: { at: number; messageId: string }): Promise<void>;
  /** A member pressed a button: the code of the click can change his card (wecom-api.md 4.3). */
  cardClicked(click: { community: string; userid: string; taskId: string; responseCode: string }): Promise<void>;
  /** A `msg_send_fail` event (wecom-api.md 3.3): what was answered "sent" has failed. Unknown ids are ignored. */
  failed(event: { openKfId: string; failMsgId: string; failType: number }): Promise<void>;
  /** Sends everything that is due now; resolves when nothing is. */
  run(): Promise<void>;
  /** Sends what falls due from now on. */
  start(): void;
  /** Ends after the messages that are on their way. */
  stop(): Promise<void>;
}

/** The one door out (design rule 5) on its ports. */
export function createDelivery(deps: DeliveryDeps): DeliveryService {
  const { outbox, windows, cards, company, clock } = deps;
  const pump = createPump(deps);
  let lastOrder = 0;
  /** Keeps the order of one process even when its clock stands still or jumps back. */
  const nextOrder = () => {
    lastOrder = Math.max(lastOrder + 1, clock.now() * 1_000);
    return lastOrder;
  };

  return {
    async enqueue(messages: readonly OutgoingMessage[]) {
      if (messages.length === 0) return;
      const now = clock.now();
      await outbox.insertMany(messages.map((message) => newEntry(message, { now, order: nextOrder() })));
      pump.wake();
    },
    async budget({ openKfId, externalUserid }) {
      const community = company().byOpenKfId(openKfId);
      const shut = { open: false, left: 0, closesAt: null };
      if (community === null) return shut;
      const known = await windows.read({ community: community.id, openKfId, externalUserid });
      if (known === null) return shut;
      const { messages, window } = community.delivery.owner;
      const closesAt = known.openedAt + window;
      const open = clock.now() < closesAt;
      return { open, left: open ? Math.max(0, messages - known.used.length) : 0, closesAt };
    },
    async ownerWrote(owner, wrote) {
      await windows.opened(owner, wrote);
      await outbox.release({ community: owner.community, recipient: ownerLane(owner), now: clock.now() });
      pump.wake();
    },
    async cardClicked({ community, userid, taskId, responseCode }) {
      await cards.put({ community, userid, cardId: cardNameOf(taskId), responseCode, at: clock.now() });
    },
    async failed({ openKfId, failMsgId, failType }) {
      const community = company().byOpenKfId(openKfId);
      if (community === null) return;
      const entries = await outbox.byWireId({ community: community.id, wireId: failMsgId });
      if (entries.length === 0) return;
      const outcome = { result: 'failed', at: clock.now(), reason: reasonOfFailType(failType) } as const;
      await outbox.finish({ community: community.id, ids: entries.map(({ id }) => id), outcome });
      pump.wake();
    },
    ...pump.service,
  };
}

/** What makes delivery go: one pass after another while something is due, then a timer. */
function createPump(deps: DeliveryDeps) {
  const { clock, log } = deps;
  let started = false;
  let stopped = false;
  let running: Promise<void> | null = null;
  let again = false;
  let cancel: Cancel = () => {};

  async function drain(): Promise<void> {
    do {
      again = false;
      while (!stopped && (await pass(deps, () => stopped))) again = false;
    } while (again && !stopped);
  }
  function run(): Promise<void> {
    again = true;
    running ??= drain().finally(() => {
      running = null;
    });
    return running;
  }
  async function loop(): Promise<void> {
    let wait = POLL_MS;
    try {
      await run();
      wait = Math.min(POLL_MS, Math.max(PAUSE_MS, (await nextDueAt(deps)) - clock.now()));
    } catch (error) {
      log.error(
        { error: error instanceof Error ? error.message : String(error) },
        'the outbox cannot be worked on; tried again',
      );
    }
    schedule(wait);
  }
  function schedule(ms: number) {
    if (stopped || !started) return;
    cancel();
    cancel = clock.after(ms, () => {
      loop();
    });
  }
  return {
    /** Something new is due. */
    wake() {
      if (running !== null) again = true;
      else schedule(0);
    },
    service: {
      run,
      start() {
        started = true;
        schedule(0);
      },
      async stop() {
        stopped = true;
        cancel();
        await running?.catch(() => {});
      },
    },
  };
}

async function nextDueAt({ outbox, company }: DeliveryDeps): Promise<number> {
  const moments = await Promise.all([...company().communities.keys()].map((id) => outbox.nextDueAt(id)));
  return Math.min(...moments.map((moment) => moment ?? Number.POSITIVE_INFINITY));
}

/** Works on every lane that is due, several at a time, and tells outcomes. True when there was something to do. */
async function pass(deps: DeliveryDeps, stopped: () => boolean): Promise<boolean> {
  const communities = [...deps.company().communities.keys()];
  const now = deps.clock.now();
  const lanes = await Promise.all(
    communities.map((community) => deps.outbox.dueLanes({ community, now, limit: LANES })),
  );
  const queue: LaneKey[] = lanes.flat();
  let worked = false;
  const worker = async () => {
    for (let key = queue.shift(); key !== undefined && !stopped(); key = queue.shift()) {
      if (await runLane(deps, key, stopped)) worked = true;
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  await Promise.all(communities.map((community) => tellOutcomes(deps, community)));
  return worked;
}

/** Tells every outcome that was not told yet, also those from before a crash. One that cannot be told now is told later. */
async function tellOutcomes({ outbox, onOutcome, log }: DeliveryDeps, community: string): Promise<void> {
  const entries = await outbox.unreported({ community, limit: LANES });
  const told = { sent: [] as string[], failed: [] as string[] };
  for (const { id, message, outcome } of entries) {
    try {
      if (outcome === null) continue;
      await onOutcome(message, outcome);
      told[outcome.result].push(id);
    } catch (error) {
      log.error(
        { message: id, error: error instanceof Error ? error.message : String(error) },
        'outcome was not taken; told again',
      );
    }
  }
  for (const result of ['sent', 'failed'] as const) {
    if (told[result].length > 0) await outbox.reported({ community, ids: told[result], result });
  }
}
