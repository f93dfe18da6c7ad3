import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Router } from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import type { Community } from '../config/types.ts';
import { guard, HttpRefusal, jsonBody } from '../http/index.ts';
import { deriveId } from '../shared/id.ts';
import { actorOf, membershipsOf } from '../staff/member.ts';
import { maySee } from '../tickets/confidentiality.ts';
import type { TicketDesk } from '../tickets/desk.ts';
import type { MediaRef, Ticket } from '../tickets/types.ts';
import { type LoginDeps, loginRoutes, memberOf, memberOrLogin } from './login-routes.ts';
import { ticketPage } from './ticket-page.ts';

/** The working part behind the pages. */
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
export interface TicketRoutesDeps extends LoginDeps {
  /** Null while the store cannot be reached. */
  service(): TicketService | null;
  communities(): Iterable<Community>;
  /** DATA_DIR/media. */
  readonly mediaFolder: string;
  readonly corpId: string;
  readonly agentId: number;
  /** Epoch ms. */
  now(): number;
}

const require = createRequire(import.meta.url);
const SCRIPTS: Readonly<Record<string, string>> = {
  'wecom.js': path.join(path.dirname(require.resolve('@wecom/jssdk')), 'wecom.prod.js'),
  'ticket.js': fileURLToPath(new URL('browser/ticket.js', import.meta.url)),
};
const photo = z.object({ mediaId: z.string().min(1).max(512) });

interface Found {
  readonly ticket: Ticket;
  readonly community: Community;
  readonly actor: ReturnType<typeof actorOf>;
  readonly service: TicketService;
}

/** `/h5/ticket/<community>/<id>` and what belongs to it: a member reads one ticket, with its pictures, and adds to them. */
export function createTicketRoutes(deps: TicketRoutesDeps): Router {
  const router = new Router();
  loginRoutes(router, deps);

  for (const [name, file] of Object.entries(SCRIPTS)) {
    router.get(`/h5/${name}`, async (context) => {
      context.type = 'text/javascript';
      context.set('Cache-Control', 'public, max-age=3600');
      context.body = await readFile(file, 'utf8');
    });
  }

  router.get('/h5/settings', (context) => {
    context.body = { corpId: deps.corpId, agentId: deps.agentId };
  });

  router.get('/h5/signature', async (context) => {
    const { kind, url } = context.query;
    const service = deps.service();
    const isOurs = typeof url === 'string' && url.startsWith(`${deps.publicUrl}/h5/`);
    if (service === null || memberOf(context, deps) === null || !isOurs || (kind !== 'corp' && kind !== 'agent')) {
      context.status = 403;
      return;
    }
    context.set('Cache-Control', 'no-store');
    context.body = await service.sign({ kind, url, nonceStr: randomBytes(8).toString('hex') });
  });

  router.get('/h5/ticket/:community/:id', async (context) => {
    const userid = memberOrLogin(context, deps);
    if (userid === null) return;
    const found = await find(deps, context, userid);
    const page =
      found &&
      ticketPage({
        ...found,
        viewer: found.actor,
        now: deps.now(),
        media: (index) => `${context.path}/media/${index}`,
      });
    context.status = page === null ? 404 : 200;
    context.type = 'text/html';
    context.set('Cache-Control', 'no-store');
    // Whoever may not know of a ticket reads the same as for one that is not there (R1).
    context.body =
      page ?? '<!doctype html><meta charset="utf-8"><title>首问</title><p>没有这张工单，或您无权查看。</p>';
  });

  router.get('/h5/ticket/:community/:id/media/:index', async (context) => {
    const found = await find(deps, context, memberOf(context, deps));
    const media = found?.ticket.media[Number(context.params.index)];
    const file = media && path.join(deps.mediaFolder, media.file);
    const size = file === undefined ? null : await stat(file).catch(() => null);
    if (file === undefined || size === null) {
      context.status = 404;
      return;
    }
    context.type = path.extname(file);
    context.set('Cache-Control', 'private, max-age=600');
    context.length = size.size;
    context.body = createReadStream(file);
  });

  router.post(
    '/h5/ticket/:community/:id/photos',
    guard({ authenticate: ({ context }) => mustFind(deps, context), body: jsonBody(photo) }, async (request) => {
      const { ticket, community, actor, service } = request.caller;
      const { mediaId } = request.body;
      const stored = await service.fetchPhoto({ community, mediaId });
      const result = await service.desk.act({
        community: community.id,
        ticketId: ticket._id,
        action: { kind: 'add-media', media: [stored] },
        actor,
        id: deriveId(ticket._id, 'photo', mediaId),
      });
      if ('refused' in result) throw new HttpRefusal({ status: 409, code: 'TICKET_REFUSED', message: result.text });
      request.context.body = { ok: true };
    }),
  );

  return router;
}

/** The ticket of a request that must not be redirected. Throws HttpRefusal without a session or for a ticket that may not be seen. */
async function mustFind(deps: TicketRoutesDeps, context: Context): Promise<Found> {
  const userid = memberOf(context, deps);
  if (userid === null) throw new HttpRefusal('LOGIN_REQUIRED');
  const found = await find(deps, context, userid);
  if (found === null) throw new HttpRefusal('NOT_FOUND');
  return found;
}

/** The ticket behind an address, when this member may know of it. */
async function find(deps: TicketRoutesDeps, context: Context, userid: string | null): Promise<Found | null> {
  const service = deps.service();
  if (userid === null || service === null) return null;
  const membership = membershipsOf(deps.communities(), userid).find(
    ({ community }) => community.id === context.params.community,
  );
  if (membership === undefined) return null;
  const ticket = await service.ticket(membership.community.id, String(context.params.id));
  const actor = actorOf(membership, '网页');
  if (ticket === null || !maySee(ticket, actor, membership.community)) return null;
  return { ticket, community: membership.community, actor, service };
}
