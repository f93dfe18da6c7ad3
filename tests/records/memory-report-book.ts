import type { LogEntry, ReportBook, ReportRecord } from '../../src/records/registers/report-book.ts';

const keyOf = ({ community, kind, period }: Pick<ReportRecord, 'community' | 'kind' | 'period'>) =>
  [community, kind, period].join('/');

/** Reports and register lines in memory: the twin of the stored ones. */
export function createMemoryReportBook(): ReportBook {
  const reports = new Map<string, ReportRecord>();
  const entries = new Map<string, LogEntry>();
  return {
    async claim(report) {
      if (!reports.has(keyOf(report))) reports.set(keyOf(report), structuredClone(report));
    },
    async find(key) {
      return structuredClone(reports.get(keyOf(key)) ?? null);
    },
    async owing(limit) {
      const owing = [...reports.values()].filter(({ sentAt }) => sentAt === null);
      return structuredClone(owing.sort((a, b) => a.at - b.at).slice(0, limit));
    },
    async sent(report, at) {
      const found = reports.get(keyOf(report));
      if (found !== undefined && found.sentAt === null) reports.set(keyOf(report), { ...found, sentAt: at });
    },
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
