/** The HTTP border: the Koa application, the request guard, refusals and signed tokens. */
export { createHttpApp } from './app.ts';
export { BODY_LIMIT, formBody, jsonBody, textBody } from './body.ts';
export { presentRefusals, type RefusalPresenter, type RequestFailed } from './error-handling.ts';
export { guard } from './guard.ts';
export { HttpRefusal, type Refusal } from './refusal.ts';
export { createSignedTokens, type SignedTokens } from './signed-tokens.ts';
