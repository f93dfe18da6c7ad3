import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MemberDriver } from '../driver/member.ts';
import type { WorldMember } from '../types.ts';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const page = (rows: string): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>以谁的身份打开？</title><link rel="stylesheet" href="/simulator/oauth.css"></head>
<body><main><h1>以谁的身份打开？</h1><p>在真实的企业微信里，这一步是自动的。</p><ul>${rows}</ul></main></body></html>`;

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
    const link = (who: WorldMember): string => {
      const query = new URLSearchParams(url.searchParams);
      query.set('userid', who.userid);
      const role = [who.department, who.title].filter((part) => part !== undefined).join(' · ');
      return `<li><a href="?${escapeHtml(query.toString())}"><b>${escapeHtml(who.name)}</b> <span>${escapeHtml(role)}</span></a></li>`;
    };
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(page(deps.members().map(link).join('')));
  };
}
