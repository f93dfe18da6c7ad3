import { createManualClock } from '@shouwen/wecom-simulator';
import {
  createDispatcher,
  type EffectHandlers,
  type EffectSource,
  type VersionedRepository,
} from '../../src/effects/index.ts';
import { createMemoryRepository } from '../support/memory-repository.ts';
import { type Note, nameOf } from './factories.ts';
import { type Executed, recordingHandlers } from './recorded.ts';

/** A promise that a test settles. */
export function createGate(): { readonly passed: Promise<void>; open(): void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

/** What a process of the test does differently. */
export interface ProcessOptions {
  readonly handlers?: Partial<EffectHandlers>;
  /** Called before each effect; throwing fails it. */
  readonly before?: (name: string) => void | Promise<void>;
  readonly acknowledge?: (document: Note) => unknown;
  readonly served?: boolean;
}

/** Notes in memory and processes whose dispatchers execute their effects. */
export function openNotes() {
  const clock = createManualClock(1_000);
  const notes = createMemoryRepository<Note>({ name: 'notes' });
  const executed: Executed[] = [];
  const logged: { fields: Record<string, unknown>; message: string }[] = [];
  const log = {
    error: (fields: object, message: string) => void logged.push({ fields: { ...fields }, message }),
  };

  /** One process more. */
  function start(options: ProcessOptions = {}) {
    const dispatcher = createDispatcher({ clock, log });
    const recorder = recordingHandlers(executed);
    const one: EffectHandlers['session.transfer'] = async (effect, context) => {
      await options.before?.(nameOf(effect));
      executed.push({ ...context, effect });
    };
    const handlers = new Proxy(recorder, {
      get: (table, kind, receiver) => {
        const own = { 'session.transfer': one, ...options.handlers } as Record<string, unknown>;
        return own[String(kind)] ?? Reflect.get(table, kind, receiver);
      },
    });
    const source: EffectSource<Note> = {
      name: 'notes',
      pending: notes.pending,
      async acknowledge(document, ids) {
        await options.acknowledge?.(document);
        await notes.acknowledge(document, ids);
      },
    };
    dispatcher.attach(source);
    const serve = () => dispatcher.serve(handlers);
    if (options.served !== false) serve();
    return {
      ...dispatcher,
      serveAll: serve,
      executedCount: () => dispatcher.executed,
      dispatchNote: (document: Note) => dispatcher.dispatch(source, document),
      /** Stores a note and executes its effects, as a repository does. */
      async insert(document: Note) {
        await notes.insert(document);
        return dispatcher.dispatch(source, document);
      },
    };
  }

  return {
    clock,
    notes: notes as VersionedRepository<Note>,
    executed,
    names: () => executed.map(({ effect }) => nameOf(effect)),
    logged,
    start,
    /** Effects of a note that are not acknowledged. */
    async pendingOf(id: string) {
      return (await notes.load('main', id))?.pendingEffects.map((one) => one.id) ?? [];
    },
  };
}
