import type { Cancel, Clock } from '../shared/index.ts';
import { formatProblem, watchFolder } from '../yaml/index.ts';
import { type LoadOptions, loadCompany } from './load.ts';
import type { Company } from './types.ts';

/** What watching the configuration needs. */
export interface CompanyWatch extends LoadOptions {
  readonly configDir: string;
  readonly clock: Clock;
  readonly onLoaded: (company: Company) => void;
  readonly log: Record<'info' | 'warn' | 'error', (message: string) => void>;
  readonly fingerprint?: (dir: string) => Promise<string>;
  readonly everyMs?: number;
}

/** Loads the configuration again when it changes; a change that is not valid is refused, said with file and line, and the old one kept. */
export function watchCompany(watch: CompanyWatch): Cancel {
  const { configDir, log } = watch;
  return watchFolder({
    dir: configDir,
    clock: watch.clock,
    ...(watch.fingerprint === undefined ? {} : { fingerprint: watch.fingerprint }),
    ...(watch.everyMs === undefined ? {} : { everyMs: watch.everyMs }),
    async load() {
      const { company, problems, warnings } = await loadCompany(configDir, { ...watch, now: watch.clock.now() });
      for (const warning of warnings) log.warn(`config: ${formatProblem(warning)}`);
      for (const problem of problems) log.error(`config refused, the old one stays: ${formatProblem(problem)}`);
      return company;
    },
    onLoaded(company) {
      log.info(`config loaded again: ${[...company.communities.keys()].join(', ')}`);
      watch.onLoaded(company);
    },
    onError: (error) => log.error(`config folder ${configDir} could not be read: ${String(error)}`),
  });
}
