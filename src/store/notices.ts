import type { Model } from 'mongoose';
import type { Dispatcher } from '../effects/index.ts';
import type { CorrectionNotice, NoticeRepository } from '../followup/index.ts';
import type { StoredNotice } from './models/follow-up.ts';
import { createVersionedRepository } from './versioned-repository.ts';

const BY_FOUND = { sort: { foundAt: 1, _id: 1 } } as const;

/** 整改通知 on mongoose. */
export function createNoticeRepository(model: Model<StoredNotice>, effects: Dispatcher): NoticeRepository {
  const {
    find,
    findOne: _findOne,
    ...shared
  } = createVersionedRepository<CorrectionNotice, StoredNotice>(model, {
    toStored: (notice) => notice,
    fromStored: ({ hasPending: _pending, ...notice }) => notice,
    effects,
  });
  return {
    ...shared,
    byTicket: (community, ticketId) => find({ community, ticketId }, BY_FOUND),
    search: ({ community, from, to }) => find({ community, foundAt: { $gte: from, $lt: to } }, BY_FOUND),
  };
}
