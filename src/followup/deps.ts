import type { Communities } from '../community/index.ts';
import type { Delivery } from '../delivery/index.ts';
import type { Clock } from '../shared/index.ts';
import type { TicketService } from '../tickets/index.ts';
import type { UnderstandContext, Understanding } from '../understanding/index.ts';
import type { Community } from './community.ts';
import type { NoticeRepository, VisitRepository } from './ports.ts';
import type { PageOf } from './situation.ts';

/** The services that follow-up stands on. */
export interface FollowUpDeps {
  readonly visits: VisitRepository;
  readonly notices: NoticeRepository;
  readonly tickets: Pick<TicketService, 'load' | 'act' | 'open' | 'ownerTickets'>;
  readonly delivery: Pick<Delivery, 'budget'>;
  readonly understanding: { understand(text: string, context: UnderstandContext): Understanding };
  readonly communities: Communities<Community>;
  readonly clock: Clock;
  /** Makes the signed address of a survey page. */
  readonly links: { address(of: PageOf): string };
}
