import type { Model } from 'mongoose';
import type { Dispatcher } from '../effects/index.ts';
import type { ReportBook, ReportRecord } from '../records/index.ts';
import { insertNew } from './insert-new.ts';
import type { StoredLogEntry, StoredReport } from './models/reports.ts';
import { createVersionedRepository } from './versioned-repository.ts';

const keyOf = ({ community, kind, period }: Pick<ReportRecord, 'community' | 'kind' | 'period'>) =>
  [community, kind, period].join('/');

/** Reports and register lines on mongoose. What is written stays. */
export function createReportBook(
  reports: Model<StoredReport>,
  entries: Model<StoredLogEntry>,
  effects: Dispatcher,
): ReportBook {
  const repository = createVersionedRepository<ReportRecord, StoredReport>(reports, {
    toStored: (report) => report,
    fromStored: ({ hasPending: _pending, ...report }) => report,
    effects,
  });
  return {
    async claim(report) {
      await repository.insert(report);
    },

    find: (key) => repository.load(key.community, keyOf(key)),

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
