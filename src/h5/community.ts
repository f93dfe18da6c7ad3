import type { Community as StaffCommunity } from '../staff/index.ts';
import type { PageMessages } from './config.ts';

/** What the pages read of a community's configuration. */
export interface Community extends StaffCommunity {
  readonly messages: StaffCommunity['messages'] & { readonly pages: PageMessages };
}
