import type { Community as ConversationCommunity } from '../conversation/community.ts';
import type { Community as RecordsCommunity } from '../records/community.ts';
import type { StaffTextsFile } from './config/staff-texts.ts';

/** What the staff's side of the chat reads of a community's configuration. */
export interface Community extends Omit<RecordsCommunity, 'conversation'>, ConversationCommunity {
  readonly staffTexts: StaffTextsFile;
  readonly texts: RecordsCommunity['texts'];
}
