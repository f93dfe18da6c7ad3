/** `GET` and `POST /h5/visit/<token>`: one visit's page, for the owner or for whoever calls them. No script, nothing from elsewhere. */
import type { Router } from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import type { FollowUp, PageOf, Visit } from '../followup/index.ts';
import { isBad } from '../followup/index.ts';
import { formBody, guard, HttpRefusal, presentRefusals } from '../http/index.ts';
import { format } from '../messages/index.ts';
import { deriveId } from '../shared/index.ts';
import type { Community } from './community.ts';
import { type PageCommunities, refusalPage } from './refusal-page.ts';
import { type FilledIn, filledIn, surveyFields } from './survey-answer.ts';
import type { SurveyLinks } from './survey-links.ts';
import { ownerPage, type SurveyPage, staffPage } from './survey-page.ts';

/** The part of follow-up that survey pages use. */
export type SurveyService = Pick<FollowUp, 'visit' | 'answer' | 'recordVisit' | 'answerOpinion'>;

/** What the survey pages need. */
export interface SurveyRoutesDeps {
  readonly links: SurveyLinks;
  readonly communities: PageCommunities;
  /** Null while the store cannot be reached. */
  followUp(): SurveyService | null;
  /** Epoch ms. */
  now(): number;
}

interface Found {
  readonly page: PageOf;
  readonly visit: Visit;
  readonly community: Community;
  readonly service: SurveyService;
}

interface Outcome {
  readonly status: number;
  readonly notice?: string;
}

const params = z.object({ token: z.string() });

/** Adds the survey pages to a router. */
export function surveyRoutes(router: Router, deps: SurveyRoutesDeps): void {
  const { links, communities, now } = deps;
  const present = presentRefusals(
    refusalPage({
      communities,
      page: 'survey',
      communityOf: ({ token = '' }) => links.read(token)?.community ?? null,
    }),
  );
  // The token says who calls: the owner of the visit, or the member who was asked to call them.
  const authenticate = ({ params: { token } }: { params: { token: string } }) => find(deps, token);

  router.get(
    '/h5/visit/:token',
    present,
    guard({ params, authenticate }, ({ context, caller }) => show(context, { ...caller, now: now() }, { status: 200 })),
  );

  router.post(
    '/h5/visit/:token',
    present,
    guard(
      { params, authenticate, body: formBody(surveyFields) },
      async ({ context, params: { token }, caller, body }) => {
        const filled = filledIn(body, caller.community);
        const { userid } = caller.page;
        const outcome =
          userid === null ? await takeOwner(caller, filled) : await takeStaff({ ...caller, by: userid }, filled, now());
        show(context, { ...(await find(deps, token)), now: now() }, outcome);
      },
    ),
  );
}

/** The visit behind a link. Throws HttpRefusal for a link that is not ours or leads nowhere, and while there is no store. */
async function find({ links, communities, followUp }: SurveyRoutesDeps, token: string): Promise<Found> {
  const service = followUp();
  if (service === null) throw new HttpRefusal('NOT_READY');
  const page = links.read(token);
  const community = page === null ? null : communities.find(page.community);
  if (page === null || community === null) throw new HttpRefusal('NOT_FOUND');
  const visit = await service.visit(page.community, page.visitId);
  if (visit === null) throw new HttpRefusal('NOT_FOUND');
  return { page, visit, community, service };
}

function show(
  context: Context,
  { page, visit, community, now }: Found & { readonly now: number },
  { status, notice }: Outcome,
): void {
  const shown: SurveyPage = { visit, community, now, ...(notice === undefined ? {} : { notice }) };
  context.status = status;
  context.type = 'text/html';
  context.set('Cache-Control', 'no-store');
  context.body = page.userid === null ? ownerPage(shown) : staffPage(shown);
}

/** The same form sent twice is one answer. */
function formId({ page }: Found, filled: FilledIn): string {
  return deriveId(page.visitId, page.userid ?? 'owner', JSON.stringify(filled));
}

async function takeOwner(found: Found, filled: FilledIn): Promise<Outcome> {
  const { service, visit, community } = found;
  const texts = community.messages.pages.survey;
  if (visit.answer?.final === true) return { status: 200, notice: texts.done };
  if (filled.solved === null && filled.score === null) return { status: 422, notice: texts.missing };
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
  return { status: 200, notice: isBad(filled) ? texts.sorry : texts.thanks };
}

async function takeStaff(found: Found & { readonly by: string }, filled: FilledIn, now: number): Promise<Outcome> {
  if (filled.what === 'opinion') return takeOpinion(found, filled.words);
  const { service, visit, community, by } = found;
  const texts = community.messages.pages.survey;
  const isReached = filled.reached === 'yes' || filled.reached === 'refused';
  const isEmpty =
    filled.reached === null || (filled.reached === 'yes' && filled.solved === null && filled.score === null);
  if (isEmpty) return { status: 422, notice: texts.missing };
  const { solved, score, reasons, words, praise } = filled;
  await service.recordVisit({
    community: community.id,
    visitId: visit._id,
    id: deriveId(formId(found, filled), visit.attempts.length),
    at: now,
    by,
    reached: isReached,
    refused: filled.reached === 'refused',
    ...{ solved, score, reasons, words, praise },
  });
  return { status: 200, notice: texts.saved };
}

async function takeOpinion(
  { service, visit, community, by }: Found & { readonly by: string },
  text: string,
): Promise<Outcome> {
  const texts = community.messages.pages.survey;
  const { forbidden } = community.delivery;
  const word = forbidden.find((one) => text.includes(one));
  if (text === '' || word !== undefined) {
    return { status: 422, notice: format(texts.missingText, { word: word ?? forbidden[0] ?? '' }) };
  }
  await service.answerOpinion({ community: community.id, visitId: visit._id, by, text });
  return { status: 200, notice: texts.saved };
}
