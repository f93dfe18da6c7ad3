import type { Community as BaseCommunity } from '../community/index.ts';
import type { DeliveryFile } from './config/delivery.ts';
import type { DeliveryMessages } from './config/messages.ts';

/** What delivery reads of a community's configuration. */
export interface Community extends BaseCommunity {
  readonly delivery: DeliveryFile;
  readonly messages: { readonly delivery: DeliveryMessages };
}
