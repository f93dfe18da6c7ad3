import type { Community as TicketCommunity } from '../tickets/index.ts';
import type { AnswersFile } from './config/answers.ts';
import type { ConversationFile } from './config/conversation.ts';

/** What the dialogue reads of a community's configuration. */
export interface Community extends TicketCommunity {
  readonly conversation: ConversationFile;
  readonly answers: AnswersFile['answers'];
}
