import path from 'node:path';
import { authorizeUrl, type WecomApi } from '@shouwen/wecom';
import type { Middleware } from 'koa';
import type { Company, Environment } from '../config/types.ts';
import type { PageLinks } from '../h5/page-link.ts';
import { createSessions } from '../h5/session.ts';
import { createSurveyRoutes } from '../h5/survey-routes.ts';
import { createTicketRoutes } from '../h5/ticket-routes.ts';
import type { Core } from './core.ts';

/** What the pages are made of. */
export interface PagesDeps {
  readonly environment: Environment;
  readonly links: PageLinks;
  /** LINK_SECRET. */
  readonly secret: string;
  company(): Company;
  core(): Core | null;
  api(): WecomApi;
  /** Epoch ms. */
  now(): number;
}

/** The pages for people: the survey of a return visit by signed link, and a ticket for members who log in by WeCom. */
export function createPages({ environment, links, secret, company, core, api, now }: PagesDeps): Middleware[] {
  const { publicUrl, dataDir, demo, wecom } = environment;
  const survey = createSurveyRoutes({
    links,
    followUp: () => core()?.followUp ?? null,
    community: (id) => company().communities.get(id) ?? null,
    now,
  });
  const ticket = createTicketRoutes({
    sessions: createSessions({ secret, now }),
    publicUrl,
    authorizeUrl: (request) => {
      const url = authorizeUrl({ ...request, corpId: wecom.corpId, agentId: String(wecom.agentId) });
      // The demo's log-in is a page of the simulator that asks who one is.
      return demo ? url.replace('https://open.weixin.qq.com', `${publicUrl}/simulator`) : url;
    },
    async memberOf(code) {
      const visitor = await api().auth.getUserInfo(code);
      return visitor.kind === 'member' ? visitor.userid : null;
    },
    service: () => core()?.pages ?? null,
    communities: () => company().communities.values(),
    mediaFolder: path.join(dataDir, 'media'),
    corpId: wecom.corpId,
    agentId: wecom.agentId,
    now,
  });
  return [survey.routes() as Middleware, ticket.routes() as Middleware];
}
