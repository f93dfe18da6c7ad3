import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MemberDriver } from '../driver/member.ts';
import type { WorldMember } from '../types.ts';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const PAGE = readFileSync(new URL('../../page/oauth.html', import.meta.url), 'utf8');
const PLACE_OF_PEOPLE = '<!-- people -->';

function linkOf(who: WorldMember, parameters: URLSearchParams): string {
  const query = new URLSearchParams(parameters);
  query.set('userid', who.userid);
  const role = [who.department, who.title].filter((part) => part !== undefined).join(' · ');
  return `<li><a href="?${escapeHtml(query.toString())}"><b>${escapeHtml(who.name)}</b> <span>${escapeHtml(role)}</span></a></li>`;
}

/** The authorize step of wecom-api.md 7.1, with a choice of person in place of a login. */
export function createOauthPage(deps: { members: () => WorldMember[]; member: (userid: string) => MemberDriver }) {
  return function handle(request: IncomingMessage, { url, response }: { url: URL; response: ServerResponse }): void {
    const target = url.searchParams.get('redirect_uri') ?? '';
    // Only back to the server this page is part of: this must not become a way to send people elsewhere.
    if (!URL.canParse(target) || new URL(target).host !== request.headers.host) {
      response
        .writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
        .end('redirect_uri must point to this server');
      return;
    }
    const userid = url.searchParams.get('userid');
    if (userid !== null) {
      const back = new URL(target);
      back.searchParams.set('code', deps.member(userid).authorizes());
      back.searchParams.set('state', url.searchParams.get('state') ?? '');
      response.writeHead(302, { location: back.href }).end();
      return;
    }
    const people = deps
      .members()
      .map((who) => linkOf(who, url.searchParams))
      .join('');
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(PAGE.replace(PLACE_OF_PEOPLE, () => people));
  };
}
