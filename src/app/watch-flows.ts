import { watchFolder } from '../shared/watch-folder.ts';
import type { Flows } from '../conversation/flow/types.ts';
import { formatFlowProblem, loadFlows } from '../conversation/load-flows.ts';
import type { Logger } from '../observability/logger.ts';
import type { Cancel, Clock } from '../shared/clock.ts';

/** Loads the flows again when a file changes; a change with a mistake is refused, said with file and line, and the old ones stay. */
export function watchFlows(options: {
  flowsDir: string;
  clock: Clock;
  logger: Logger;
  onLoaded: (flows: Flows) => void;
}): Cancel {
  const { flowsDir, clock, logger } = options;
  return watchFolder({
    dir: flowsDir,
    clock,
    async load() {
      const { flows, problems } = loadFlows(flowsDir);
      for (const problem of problems) {
        const place = formatFlowProblem(problem, flowsDir);
        if (problem.level === 'error') logger.error(`flows refused, the old ones stay: ${place}`);
        else logger.warn(place);
      }
      return flows;
    },
    onLoaded(flows) {
      logger.info('flows loaded again');
      options.onLoaded(flows);
    },
    onError: (error) => logger.error({ error }, `FLOWS_DIR ${flowsDir} could not be read`),
  });
}
