import type { Community as DeliveryCommunity } from '../delivery/index.ts';
import type { DeskMessages } from './config/desk-messages.ts';
import type { EscalationFile } from './config/escalation.ts';
import type { PricesFile } from './config/prices.ts';
import type { RoutingFile } from './config/routing.ts';
import type { TicketMessages } from './config/ticket-messages.ts';

/** What the ticket rules read of a community's configuration. */
export interface Community extends DeliveryCommunity {
  readonly routing: RoutingFile;
  readonly escalation: EscalationFile;
  readonly prices: PricesFile;
  /** How long an owner's closed ticket still counts as known to them, milliseconds. */
  readonly conversation: { readonly repeatWindow: number };
  readonly messages: DeliveryCommunity['messages'] & { readonly ticket: TicketMessages; readonly desk: DeskMessages };
}
