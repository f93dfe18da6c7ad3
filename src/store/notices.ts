import type { Model } from 'mongoose';
import type { CorrectionNotice } from '../followup/notice.ts';
import type { NoticeRepository } from '../followup/ports.ts';
import type { StoredNotice } from './models/follow-up.ts';
import { createOwingDocuments } from './owing-documents.ts';

const BY_FOUND = { sort: { foundAt: 1, _id: 1 } } as const;

/** 整改通知 on mongoose. */
export function createNoticeRepository(model: Model<StoredNotice>): NoticeRepository {
  const { find, ...shared } = createOwingDocuments<CorrectionNotice>(model);
  return {
    ...shared,
    byTicket: (community, ticketId) => find({ community, ticketId }, BY_FOUND),
    search: ({ community, from, to }) => find({ community, foundAt: { $gte: from, $lt: to } }, BY_FOUND),
  };
}
