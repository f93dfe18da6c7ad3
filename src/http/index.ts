/** The HTTP border: the Koa application, the request guard, refusals and signed tokens. */
export { createHttpApp, type HttpDeps } from './app.ts';
export { BODY_LIMIT, type FormFields, formBody, jsonBody, textBody } from './body.ts';
export type { CallbackParameters, WebhookHandler } from './callbacks.ts';
export { presentRefusals, type RefusalPresenter, type Refusals, type RequestFailed } from './error-handling.ts';
export { type Address, guard } from './guard.ts';
export { HttpRefusal, type Refusal } from './refusal.ts';
export { createSignedTokens, type SignedTokens } from './signed-tokens.ts';
