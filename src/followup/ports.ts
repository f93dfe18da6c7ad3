import type { CorrectionNotice } from './notice.ts';
import type { Visit } from './visit.ts';

/** Where visits are kept. One document each. */
export interface VisitRepository {
  /** Stores a new visit. False when the `_id` is there already (then nothing changes). */
  insert(visit: Visit): Promise<boolean>;
  load(community: string, id: string): Promise<Visit | null>;
  /** Replaces the document when its version is still `expectedVersion`; false when it is not. */
  save(visit: Visit, expectedVersion: number): Promise<boolean>;
  /** Every visit of a ticket, by `dueAt`, then `_id`. */
  byTicket(community: string, ticketId: string): Promise<Visit[]>;
  /** Visits of an owner that have not ended, by `dueAt`, then `_id`. */
  active(community: string, conversationId: string): Promise<Visit[]>;
  /** Visits that wait for rain (`waits: 'rain'`, not ended), by `_id`, those after `after` only. */
  waitingForRain(community: string, page: { limit: number; after: string | null }): Promise<Visit[]>;
  /** Visits with `dueAt` ≥ from and < to, by `dueAt`. */
  search(search: { community: string; from: number; to: number }): Promise<Visit[]>;
  /** Visits of any community with `nextDueAt` ≤ now, earliest first. */
  due(now: number, limit: number): Promise<Visit[]>;
  /** Visits of any community that owe effects, oldest change first. */
  owing(limit: number): Promise<Visit[]>;
  /** Forgets effects that were carried out, without a new version. */
  settled(community: string, id: string, effectIds: readonly string[]): Promise<void>;
}

/** Where 整改通知 are kept. One document each; the same promises as `VisitRepository`. */
export interface NoticeRepository {
  insert(notice: CorrectionNotice): Promise<boolean>;
  load(community: string, id: string): Promise<CorrectionNotice | null>;
  save(notice: CorrectionNotice, expectedVersion: number): Promise<boolean>;
  /** Every notice of a ticket, by `foundAt`. */
  byTicket(community: string, ticketId: string): Promise<CorrectionNotice[]>;
  /** Notices with `foundAt` ≥ from and < to, by `foundAt`. */
  search(search: { community: string; from: number; to: number }): Promise<CorrectionNotice[]>;
  due(now: number, limit: number): Promise<CorrectionNotice[]>;
  owing(limit: number): Promise<CorrectionNotice[]>;
  settled(community: string, id: string, effectIds: readonly string[]): Promise<void>;
}
