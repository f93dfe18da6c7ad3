import type { Dispatcher, EffectSource, Versioned, VersionedRepository } from '../../src/effects/index.ts';
import { createDueHeap } from './due-heap.ts';

/** How documents of one kind are kept in memory. */
export interface MemoryOptions<D extends Versioned> {
  /** Name of the collection, as the dispatcher knows it. */
  readonly name: string;
  /** Executes effects after each write, as in the stored repository; absent: they stay pending until the test executes them. */
  readonly effects?: Pick<Dispatcher, 'dispatch' | 'attach'>;
  /** Names under which `find` knows a document. They must not change while it lives. */
  readonly indexed?: (document: D) => readonly string[];
}

/** A versioned repository in memory, with what look-ups need. */
export interface MemoryRepository<D extends Versioned> extends VersionedRepository<D> {
  /** Every document that fits, in insertion order. */
  all(filter?: (document: D) => boolean): D[];
  /** Documents that `indexed` gave this name and that fit, in insertion order. */
  find(name: string, filter?: (document: D) => boolean): D[];
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const keyOf = ({ community, _id }: Pick<Versioned, 'community' | '_id'>) => `${community}/${_id}`;

/** Sorted by `by`, then by `_id`. */
export function sortedBy<D extends Versioned>(documents: readonly D[], by: (a: D, b: D) => number): D[] {
  return [...documents].sort((a, b) => by(a, b) || byText(a._id, b._id));
}

/** The in-memory twin of the stored versioned repository. Documents are frozen: a rule that writes into one fails. */
export function createMemoryRepository<D extends Versioned>(options: MemoryOptions<D>): MemoryRepository<D> {
  const { name, effects, indexed = () => [] } = options;
  const documents = new Map<string, D>();
  const index = new Map<string, Set<string>>();
  const waiting = new Set<string>();
  const due = createDueHeap();
  const read = (keys: Iterable<string>): D[] => [...keys].flatMap((key) => documents.get(key) ?? []);

  function put(document: D): void {
    const key = keyOf(document);
    documents.set(key, Object.freeze(document));
    for (const one of indexed(document)) index.set(one, (index.get(one) ?? new Set()).add(key));
    if (document.pendingEffects.length > 0) waiting.add(key);
    else waiting.delete(key);
    if (document.nextDueAt !== null) due.push({ at: document.nextDueAt, key });
  }

  const source: EffectSource<D> = {
    name,
    async pending({ communities, now, limit }) {
      const found = read(waiting).filter((one) => communities.includes(one.community) && one.updatedAt <= now);
      return sortedBy(found, (a, b) => a.updatedAt - b.updatedAt).slice(0, limit);
    },
    async acknowledge(document, effectIds) {
      const known = documents.get(keyOf(document));
      if (known === undefined) return;
      put({ ...known, pendingEffects: known.pendingEffects.filter(({ id }) => !effectIds.includes(id)) });
    },
  };
  effects?.attach(source);

  return {
    ...source,
    all: (filter = () => true) => [...documents.values()].filter(filter),
    find: (one, filter = () => true) => read(index.get(one) ?? []).filter(filter),
    async insert(document) {
      if (documents.has(keyOf(document))) return false;
      put(document);
      void effects?.dispatch(source, document);
      return true;
    },
    load: async (community, _id) => documents.get(keyOf({ community, _id })) ?? null,
    async save(document, expectedVersion) {
      if (documents.get(keyOf(document))?.version !== expectedVersion) return false;
      put(document);
      void effects?.dispatch(source, document);
      return true;
    },
    async due({ communities, now, limit }) {
      const found: D[] = [];
      const kept: { at: number; key: string }[] = [];
      for (let top = due.peek(); top !== undefined && top.at <= now && found.length < limit; top = due.peek()) {
        due.pop();
        const { at, key } = top;
        const document = documents.get(key);
        if (document?.nextDueAt !== at || kept.some((entry) => entry.key === key)) continue;
        kept.push(top);
        if (communities.includes(document.community)) found.push(document);
      }
      for (const entry of kept) due.push(entry);
      return found;
    },
  };
}
