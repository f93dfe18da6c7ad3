import type { Community as StaffCommunity } from '../staff/community.ts';
import type { PagesFile } from './config.ts';

/** What the pages read of a community's configuration. */
export interface Community extends StaffCommunity {
  readonly pages: PagesFile;
}
