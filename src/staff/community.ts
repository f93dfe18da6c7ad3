import type { Community as ConversationCommunity } from '../conversation/community.ts';
import type { Community as RecordsCommunity } from '../records/community.ts';
import type { StaffMessages } from './config/messages.ts';

/** What the staff's side of the chat reads of a community's configuration. */
export interface Community extends Omit<RecordsCommunity, 'conversation'>, ConversationCommunity {
  readonly messages: RecordsCommunity['messages'] & { readonly staff: StaffMessages };
}
