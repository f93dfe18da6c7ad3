import type { Effect, EffectContext, EffectHandlers } from '../../src/effects/index.ts';

/** An effect that was executed, and under which id. */
export type Executed = EffectContext & { readonly effect: Effect };

/** Handlers of every kind that record what they are given; `fail` may throw instead. */
export function recordingHandlers(executed: Executed[], fail: (effect: Executed) => void = () => {}): EffectHandlers {
  const handler = async (effect: Effect, context: EffectContext) => {
    fail({ ...context, effect });
    executed.push({ ...context, effect });
  };
  return new Proxy({}, { get: () => handler }) as EffectHandlers;
}
