/** Documents that owe effects, and how the effects are carried out. `D` is a stored document. */
export interface PumpDeps<D> {
  /** Documents that owe something, oldest change first. */
  owing(limit: number): Promise<readonly D[]>;
  /** Carries out one document's effects, then has them forgotten. Doing it twice changes nothing. */
  settle(document: D): Promise<void>;
  /** Says which document could not be settled; it is tried again at the next poke. */
  onError(error: unknown, document: D | null): void;
}

/** Carries out what documents owe (design rule 2). */
export interface Pump {
  /** Something owes effects now. Never rejects. */
  poke(): void;
  /** Resolves when nothing that can be carried out is owed. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

const BATCH = 100;

/** One run at a time; a poke during a run makes one more. */
export function createPump<D extends { readonly _id: string }>(deps: PumpDeps<D>): Pump {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  /** True when something was carried out. A document that fails is left for the next poke. */
  async function pass(failed: Set<string>): Promise<boolean> {
    const documents = (await deps.owing(BATCH)).filter(({ _id }) => !failed.has(_id));
    for (const document of documents) {
      if (stopped) return false;
      try {
        await deps.settle(document);
      } catch (error) {
        failed.add(document._id);
        deps.onError(error, document);
      }
    }
    return documents.length > 0;
  }

  async function drain(): Promise<void> {
    do {
      again = false;
      const failed = new Set<string>();
      while (!stopped && (await pass(failed)));
    } while (again && !stopped);
  }

  function poke(): void {
    if (stopped) return;
    if (running !== null) {
      again = true;
      return;
    }
    running = drain()
      .catch((error: unknown) => deps.onError(error, null))
      .finally(() => {
        running = null;
        if (again) poke();
      });
  }

  async function idle(): Promise<void> {
    while (running !== null) await running;
  }

  return {
    poke,
    idle,
    async stop() {
      stopped = true;
      await idle();
    },
  };
}
