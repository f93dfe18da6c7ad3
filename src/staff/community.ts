import type { Community as ConversationCommunity } from '../conversation/community.ts';
import type { Community as RecordsCommunity } from '../records/community.ts';
import type { StaffMessages } from './config/messages.ts';
import type { StaffCommandsFile } from './config/staff-commands.ts';

/** What the staff room reads of a community's configuration. */
export interface Community extends Omit<RecordsCommunity, 'conversation'>, ConversationCommunity {
  readonly messages: RecordsCommunity['messages'] & { readonly staff: StaffMessages };
  readonly staffCommands: StaffCommandsFile;
}
