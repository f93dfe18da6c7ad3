import type { DeliveryService } from '../delivery/delivery.ts';
import type { FollowUp } from '../followup/follow-up.ts';
import type { House } from '../language/house.ts';
import type { Logger } from '../observability/logger.ts';
import type { RelayBook } from '../records/registers/relay-book.ts';
import type { ReportBook } from '../records/registers/report-book.ts';
import type { ShiftBook } from '../records/registers/shift-book.ts';
import type { Clock } from '../shared/clock.ts';
import type { TicketDesk } from '../tickets/desk.ts';
import type { TicketRepository } from '../tickets/ports.ts';
import type { UnderstandingService } from '../understanding/index.ts';
import type { Community } from './community.ts';
import type { MemberMemory } from './memory.ts';

/** Which WeChat conversation belongs to a phone or house, for owners who called instead of writing. */
export interface OwnerBook {
  /** Null when no person or more than one fits. */
  conversationOf(owner: {
    readonly community: string;
    readonly phone: string | null;
    readonly house: House | null;
  }): Promise<string | null>;
}

/** The services that the staff side of the chat works with. */
export interface StaffDeps {
  /** The communities in use now; replaced as a whole when the configuration changes. */
  readonly communities: () => Iterable<Community>;
  readonly desk: Pick<TicketDesk, 'act' | 'open'>;
  readonly tickets: Pick<TicketRepository, 'load' | 'byNumber' | 'search'>;
  readonly followUp: Pick<FollowUp, 'rain' | 'recordVisit'>;
  readonly delivery: Pick<DeliveryService, 'enqueue' | 'cardClicked'>;
  readonly shifts: ShiftBook;
  readonly relays: RelayBook;
  readonly reports: ReportBook;
  readonly owners: OwnerBook;
  readonly memory: MemberMemory;
  readonly clock: Pick<Clock, 'now'>;
  readonly understanding: Pick<UnderstandingService, 'understand'>;
  readonly log: Pick<Logger, 'error'>;
}
