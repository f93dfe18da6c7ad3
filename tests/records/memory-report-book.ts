import type { Dispatcher, EffectSource } from '../../src/effects/index.ts';
import type { LogEntry, ReportBook, ReportRecord } from '../../src/records/registers/report-book.ts';
import { createMemoryRepository } from '../support/memory-repository.ts';

/** Reports and register lines in memory: the twin of the stored ones. `source` gives the reports whose messages are pending. */
export function createMemoryReportBook(effects?: Dispatcher): ReportBook & { source: EffectSource<ReportRecord> } {
  const reports = createMemoryRepository<ReportRecord>({
    name: 'reports',
    ...(effects === undefined ? {} : { effects }),
  });
  const entries = new Map<string, LogEntry>();
  const { pending, acknowledge } = reports;
  return {
    source: { name: 'reports', pending, acknowledge },
    async claim(report) {
      await reports.insert(structuredClone(report));
    },
    find: ({ community, kind, period }) => reports.load(community, [community, kind, period].join('/')),
    async addEntry(entry) {
      if (!entries.has(entry.id)) entries.set(entry.id, structuredClone(entry));
    },
    async entries({ community, kind, period, from, to }) {
      return [...entries.values()]
        .filter((one) => one.community === community && one.kind === kind)
        .filter((one) => period === undefined || one.period === period)
        .filter(({ at }) => from === undefined || to === undefined || (at >= from && at < to))
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    },
  };
}
