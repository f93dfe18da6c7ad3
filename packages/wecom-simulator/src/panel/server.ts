import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ZodError } from 'zod';
import { readBody } from '../http.ts';
import type { Media } from '../media.ts';
import type { Sessions } from '../sessions.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { act, type PanelDriver, parseAction } from './actions.ts';
import { createOauthPage } from './oauth.ts';
import { createStream } from './stream.ts';

const FILES = fileURLToPath(new URL('../../page/', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};
const INLINE = /^(image\/(png|jpeg|gif|webp)|audio\/|video\/)/;

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

async function sendFile(response: ServerResponse, name: string): Promise<void> {
  const type = TYPES[extname(name)];
  // Names are flat, so nothing outside the folder can be named.
  const bytes = /^[a-z0-9-]+\.[a-z]+$/.test(name) && type ? await readFile(join(FILES, name)).catch(() => null) : null;
  if (bytes === null || type === undefined) return sendText(response, 404, 'not found');
  response.writeHead(200, { 'content-type': type }).end(bytes);
}

function sendMedia(response: ServerResponse, found: Media | undefined): void {
  if (found === undefined) {
    sendText(response, 404, 'not found');
    return;
  }
  const inline = INLINE.test(found.contentType);
  response.writeHead(200, {
    'content-type': inline ? found.contentType : 'application/octet-stream',
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(found.name)}`,
  });
  response.end(found.bytes);
}

/** What the page works with. */
export interface PanelDeps {
  readonly sim: SimulatorState;
  readonly sessions: Sessions;
  readonly driver: PanelDriver;
}

async function doAction(deps: PanelDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A form of another site cannot send this type without asking first.
  if (!String(request.headers['content-type']).startsWith('application/json'))
    return sendText(response, 415, 'JSON only');
  try {
    await act(parseAction(JSON.parse((await readBody(request)).toString())), deps);
    response.writeHead(204).end();
  } catch (error) {
    const isMalformed = error instanceof ZodError || error instanceof SyntaxError;
    sendText(response, 422, isMalformed ? 'bad action' : (error as Error).message);
  }
}

/** The page at `/simulator` with what it needs below it. */
export function createPanel(deps: PanelDeps) {
  const { sim, sessions, driver } = deps;
  const stream = createStream(sim, sessions);
  const members = () => sim.chats.members().map((chat) => chat.member);
  const oauth = createOauthPage({ members, member: driver.member });

  return async function handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const path = url.pathname.replace(/^\/simulator\/?/, '');
    if (path === 'do' && request.method === 'POST') return doAction(deps, request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(response, 405, 'GET only');
    if (path === 'events') return stream(response);
    if (path.startsWith('media/')) return sendMedia(response, sim.media.keep(path.slice('media/'.length)));
    if (path === 'connect/oauth2/authorize') return oauth(request, { url, response });
    return sendFile(response, path === '' ? 'index.html' : path);
  };
}
