/** Marks inbound items as handled in batches, because the conversation itself already knows which of them it has played. */
import type { Cancel, Clock } from '../shared/index.ts';
import type { InboxRepository } from './ports.ts';

/** Items waiting for their mark. */
const BATCH = 100;
/** The longest an item waits, milliseconds. */
const DELAY_MS = 1_000;

/** Collects handled items until they are marked. */
export interface HandledItems {
  add(community: string, conversationId: string, ids: readonly string[]): void;
  /** Ids of a conversation that are handled but not marked yet. */
  unmarked(conversationId: string): readonly string[];
  /** Marks what has been collected. Rejects when the inbox does; then it is collected again. */
  flush(): Promise<void>;
}

/** Makes an empty collection. `onError` hears of a flush by the clock that failed; the next one tries again. */
export function createHandledItems(
  inbox: Pick<InboxRepository, 'done'>,
  clock: Clock,
  onError: (error: unknown) => void,
): HandledItems {
  let items: { readonly community: string; readonly conversationId: string; readonly id: string }[] = [];
  let marking: typeof items = [];
  let cancel: Cancel | null = null;

  async function flush(): Promise<void> {
    cancel?.();
    cancel = null;
    if (items.length === 0) return;
    const batch = items;
    items = [];
    marking = [...marking, ...batch];
    try {
      await inbox.done(batch, clock.now());
    } catch (error) {
      items = [...batch, ...items];
      throw error;
    } finally {
      marking = marking.filter((item) => !batch.includes(item));
    }
  }

  return {
    add(community, conversationId, ids) {
      items.push(...ids.map((id) => ({ community, conversationId, id })));
      if (items.length >= BATCH) void flush().catch(onError);
      else cancel ??= clock.after(DELAY_MS, () => void flush().catch(onError));
    },
    unmarked: (conversationId) =>
      [...marking, ...items].filter((item) => item.conversationId === conversationId).map(({ id }) => id),
    flush,
  };
}
