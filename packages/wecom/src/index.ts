/** The WeCom protocol: callbacks, the API client, messages in the form of the wire. */
export {
  APP_TEXT_BYTES,
  type AppMessageOut,
  type AppRecipients,
  type AppSent,
  appCard,
  appMarkdown,
  appText,
  appTextCard,
} from './api/app.ts';
export { createWecomApi, type PageVisitor, type WecomApi, type WecomApiOptions } from './api/client.ts';
export {
  GROUP_MARKDOWN_BYTES,
  GROUP_TEXT_BYTES,
  type GroupMessage,
  groupCard,
  groupImage,
  groupMarkdown,
  groupText,
} from './api/group.ts';
export type { KfCustomer, SessionState, SyncPage } from './api/kf.ts';
export type { Media } from './api/media.ts';
export type { MediaFile } from './api/media-form.ts';
export { byteLength, cutBytes, splitBytes } from './bytes.ts';
export { type AppCallbackDecoder, createAppCallback } from './callback/app.ts';
export {
  type BotCallbackDecoder,
  type BotReply,
  botAnswer,
  botCardUpdate,
  botWelcome,
  createBotCallback,
} from './callback/bot.ts';
export type * from './callback/bot-messages.ts';
export { MAX_BODY_BYTES } from './callback/envelope-body.ts';
export { CallbackError } from './callback/error.ts';
export type * from './callback/messages.ts';
export type { CallbackQuery } from './callback/request.ts';
export {
  buttonCard,
  type CardButton,
  type CardContent,
  type CardLine,
  noticeCard,
  type TemplateCard,
} from './cards.ts';
export { createEnvelope, type Envelope, type Sealed, sealedReplyXml, WecomCryptoError } from './crypto.ts';
export type { Hints, WecomErrorClass } from './error-codes.ts';
export { WecomError, WecomUnreachable } from './errors.ts';
export { authorizeUrl, signJsUrl } from './js-signature.ts';
export type { KfEvent, KfFailReason, KfSessionChange } from './kf-events.ts';
export type { KfBody, KfIncoming, KfMergedItem, KfOrigin } from './kf-messages.ts';
export * from './kf-outgoing.ts';
export {
  createKfSync,
  type KfCursorStore,
  type KfSync,
  type KfSyncOptions,
  type PullResult,
  type SyncedMessage,
  type SyncLog,
} from './kf-sync.ts';
