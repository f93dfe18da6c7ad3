import cron from 'node-cron';
import type { Logger } from '../observability/index.ts';

/** What the clock starts. What is due and done is in the database, so a run that is missed loses nothing. */
export interface ScheduledWork {
  /** Every two seconds: due tickets, visits, silent owners, what a dead process left. */
  tick(): Promise<void>;
  /** Every five minutes: messages whose callbacks were lost, and rain. */
  reconcile(): Promise<void>;
}

/** Starts the schedule; the answer stops it. */
export function schedule(work: ScheduledWork, logger: Logger): () => Promise<void> {
  cron.setLogger({
    info: (message) => logger.debug(message),
    debug: (message) => logger.trace(String(message)),
    warn: (message) => logger.debug(message),
    error: (message, error) => logger.error({ error: error ?? message }, 'scheduled job failed'),
  });
  const tasks = [
    cron.schedule('*/2 * * * * *', () => work.tick(), { noOverlap: true }),
    cron.schedule('0 */5 * * * *', () => work.reconcile(), { noOverlap: true }),
  ];
  return async () => {
    await Promise.all(tasks.map((task) => task.destroy()));
  };
}
