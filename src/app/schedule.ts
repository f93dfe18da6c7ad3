import cron from 'node-cron';
import type { Logger } from '../observability/logger.ts';

/** What the clock starts. What is due, done and owed is in the database, so a beat that is missed loses nothing. */
export interface Beats {
  /** Every two seconds: due tickets, visits, silent owners, what a dead process left. */
  tick(): Promise<void>;
  /** Every five minutes: messages of which no callback told, and rain. */
  reconcile(): Promise<void>;
}

/** Starts the beats; the answer stops them. */
export function schedule(beats: Beats, logger: Logger): () => Promise<void> {
  cron.setLogger({
    info: (message) => logger.debug(message),
    debug: (message) => logger.trace(String(message)),
    warn: (message) => logger.debug(message),
    error: (message, error) => logger.error({ error: error ?? message }, 'a beat failed'),
  });
  const tasks = [
    cron.schedule('*/2 * * * * *', () => beats.tick(), { noOverlap: true }),
    cron.schedule('0 */5 * * * *', () => beats.reconcile(), { noOverlap: true }),
  ];
  return async () => {
    await Promise.all(tasks.map((task) => task.destroy()));
  };
}
