import type { Clock } from '../shared/index.ts';
import type { BatchHandler, EffectHandler, EffectHandlers, EffectKind, PendingEffect } from './effect.ts';
import type { DueQuery } from './repository.ts';
import type { Versioned } from './versioned.ts';

/** Where documents with pending effects come from: a repository under the name of its collection. */
export interface EffectSource<D extends Versioned = Versioned> {
  readonly name: string;
  pending(query: DueQuery): Promise<D[]>;
  acknowledge(document: D, effectIds: readonly string[]): Promise<void>;
}

/** Executes the effects of documents after they were stored: at once in this process, by `sweep` for what a dead process left. */
export interface Dispatcher {
  /** Sets the one table of handlers. Effects that come before are kept until then. */
  serve(handlers: EffectHandlers): void;
  /** Makes a source known to `sweep`. */
  attach<D extends Versioned>(source: EffectSource<D>): void;
  /**
   * Executes a document's pending effects in order, after those of its earlier versions. Resolves to false when one failed and
   * will be tried again by `sweep`. Never rejects.
   */
  dispatch<D extends Versioned>(source: EffectSource<D>, document: D): Promise<boolean>;
  /** Executes what was left behind. `graceMs`: how long a change may be under way in another process before it counts as left. */
  sweep(communities: readonly string[], graceMs?: number): Promise<void>;
  /** How often effects were executed; two equal readings with `idle` between them mean that nothing is under way. */
  readonly executed: number;
  /** Resolves when no effect is under way. */
  idle(): Promise<void>;
  /** Ends after the effects that are under way. */
  stop(): Promise<void>;
}

/** What the dispatcher needs. */
export interface DispatcherOptions {
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
}

/** Documents read by one sweep of one source. */
const SWEEP_LIMIT = 100;
/** Ids remembered as executed, for versions that were written before the acknowledgement of an earlier one. */
const REMEMBERED = 5_000;

/** Makes the dispatcher. */
export function createDispatcher({ clock, log }: DispatcherOptions): Dispatcher {
  const sources: EffectSource[] = [];
  const chains = new Map<string, Promise<boolean>>();
  const done = new Set<string>();
  let handlers: EffectHandlers | null = null;
  let stopped = false;
  let executed = 0;

  function remember(id: string): void {
    done.add(id);
    if (done.size <= REMEMBERED) return;
    const [oldest] = done;
    if (oldest !== undefined) done.delete(oldest);
  }

  async function run(source: EffectSource, document: Versioned): Promise<boolean> {
    if (handlers === null || stopped) return false;
    const { community, pendingEffects } = document;
    let current: readonly PendingEffect[] = [];
    try {
      for (const effects of runsOf(
        pendingEffects.filter(({ id }) => !done.has(id)),
        handlers,
      )) {
        current = effects;
        await execute(handlers, effects, community);
        executed += effects.length;
        for (const { id } of effects) remember(id);
      }
      await source.acknowledge(
        document,
        pendingEffects.map(({ id }) => id),
      );
      return true;
    } catch (error) {
      const context = { source: source.name, community, id: document._id, effect: current[0]?.effect.kind };
      log.error({ ...context, error }, 'effects failed; will retry');
      return false;
    }
  }

  function dispatch<D extends Versioned>(source: EffectSource<D>, document: D): Promise<boolean> {
    if (document.pendingEffects.length === 0) return Promise.resolve(true);
    const key = `${source.name}/${document.community}/${document._id}`;
    const before = chains.get(key) ?? Promise.resolve(true);
    const chain = before
      .then(() => run(source as unknown as EffectSource, document))
      .finally(() => {
        if (chains.get(key) === chain) chains.delete(key);
      });
    chains.set(key, chain);
    return chain;
  }

  async function sweepOne(source: EffectSource, query: DueQuery): Promise<void> {
    const documents = await source.pending(query);
    const waiting = documents.filter(({ community, _id }) => !chains.has(`${source.name}/${community}/${_id}`));
    await Promise.all(waiting.map((document) => dispatch(source, document)));
  }

  return {
    serve(table) {
      handlers = table;
    },
    attach(source) {
      sources.push(source as unknown as EffectSource);
    },
    dispatch,
    async sweep(communities, graceMs = 0) {
      const query = { communities, now: clock.now() - graceMs, limit: SWEEP_LIMIT };
      await Promise.all(sources.map((source) => sweepOne(source, query)));
    },
    get executed() {
      return executed;
    },
    async idle() {
      while (chains.size > 0) await Promise.all(chains.values());
    },
    async stop() {
      stopped = true;
      while (chains.size > 0) await Promise.all(chains.values());
    },
  };
}

/** One effect at a time, but for those in a row that a batch handler takes together. */
function runsOf(effects: readonly PendingEffect[], table: EffectHandlers): PendingEffect[][] {
  const runs: PendingEffect[][] = [];
  for (const pending of effects) {
    const { kind } = pending.effect;
    const last = runs.at(-1);
    if (last?.[0]?.effect.kind === kind && typeof table[kind] !== 'function') last.push(pending);
    else runs.push([pending]);
  }
  return runs;
}

async function execute(table: EffectHandlers, effects: readonly PendingEffect[], community: string): Promise<void> {
  const executions = effects.map(({ id, effect }) => ({ effect, context: { id, community } }));
  const [first] = executions;
  if (first === undefined) return;
  // All of a run are of the kind of its first, so they fit its handler.
  const handler = table[first.effect.kind] as EffectHandler<EffectKind> | BatchHandler<EffectKind>;
  if (typeof handler === 'function') await handler(first.effect, first.context);
  else await handler.executeAll(executions);
}
