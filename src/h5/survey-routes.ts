import { Router } from '@koa/router';
import type { Context } from 'koa';
import type { Community } from '../config/types.ts';
import type { FollowUp } from '../followup/follow-up.ts';
import { isBad } from '../followup/opinion.ts';
import type { PageOf } from '../followup/situation.ts';
import type { Visit } from '../followup/visit.ts';
import { guard, textBody } from '../http/index.ts';
import { deriveId } from '../shared/id.ts';
import { fill } from '../tickets/texts.ts';
import { CSS } from './html.ts';
import type { PageLinks } from './page-link.ts';
import { type FilledIn, invalidPage, ownerPage, readForm, type SurveyPage, staffPage } from './survey-form.ts';

/** What the survey pages need. */
export interface SurveyRoutesDeps {
  readonly links: Pick<PageLinks, 'read'>;
  /** Null while the store cannot be reached. */
  readonly followUp: () => Pick<FollowUp, 'visit' | 'answer' | 'recordVisit' | 'answerOpinion'> | null;
  /** Configuration of a community; null for an unknown one. */
  readonly community: (id: string) => Community | null;
  /** Epoch ms. */
  readonly now: () => number;
}

type Service = NonNullable<ReturnType<SurveyRoutesDeps['followUp']>>;

interface Found {
  readonly of: PageOf;
  readonly visit: Visit;
  readonly community: Community;
  readonly service: Service;
}

/** `GET` and `POST /h5/visit/<token>`: one visit's page, for the owner or for whoever calls him. No script, nothing from elsewhere. */
export function createSurveyRoutes(deps: SurveyRoutesDeps): Router {
  const router = new Router();

  router.get('/h5/visit.css', (context) => {
    context.type = 'text/css';
    context.set('Cache-Control', 'public, max-age=3600');
    context.body = CSS;
  });

  router.get('/h5/visit/:token', async (context) => {
    const found = await find(deps, context);
    if (found !== null) show(context, found, { now: deps.now() });
  });

  router.post(
    '/h5/visit/:token',
    guard(
      { authenticate: ({ context }) => find(deps, context), body: textBody() },
      async ({ context, caller, body }) => {
        const filled = readForm(body, caller.community);
        const said =
          caller.of.userid === null
            ? await takeOwner(caller, filled)
            : await takeStaff({ ...caller, by: caller.of.userid }, filled, deps.now());
        const fresh = await find(deps, context);
        if (fresh !== null) show(context, fresh, { now: deps.now(), ...said });
      },
    ),
  );

  return router;
}

/** The visit behind the link; answers with the page for a bad link and gives null when there is none. */
async function find(deps: SurveyRoutesDeps, context: Context): Promise<Found | null> {
  context.type = 'text/html';
  context.set('Cache-Control', 'no-store');
  const of = readToken(deps, String(context.params.token));
  const community = of === null ? null : deps.community(of.community);
  const service = deps.followUp();
  const visit = of === null || community === null ? null : ((await service?.visit(of.community, of.visitId)) ?? null);
  if (of !== null && community !== null && service !== null && visit !== null) {
    return { of, visit, community, service };
  }
  context.status = service === null ? 503 : 404;
  context.body = invalidPage(community);
  return null;
}

function readToken({ links }: SurveyRoutesDeps, token: string): PageOf | null {
  try {
    return links.read(token);
  } catch {
    return null;
  }
}

interface Said {
  readonly status: number;
  readonly notice?: string;
}

function show(
  context: Context,
  { of, visit, community }: Found,
  { now, status = 200, notice }: { now: number; status?: number; notice?: string },
): void {
  const shown: SurveyPage = { visit, community, now, ...(notice === undefined ? {} : { notice }) };
  context.status = status;
  context.body = of.userid === null ? ownerPage(shown) : staffPage(shown);
}

/** The same form sent twice is one answer. */
function formId({ of }: Found, filled: FilledIn): string {
  return deriveId(of.visitId, of.userid ?? 'owner', JSON.stringify(filled));
}

async function takeOwner(found: Found, filled: FilledIn): Promise<Said> {
  const { service, visit, community } = found;
  const { page } = community.followUp;
  if (visit.answer?.final === true) return { status: 200, notice: page.done };
  if (filled.solved === null && filled.score === null) return { status: 422, notice: page.missing };
  const { solved, score, reasons, words, praise } = filled;
  await service.answer({
    community: community.id,
    visitId: visit._id,
    id: formId(found, filled),
    ...{ solved, score, reasons, words, praise },
    final: true,
    via: 'link',
    by: 'owner',
  });
  return { status: 200, notice: isBad(filled) ? page.sorry : page.thanks };
}

async function takeStaff(found: Found & { readonly by: string }, filled: FilledIn, now: number): Promise<Said> {
  const { service, visit, community, by } = found;
  const { page } = community.followUp;
  if (filled.what === 'opinion') {
    const word = community.delivery.forbidden.find((forbidden) => filled.words.includes(forbidden));
    if (filled.words === '' || word !== undefined) {
      return { status: 422, notice: fill(page.missingText, { word: word ?? community.delivery.forbidden[0] ?? '' }) };
    }
    await service.answerOpinion({ community: community.id, visitId: visit._id, by, text: filled.words });
    return { status: 200, notice: page.saved };
  }
  const reached = filled.reached === 'yes' || filled.reached === 'refused';
  const isEmpty =
    filled.reached === null || (filled.reached === 'yes' && filled.solved === null && filled.score === null);
  if (isEmpty) return { status: 422, notice: page.missing };
  const { solved, score, reasons, words, praise } = filled;
  await service.recordVisit({
    community: community.id,
    visitId: visit._id,
    id: deriveId(formId(found, filled), visit.attempts.length),
    at: now,
    by,
    reached,
    refused: filled.reached === 'refused',
    ...{ solved, score, reasons, words, praise },
  });
  return { status: 200, notice: page.saved };
}
