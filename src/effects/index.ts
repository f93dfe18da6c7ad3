/** Durable effects (transactional outbox): a change and the effects it asks for are one write; effects are executed afterwards, once by id. */
export { createDispatcher, type Dispatcher, type EffectSource } from './dispatcher.ts';
export type {
  BatchHandler,
  Effect,
  EffectContext,
  EffectHandler,
  EffectHandlers,
  EffectKind,
  EffectOf,
  PendingEffect,
} from './effect.ts';
export { isFree, type Lease, type Leases } from './lease.ts';
export type { DueQuery, VersionedRepository } from './repository.ts';
export { ContentionError, updateWithRetry } from './update-with-retry.ts';
export { type Change, commitChange, effectId, toPending, type Versioned } from './versioned.ts';
