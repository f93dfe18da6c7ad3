/** Puts the web application together: callbacks, pages, health, and the simulator in demo mode. */
import path from 'node:path';
import { authorizeUrl, type WecomApi } from '@shouwen/wecom';
import type Koa from 'koa';
import type { Environment, LiveCompany } from '../config/index.ts';
import { createPages, createTicketPageService, type Pages } from '../h5/index.ts';
import { createHttpApp, type Refusal, type RequestFailed } from '../http/index.ts';
import { callbackRefusal, createAppCallbackHandler, createBotCallbackHandler } from '../intake/index.ts';
import type { Logger, Metrics } from '../observability/index.ts';
import type { Clock } from '../shared/index.ts';
import type { Demo } from './demo.ts';
import { NotReadyError, type OpenServices } from './open-services.ts';

/** What the web application stands on. */
export interface WebDeps {
  readonly environment: Environment;
  readonly communities: LiveCompany;
  readonly opened: OpenServices;
  readonly api: WecomApi;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly demo: Demo | null;
}

/** The pages for people. */
export function createWebPages({ environment, communities, opened, api, clock }: WebDeps, secret: string): Pages {
  const { publicUrl, dataDir, demo, wecom } = environment;
  return createPages({
    publicUrl,
    secret,
    mediaFolder: path.join(dataDir, 'media'),
    ...wecom,
    wecom: {
      authorizeUrl(request) {
        const url = authorizeUrl({ ...request, corpId: wecom.corpId, agentId: String(wecom.agentId) });
        // The demo's login is a page of the simulator that asks who one is.
        return demo ? url.replace('https://open.weixin.qq.com', `${publicUrl}/simulator`) : url;
      },
      async memberOf(code) {
        const visitor = await api.auth.getUserInfo(code);
        return visitor.kind === 'member' ? visitor.userid : null;
      },
    },
    communities,
    services() {
      const services = opened.services();
      if (services === null) return null;
      return { followUp: services.followUp, tickets: createTicketPageService(services, clock.now) };
    },
    now: clock.now,
  });
}

/** The Koa application. */
export function createWeb(deps: WebDeps, pages: Pages): Koa {
  const { environment, opened, api, log, metrics, demo } = deps;
  const { wecom, metricsToken } = environment;
  const wecomProblem = () =>
    api.ready().then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  return createHttpApp({
    appWebhook: createAppCallbackHandler(wecom, opened.ready, deps),
    botWebhook: wecom.bot === null ? null : createBotCallbackHandler(wecom.bot, opened.ready, deps),
    readiness: { checks: { store: opened.problem, ...(environment.demo ? {} : { wecom: wecomProblem }) } },
    metrics: metrics.registry,
    metricsToken,
    refusals,
    onError: reportFailure(log),
    mounted: [...(demo === null ? [] : [demo.middleware]), pages.routes],
  });
}

function refusals(error: unknown): Refusal | null {
  if (error instanceof NotReadyError) return { status: 503, code: error.code, message: error.message };
  return callbackRefusal(error);
}

function reportFailure(log: Logger): RequestFailed {
  return ({ error, ...failure }) => {
    if (failure.status >= 500) log.error({ ...failure, error }, 'a request failed');
    else log.warn(failure, 'a request was refused');
  };
}
