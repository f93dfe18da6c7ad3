/** One measured contender. `ratio` is to the limit or peer measured in the same run. */
export interface Row {
  readonly name: string;
  readonly opsPerSecond: number;
  readonly ratio?: number;
  readonly note?: string;
  readonly [extra: string]: unknown;
}

/** How long a benchmark may take: `smoke` only shows that it runs. */
export interface BenchOptions {
  readonly smoke: boolean;
}

/** The middle value; of an even count the lower one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** Calls `work` for about `ms` and returns calls per second; `work` does `batch` operations. */
export async function rate(ms: number, batch: number, work: () => void | Promise<void>): Promise<number> {
  const start = performance.now();
  let calls = 0;
  let elapsed = 0;
  while (elapsed < ms) {
    await work();
    calls += 1;
    elapsed = performance.now() - start;
  }
  return (calls * batch * 1000) / elapsed;
}

/** Runs contenders interleaved over several rounds and takes the median of each: the machine is shared and its mood changes. */
export async function interleave(
  contenders: Readonly<Record<string, () => Promise<number>>>,
  rounds: number,
): Promise<Record<string, number>> {
  const results = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) results.get(name)!.push(await run());
  }
  return Object.fromEntries([...results].map(([name, values]) => [name, median(values)]));
}
