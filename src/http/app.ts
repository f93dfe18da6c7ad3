import { Router } from '@koa/router';
import Koa, { type Middleware } from 'koa';
import type { Registry } from 'prom-client';
import { type CallbackDoor, callbackRoutes } from './callbacks.ts';
import { errorBoundary, type Refusals, type RequestFailed } from './errors.ts';
import { healthRoutes, type Readiness } from './health.ts';
import { securityHeaders } from './security-headers.ts';

/** What the web application is made of. */
export interface HttpDeps {
  /** 自建应用 callback. */
  readonly appDoor: CallbackDoor;
  /** 智能机器人 callback; null answers 404 (WECOM_BOT_TOKEN unset). */
  readonly botDoor: CallbackDoor | null;
  readonly readiness: Readiness;
  readonly metrics: Registry;
  readonly metricsToken: string | null;
  readonly refusals: Refusals;
  readonly onError: RequestFailed;
  /** Pages and, in demo mode, the simulator; they come before the routes. */
  readonly mounted?: readonly Middleware[];
}

/** The Koa application: callbacks, health, metrics and whatever is mounted. */
export function createHttpApp(deps: HttpDeps): Koa {
  const router = new Router();
  healthRoutes(router, deps);
  callbackRoutes(router, '/wecom/app', deps.appDoor);
  if (deps.botDoor !== null) callbackRoutes(router, '/wecom/bot', deps.botDoor);
  const app = new Koa();
  // What can be told goes through the error boundary; the rest is a caller who hung up in the middle of an answer.
  app.silent = true;
  app.use(errorBoundary(deps.refusals, deps.onError));
  app.use(securityHeaders);
  for (const middleware of deps.mounted ?? []) app.use(middleware);
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}
