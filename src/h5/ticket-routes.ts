/** `/h5/ticket/<community>/<id>` and what belongs to it: a member reads one ticket, with its pictures, and adds to them. */
import { randomBytes } from 'node:crypto';
import type { Router } from '@koa/router';
import send from 'koa-send';
import { z } from 'zod';
import { guard, HttpRefusal, jsonBody, presentRefusals, type RefusalPresenter } from '../http/index.ts';
import { deriveId } from '../shared/id.ts';
import { actorOf, membershipsOf } from '../staff/index.ts';
import { maySee } from '../tickets/confidentiality.ts';
import type { TicketDesk } from '../tickets/desk.ts';
import type { MediaRef, Ticket } from '../tickets/types.ts';
import type { Community } from './community.ts';
import type { Login } from './login.ts';
import type { PageCommunities } from './refusal-page.ts';
import { ticketPage } from './ticket-page.ts';

/** The working part behind the ticket pages. */
export interface TicketService {
  ticket(community: string, id: string): Promise<Ticket | null>;
  readonly desk: Pick<TicketDesk, 'act'>;
  /** Fetches what a page has uploaded; the stored picture. */
  fetchPhoto(photo: { community: Community; mediaId: string }): Promise<MediaRef>;
  /** Signs a page for `@wecom/jssdk` (wecom-api.md 7.3). */
  sign(page: { kind: 'corp' | 'agent'; url: string; nonceStr: string }): Promise<{
    timestamp: number;
    nonceStr: string;
    signature: string;
  }>;
}

/** What the ticket pages need. */
export interface TicketRoutesDeps {
  readonly login: Login;
  readonly present: RefusalPresenter;
  readonly publicUrl: string;
  readonly communities: PageCommunities;
  /** DATA_DIR/media. */
  readonly mediaFolder: string;
  readonly corpId: string;
  readonly agentId: number;
  /** Null while the store cannot be reached. */
  tickets(): TicketService | null;
  /** Epoch ms. */
  now(): number;
}

interface Found {
  readonly ticket: Ticket;
  readonly community: Community;
  readonly actor: ReturnType<typeof actorOf>;
  readonly service: TicketService;
}

const address = z.object({ community: z.string().regex(/^[\w-]+$/), id: z.string().regex(/^\w+$/) });
const mediaAddress = address.extend({
  index: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number),
});
const signatureQuery = z.object({ kind: z.enum(['corp', 'agent']), url: z.string().max(2048) });
const photo = z.object({ mediaId: z.string().min(1).max(512) });

/** Adds the ticket pages and the addresses that their script calls to a router. */
export function ticketRoutes(router: Router, deps: TicketRoutesDeps): void {
  pageRoute(router, deps);
  mediaRoutes(router, deps);
  sdkRoutes(router, deps);
}

function pageRoute(router: Router, deps: TicketRoutesDeps): void {
  router.get(
    '/h5/ticket/:community/:id',
    presentRefusals(deps.present),
    guard(
      { params: address, authenticate: ({ context }) => deps.login.memberOrLogin(context) },
      async ({ context, params, caller }) => {
        const { ticket, community, actor } = await find(deps, params, caller);
        const mediaPath = `${context.path}/media`;
        const page = ticketPage({ ticket, community, viewer: actor, now: deps.now(), mediaPath });
        if (page === null) throw new HttpRefusal('NOT_FOUND');
        context.type = 'text/html';
        context.set('Cache-Control', 'no-store');
        context.body = page;
      },
    ),
  );
}

function mediaRoutes(router: Router, deps: TicketRoutesDeps): void {
  router.get(
    '/h5/ticket/:community/:id/media/:index',
    guard(
      { params: mediaAddress, authenticate: ({ context }) => deps.login.member(context) },
      async ({ context, params, caller }) => {
        const { ticket } = await find(deps, params, caller);
        const media = ticket.media[params.index];
        if (media === undefined) throw new HttpRefusal('NOT_FOUND');
        await send(context, media.file, { root: deps.mediaFolder, brotli: false, gzip: false });
        context.set('Cache-Control', 'private, max-age=600');
      },
    ),
  );

  router.post(
    '/h5/ticket/:community/:id/photos',
    guard(
      {
        params: address,
        authenticate: ({ context, params }) => find(deps, params, deps.login.member(context)),
        body: jsonBody(photo),
      },
      async ({ context, caller: { ticket, community, actor, service }, body: { mediaId } }) => {
        const stored = await service.fetchPhoto({ community, mediaId });
        const result = await service.desk.act({
          community: community.id,
          ticketId: ticket._id,
          action: { kind: 'add-media', media: [stored] },
          actor,
          id: deriveId(ticket._id, 'photo', mediaId),
        });
        if ('refused' in result) throw new HttpRefusal({ status: 409, code: 'TICKET_REFUSED', message: result.text });
        context.body = { ok: true };
      },
    ),
  );
}

/** What `browser/ticket.js` asks before it may use the camera. */
function sdkRoutes(router: Router, { login, publicUrl, corpId, agentId, tickets }: TicketRoutesDeps): void {
  router.get(
    '/h5/settings',
    guard({}, ({ context }) => {
      context.body = { corpId, agentId };
    }),
  );

  router.get(
    '/h5/signature',
    guard(
      { query: signatureQuery, authenticate: ({ context }) => login.member(context) },
      async ({ context, query: { kind, url } }) => {
        if (!url.startsWith(`${publicUrl}/h5/`))
          throw new HttpRefusal('FORBIDDEN', 'only pages of this service are signed');
        context.set('Cache-Control', 'no-store');
        context.body = await ready(tickets()).sign({ kind, url, nonceStr: randomBytes(8).toString('hex') });
      },
    ),
  );
}

function ready(service: TicketService | null): TicketService {
  if (service === null) throw new HttpRefusal('NOT_READY');
  return service;
}

/** The ticket behind an address. A ticket that this member may not know of is refused as one that does not exist (R1). */
async function find(
  { tickets, communities }: TicketRoutesDeps,
  { community: communityId, id }: z.infer<typeof address>,
  userid: string,
): Promise<Found> {
  const service = ready(tickets());
  const membership = membershipsOf(communities.all(), userid).find(({ community }) => community.id === communityId);
  if (membership === undefined) throw new HttpRefusal('NOT_FOUND');
  const { community } = membership;
  const ticket = await service.ticket(community.id, id);
  const actor = actorOf(membership, 'page');
  if (ticket === null || !maySee(ticket, actor, community)) throw new HttpRefusal('NOT_FOUND');
  return { ticket, community, actor, service };
}
