import type { VersionedRepository } from '../effects/index.ts';
import type { CorrectionNotice } from './notice.ts';
import type { Visit } from './visit.ts';

/** Where visits are kept. */
export interface VisitRepository extends VersionedRepository<Visit> {
  /** Every visit of a ticket, by `dueAt`, then `_id`. */
  byTicket(community: string, ticketId: string): Promise<Visit[]>;
  /** Visits of an owner that have not ended, by `dueAt`, then `_id`. */
  active(community: string, conversationId: string): Promise<Visit[]>;
  /** Visits that wait for rain (`waits: 'rain'`, not ended), by `_id`, those after `after` only. */
  waitingForRain(community: string, page: { limit: number; after: string | null }): Promise<Visit[]>;
  /** Visits with `dueAt` ≥ from and < to, by `dueAt`. */
  search(search: { community: string; from: number; to: number }): Promise<Visit[]>;
}

/** Where 整改通知 are kept. */
export interface NoticeRepository extends VersionedRepository<CorrectionNotice> {
  /** Every notice of a ticket, by `foundAt`. */
  byTicket(community: string, ticketId: string): Promise<CorrectionNotice[]>;
  /** Notices with `foundAt` ≥ from and < to, by `foundAt`. */
  search(search: { community: string; from: number; to: number }): Promise<CorrectionNotice[]>;
}
