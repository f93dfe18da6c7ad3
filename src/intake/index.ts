/** The public door of this room. */
export { createAppCallbackHandler, createBotCallbackHandler } from './callbacks.ts';
export { type MediaFetcher, mediaFile } from './media.ts';
export type {
  ConversationDocument,
  ConversationRepository,
  Inbound,
  InboxRepository,
  SyncRequest,
  SyncRequestRepository,
} from './ports.ts';
export { callbackRefusal } from './refusals.ts';
export { createIntake, type Intake } from './service.ts';
