import type { Communities } from '../community/index.ts';
import type { DeliveryService } from '../delivery/index.ts';
import type { FollowUpActions } from '../followup/index.ts';
import type { House } from '../language/index.ts';
import type { Logger } from '../observability/index.ts';
import type { RelayBook, ReportBook, ShiftBook } from '../records/index.ts';
import type { Clock } from '../shared/index.ts';
import type { TicketService } from '../tickets/index.ts';
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
  readonly communities: Pick<Communities<Community>, 'all'>;
  readonly tickets: Pick<TicketService, 'act' | 'open' | 'load' | 'byNumber' | 'search'>;
  readonly followUp: Pick<FollowUpActions, 'rain' | 'recordVisit'>;
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
