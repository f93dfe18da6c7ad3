/** The flows in use now; a changed file on disk replaces them when it is valid. */
import type { Cancel, Clock } from '../shared/index.ts';
import { watchFolder } from '../yaml/index.ts';
import type { Flows } from './flow/types.ts';
import { formatFlowProblem, loadFlows } from './load-flows.ts';

/** Gives the flows in use. */
export interface LiveFlows {
  current(): Flows;
  /** Looks for changes on disk from now on; a change with a mistake is refused and logged with file and line. */
  watch(): Cancel;
}

/** What live flows need. */
export interface LiveFlowsOptions {
  readonly flows: Flows;
  readonly flowsDir: string;
  readonly clock: Clock;
  readonly log: Record<'info' | 'warn' | 'error', (message: string) => void>;
}

/** Starts with the flows that were read at start. */
export function createLiveFlows({ flows, flowsDir, clock, log }: LiveFlowsOptions): LiveFlows {
  let current = flows;
  return {
    current: () => current,
    watch: () =>
      watchFolder({
        dir: flowsDir,
        clock,
        async load() {
          const loaded = loadFlows(flowsDir);
          for (const problem of loaded.problems) {
            const place = formatFlowProblem(problem, flowsDir);
            if (problem.level === 'error') log.error(`flows refused, the old ones stay: ${place}`);
            else log.warn(place);
          }
          return loaded.flows;
        },
        onLoaded(loaded) {
          log.info('flows loaded again');
          current = loaded;
        },
        onError: (error) => log.error(`FLOWS_DIR ${flowsDir} could not be read: ${String(error)}`),
      }),
  };
}
