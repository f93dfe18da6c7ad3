import type { Model } from 'mongoose';
import type { ReportBook, ReportRecord } from '../records/registers/report-book.ts';
import { insertNew } from './insert-new.ts';
import type { StoredLogEntry, StoredReport } from './models/reports.ts';

const keyOf = ({ community, kind, period }: Pick<ReportRecord, 'community' | 'kind' | 'period'>) =>
  [community, kind, period].join('/');

function load({ _id, owes: _owes, ...report }: StoredReport): ReportRecord {
  return report;
}

/** Reports and register lines on mongoose. What is written stays; a report is only marked as sent, once. */
export function createReportBook(reports: Model<StoredReport>, entries: Model<StoredLogEntry>): ReportBook {
  return {
    claim: (report) => insertNew(reports, [{ _id: keyOf(report), ...report, owes: true }]),

    async find(key) {
      const found = await reports.findOne({ _id: keyOf(key), community: key.community }).lean<StoredReport>();
      return found === null ? null : load(found);
    },

    async owing(limit) {
      const found = await reports.find({ owes: true }).sort({ at: 1 }).limit(limit).lean<StoredReport[]>();
      return found.map(load);
    },

    async sent(report, at) {
      await reports.updateOne(
        { _id: keyOf(report), community: report.community, sentAt: null },
        { $set: { sentAt: at }, $unset: { owes: 1 } },
      );
    },

    addEntry: ({ id, ...entry }) => insertNew(entries, [{ _id: id, ...entry }]),

    async entries({ community, kind, period, from, to }) {
      const found = await entries
        .find({
          community,
          kind,
          ...(period === undefined ? {} : { period }),
          ...(from === undefined || to === undefined ? {} : { at: { $gte: from, $lt: to } }),
        })
        .sort({ at: 1, _id: 1 })
        .lean<StoredLogEntry[]>();
      return found.map(({ _id, ...entry }) => ({ id: _id, ...entry }));
    },
  };
}
