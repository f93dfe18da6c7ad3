/** Puts the pages for people together: the survey of a return visit by signed link, and a ticket for members who log in by WeCom. */
import { Router } from '@koa/router';
import type { Middleware } from 'koa';
import type { PageOf } from '../followup/index.ts';
import { createSignedTokens } from '../http/index.ts';
import { createLogin, type WecomLogin } from './login.ts';
import { type PageCommunities, refusalPage } from './refusal-page.ts';
import { staticFiles } from './static-files.ts';
import { createSurveyLinks } from './survey-links.ts';
import { type SurveyService, surveyRoutes } from './survey-routes.ts';
import { type TicketService, ticketRoutes } from './ticket-routes.ts';

/** What the pages work on. */
export interface PageServices {
  readonly followUp: SurveyService;
  readonly tickets: TicketService;
}

/** What the pages are made of. */
export interface PagesDeps {
  /** PUBLIC_URL: the base of every link. */
  readonly publicUrl: string;
  /** LINK_SECRET. */
  readonly secret: string;
  /** DATA_DIR/media. */
  readonly mediaFolder: string;
  readonly corpId: string;
  readonly agentId: number;
  readonly wecom: WecomLogin;
  readonly communities: PageCommunities;
  /** Null while the store cannot be reached. */
  services(): PageServices | null;
  /** Epoch ms. */
  now(): number;
}

/** The pages. */
export interface Pages {
  /** Answers `/h5/…` and passes everything else on. */
  readonly routes: Middleware;
  /** The signed address of a survey page. The same page always has the same one. */
  surveyAddress(page: PageOf): string;
}

/** Makes the pages (operating contract, "HTTP"). */
export function createPages(deps: PagesDeps): Pages {
  const { communities, wecom, services, now } = deps;
  const publicUrl = deps.publicUrl.replace(/\/+$/, '');
  const tokens = createSignedTokens(deps);
  const links = createSurveyLinks({ tokens, publicUrl });
  const present = refusalPage({ communities, page: 'ticket', communityOf: ({ community = null }) => community });
  const login = createLogin({ tokens, publicUrl, wecom, present, now });
  const router = new Router();

  staticFiles(router);
  login.routes(router);
  surveyRoutes(router, { links, communities, now, followUp: () => services()?.followUp ?? null });
  ticketRoutes(router, { ...deps, publicUrl, login, present, tickets: () => services()?.tickets ?? null });

  return { routes: router.routes() as Middleware, surveyAddress: links.address };
}
