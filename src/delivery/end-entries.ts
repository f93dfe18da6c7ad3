/** Ends messages, and lets those know who have to. */
import { type EffectSource, toPending, type Versioned } from '../effects/index.ts';
import { type DeliveryDeps, idsOf } from './context.ts';
import { outcomeEffects } from './outcome-effects.ts';
import type { OutboxEntry, OutboxRepository } from './ports.ts';
import type { Outcome } from './types.ts';

/** An ended message as the dispatcher sees it. */
interface EndedMessage extends Versioned {
  readonly result: Outcome['result'];
}

function endedMessage({ id, community, message }: OutboxEntry, outcome: Outcome): EndedMessage {
  const pendingEffects = toPending(`${id}/${outcome.result}`, 1, outcomeEffects(message, outcome));
  return {
    _id: id,
    community,
    version: 1,
    updatedAt: outcome.at,
    nextDueAt: null,
    pendingEffects,
    result: outcome.result,
  };
}

/** Outcomes that are not reported yet, as a source of effects. */
export function outcomeSource(outbox: OutboxRepository): EffectSource<EndedMessage> {
  return {
    name: 'outbox',
    pending: async (query) =>
      (await outbox.unreported(query)).flatMap((entry) =>
        entry.outcome === null ? [] : [endedMessage(entry, entry.outcome)],
      ),
    acknowledge: ({ community, _id, result }) => outbox.reported({ community, ids: [_id], result }),
  };
}

/** Ends entries of one community with an outcome. */
export async function endEntries(deps: DeliveryDeps, entries: readonly OutboxEntry[], outcome: Outcome): Promise<void> {
  const { outbox, effects, metrics } = deps;
  const ended = entries.map((entry) => ({ entry, document: endedMessage(entry, outcome) }));
  for (const { community, message } of entries) {
    metrics.outbox.inc({ community, to: message.to, result: outcome.result });
  }
  const source = outcomeSource(outbox);
  for (const reported of [true, false]) {
    const some = ended.filter(({ document }) => (document.pendingEffects.length === 0) === reported);
    const community = some[0]?.entry.community;
    if (community === undefined) continue;
    const count = await outbox.finish({ community, ids: idsOf(some.map(({ entry }) => entry)), outcome, reported });
    // WeCom reported a failure meanwhile: it stands, and the next sweep reports what is stored.
    if (count < some.length) continue;
    for (const { document } of some) void effects.dispatch(source, document);
  }
}
