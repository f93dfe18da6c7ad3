import type { TicketAction } from '../tickets/action.ts';
import type { TicketDraft } from '../tickets/draft.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { UnderstandContext, Understanding } from '../understanding/index.ts';
import type { Community } from './community.ts';
import type { NoticeRepository, VisitRepository } from './ports.ts';
import type { OwnerWindow, PageOf } from './situation.ts';

/** What follow-up needs from outside. */
export interface FollowUpDeps {
  readonly visits: VisitRepository;
  readonly notices: NoticeRepository;
  readonly ticket: (community: string, id: string) => Promise<Ticket | null>;
  /** Delivery's budget of an owner. */
  readonly window: (owner: { community: string; conversationId: string }) => Promise<OwnerWindow>;
  /** Whether an owner has a ticket that is open or was closed lately: then the periodic survey leaves him alone. */
  readonly isServed: (owner: { community: string; conversationId: string }) => Promise<boolean>;
  /** Acts on a ticket as the system; a refusal is an answer. */
  readonly act: (request: {
    community: string;
    ticketId: string;
    action: TicketAction;
    id: string;
  }) => Promise<unknown>;
  readonly open: (request: { draft: TicketDraft; id: string }) => Promise<unknown>;
  readonly understand: (text: string, context: UnderstandContext) => Understanding;
  /** The signed address of a survey page. */
  readonly page: (of: PageOf) => string;
  /** Configuration of a community; throws for an unknown one. */
  readonly community: (id: string) => Community;
  /** Epoch ms. */
  readonly now: () => number;
}
