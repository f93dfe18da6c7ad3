import type { Community as TicketCommunity } from '../tickets/index.ts';
import type { FollowUpFile } from './config/follow-up.ts';
import type { VisitMessages } from './config/messages.ts';

/** What follow-up reads of a community's configuration. */
export interface Community extends TicketCommunity {
  readonly followUp: FollowUpFile;
  readonly messages: TicketCommunity['messages'] & { readonly visit: VisitMessages };
}
