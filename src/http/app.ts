/** Builds the Koa application from callbacks, health, metrics and the routes of other rooms. */
import { Router } from '@koa/router';
import Koa, { type Middleware } from 'koa';
import { callbackRoutes, type WebhookHandler } from './callbacks.ts';
import { errorHandling, type Refusals, type RequestFailed } from './error-handling.ts';
import { type HealthOptions, healthRoutes } from './health.ts';
import { securityHeaders } from './security-headers.ts';

/** What the web application is made of. */
export interface HttpDeps extends HealthOptions {
  /** 自建应用 callback. */
  readonly appWebhook: WebhookHandler;
  /** 智能机器人 callback; null answers 404 (WECOM_BOT_TOKEN unset). */
  readonly botWebhook: WebhookHandler | null;
  readonly refusals: Refusals;
  readonly onError: RequestFailed;
  /** Pages and, in demo mode, the simulator; they come before the routes. */
  readonly mounted?: readonly Middleware[];
}

/** The Koa application: callbacks, health, metrics and whatever is mounted. */
export function createHttpApp(deps: HttpDeps): Koa {
  const router = new Router();
  healthRoutes(router, deps);
  callbackRoutes(router, '/wecom/app', deps.appWebhook);
  if (deps.botWebhook !== null) callbackRoutes(router, '/wecom/bot', deps.botWebhook);
  const app = new Koa();
  // Failed requests are reported by `errorHandling`; Koa itself would only add callers who hung up during an answer.
  app.silent = true;
  app.use(errorHandling(deps.refusals, deps.onError));
  app.use(securityHeaders);
  for (const middleware of deps.mounted ?? []) app.use(middleware);
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}
