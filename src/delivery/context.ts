import type { Communities } from '../community/index.ts';
import type { Dispatcher } from '../effects/index.ts';
import type { Clock } from '../shared/index.ts';
import type { Community } from './community.ts';
import type {
  CardHandles,
  Lane,
  LaneKey,
  OutboxEntry,
  OutboxRepository,
  OwnerWindows,
  RateWindows,
  Sender,
} from './ports.ts';

/** A log of lines with fields; pino fits. Fields never hold texts, names, houses, phones or keys. */
interface DeliveryLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** What delivery is made of. */
export interface DeliveryDeps {
  readonly outbox: OutboxRepository;
  readonly windows: OwnerWindows;
  readonly rates: RateWindows;
  readonly cards: CardHandles;
  readonly sender: Sender;
  readonly communities: Communities<Community>;
  readonly effects: Pick<Dispatcher, 'dispatch' | 'attach'>;
  readonly metrics: { readonly outbox: { inc(labels: { community: string; to: string; result: string }): void } };
  /** Where the pages of tickets are, for links in group pushes. */
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: DeliveryLog;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  /** Names this process in leases. */
  readonly by: string;
}

/** One look at a lane: what it owes now, emergencies first. */
export interface Step {
  readonly deps: DeliveryDeps;
  readonly key: LaneKey;
  readonly lane: Lane;
  readonly community: Community;
  readonly now: number;
}

/** A step and the entries of one kind it is about; there is at least one. */
export interface StepOf<E extends OutboxEntry> extends Step {
  readonly owed: readonly [E, ...E[]];
}

/** Ids of entries. */
export function idsOf(entries: readonly OutboxEntry[]): string[] {
  return entries.map((entry) => entry.id);
}
