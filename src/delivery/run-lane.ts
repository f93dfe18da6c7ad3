import type { Cancel } from '../shared/index.ts';
import { quietUntil } from '../shared/index.ts';
import { type DeliveryDeps, idsOf, type Step, type StepOf } from './context.ts';
import type { GroupEntry } from './plan-group.ts';
import type { OwnerEntry } from './plan-owner.ts';
import type { Lane, LaneKey, OutboxEntry } from './ports.ts';
import { inSendingOrder } from './purposes.ts';
import { endFailed } from './run-batch.ts';
import { sendToGroup } from './send-group.ts';
import { type MemberEntry, sendToMember } from './send-member.ts';
import { sendToOwner } from './send-owner.ts';

/** How long a lane of a process that died stays shut; renewed while the process lives. */
const LEASE_MS = 10_000;
/** Entries looked at together; more than a digest holds. */
const LOOK = 200;

/**
 * Sends what is due for one recipient, in order, under its lease. `isWoken` says whether more has come since it was last asked.
 * False when another process has the lease.
 */
export async function runLane(
  deps: DeliveryDeps,
  key: LaneKey,
  { stopped, isWoken }: { stopped(): boolean; isWoken(): boolean },
): Promise<boolean> {
  const { outbox, clock, by } = deps;
  let lane = await outbox.claimLane({ ...key, by, now: clock.now(), leaseMs: LEASE_MS });
  if (lane === null) return false;
  const lease = keepLease(deps, key);
  try {
    while (!stopped() && !lease.lost()) {
      const now = clock.now();
      if (lane.blockedUntil > now) {
        await outbox.postpone({ ...key, until: lane.blockedUntil });
        break;
      }
      isWoken();
      const next = await runStep(deps, { key, lane, now });
      if (next === null) break;
      lane = next.lane;
      if (next.last && !isWoken()) break;
    }
  } finally {
    lease.end();
    await outbox.releaseLane({ ...key, by, lane });
  }
  return true;
}

/** Renews a lease until it is ended, because one call to WeCom may take longer than a lease. */
function keepLease({ outbox, clock, by }: DeliveryDeps, key: LaneKey): { lost(): boolean; end(): void } {
  let lost = false;
  let ended = false;
  let cancel: Cancel = () => {};
  const renew = async () => {
    const lane = await outbox.claimLane({ ...key, by, now: clock.now(), leaseMs: LEASE_MS }).catch(() => undefined);
    // A store that does not answer may still do so before the lease runs out.
    if (lane === null) lost = true;
    if (!ended && !lost) next();
  };
  const next = () => {
    cancel = clock.after(LEASE_MS / 3, () => {
      renew();
    });
  };
  next();
  return {
    lost: () => lost,
    end() {
      ended = true;
      cancel();
    },
  };
}

/** One message, or one thing to put off. Null when nothing is due; `last`: nothing else was waiting. */
async function runStep(
  deps: DeliveryDeps,
  at: Pick<Step, 'key' | 'lane' | 'now'>,
): Promise<{ readonly lane: Lane; readonly last: boolean } | null> {
  const { key, lane, now } = at;
  const community = deps.communities.find(key.community);
  const owed = inSendingOrder(await deps.outbox.owed({ ...key, now, limit: LOOK }));
  const [head] = owed;
  if (community === null || head === undefined) return null;
  const step: Step = { deps, community, ...at };
  const last = owed.length === 1;
  if ((await endExpired(step, owed)) || (await keepQuiet(step, owed))) return { lane, last };
  return { lane: await send(step, head.message.to, owed), last };
}

/** A lane holds entries of one destination only, and there is at least one. */
function send(step: Step, to: OutboxEntry['message']['to'], owed: readonly OutboxEntry[]): Promise<Lane> {
  switch (to) {
    case 'owner':
      return sendToOwner({ ...step, owed: owed as unknown as StepOf<OwnerEntry>['owed'] });
    case 'group':
      return sendToGroup({ ...step, owed: owed as unknown as StepOf<GroupEntry>['owed'] });
    case 'member':
      return sendToMember({ ...step, owed: owed as unknown as StepOf<MemberEntry>['owed'] });
  }
}

async function endExpired({ deps, now }: Step, owed: readonly OutboxEntry[]): Promise<boolean> {
  const expired = owed.filter(({ message }) => message.expiresAt !== undefined && message.expiresAt <= now);
  const byCode = ({ message }: OutboxEntry) => message.to === 'owner' && message.code !== undefined;
  await endFailed(deps, expired.filter(byCode), { reason: 'code-expired' });
  await endFailed(
    deps,
    expired.filter((entry) => !byCode(entry)),
    { reason: 'expired' },
  );
  return expired.length > 0;
}

/** What is not urgent waits for the end of the quiet hours; what was begun before is finished. */
async function keepQuiet({ deps, key, community, now }: Step, owed: readonly OutboxEntry[]): Promise<boolean> {
  const end = quietUntil(now, community.quietHours, community.timezone);
  if (end === null) return false;
  const quiet = owed.filter(
    (entry) => entry.state === 'waiting' && community.delivery.quiet.includes(entry.message.purpose),
  );
  if (quiet.length === 0) return false;
  const until = end + Math.floor(deps.random() * community.delivery.spread);
  await deps.outbox.postpone({ ...key, ids: idsOf(quiet), until });
  return true;
}
