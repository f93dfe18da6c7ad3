import type {
  BatchHandler,
  Effect,
  EffectContext,
  EffectHandler,
  EffectHandlers,
  EffectKind,
  EffectSource,
} from '../../src/effects/index.ts';

/** How pending effects are executed by a test. */
export interface Execution {
  readonly communities: readonly string[];
  /** Effects of a kind without a handler are only acknowledged. */
  readonly handlers: Partial<EffectHandlers>;
  /** How often each effect is executed again before it is acknowledged, as by a process that is killed in between. */
  readonly replays?: number;
}

type Source = Pick<EffectSource, 'pending' | 'acknowledge'>;

const LIMIT = 100;

/** Executes one effect, alone; nothing happens when its kind has no handler. */
export async function executeEffect(
  handlers: Partial<EffectHandlers>,
  effect: Effect,
  context: EffectContext,
): Promise<void> {
  // The handler of a kind takes the effects of that kind.
  const handler = handlers[effect.kind] as EffectHandler<EffectKind> | BatchHandler<EffectKind> | undefined;
  if (typeof handler === 'function') await handler(effect, context);
  else await handler?.executeAll([{ effect, context }]);
}

/** Executes the pending effects of repositories, and those that come of them, in the given order, until there are none. */
export async function executePending(sources: readonly Source[], execution: Execution): Promise<void> {
  const { communities, handlers, replays = 0 } = execution;
  const query = { communities, now: Number.MAX_SAFE_INTEGER, limit: LIMIT };
  for (;;) {
    const found = await Promise.all(
      sources.map(async (source) => (await source.pending(query)).map((document) => ({ source, document }))),
    );
    const waiting = found.flat();
    if (waiting.length === 0) return;
    for (let time = 0; time <= replays; time += 1) {
      for (const { document } of waiting) {
        const { community } = document;
        for (const { id, effect } of document.pendingEffects) await executeEffect(handlers, effect, { id, community });
      }
    }
    for (const { source, document } of waiting) {
      await source.acknowledge(
        document,
        document.pendingEffects.map(({ id }) => id),
      );
    }
  }
}
