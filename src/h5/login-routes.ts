import { randomBytes } from 'node:crypto';
import type { Router } from '@koa/router';
import type { Context } from 'koa';
import type { Sessions } from './session.ts';

/** What logging members in needs. */
export interface LoginDeps {
  readonly sessions: Sessions;
  readonly publicUrl: string;
  /** The address of WeCom's silent log-in (wecom-api.md 7.1); in demo mode a page with a choice of person. */
  authorizeUrl(request: { redirectUri: string; state: string }): string;
  /** The member a code stands for; null for anybody else. Throws what the API throws for a used or stale code. */
  memberOf(code: string): Promise<string | null>;
}

const COOKIE = 'shouwen';
const STATE = 'shouwen-state';
/** Pages that a log-in may lead back to: never anywhere else. */
const PAGE = /^\/h5\/ticket\/[\w-]+\/\w+$/;

/** The member who looks at a page; without one the visitor is sent to log in and null comes back. */
export function memberOrLogin(context: Context, { sessions, publicUrl, authorizeUrl }: LoginDeps): string | null {
  const userid = sessions.read(context.cookies.get(COOKIE));
  if (userid !== null) return userid;
  const state = randomBytes(16).toString('hex');
  setCookie(context, { name: STATE, value: state, path: '/h5/login', publicUrl });
  const redirectUri = `${publicUrl}/h5/login?to=${encodeURIComponent(context.path)}`;
  context.redirect(authorizeUrl({ redirectUri, state }));
  return null;
}

/** The member of a request that must not be redirected, such as one of a script; null without a session. */
export function memberOf(context: Context, { sessions }: Pick<LoginDeps, 'sessions'>): string | null {
  return sessions.read(context.cookies.get(COOKIE));
}

/** `GET /h5/login`: back from WeCom with a code; a session begins and the page that was asked for follows. */
export function loginRoutes(router: Router, deps: LoginDeps): void {
  router.get('/h5/login', async (context) => {
    const { code, state, to } = context.query;
    const expected = context.cookies.get(STATE);
    const page = typeof to === 'string' && PAGE.test(to) ? to : null;
    const isOurs = expected !== undefined && state === expected && typeof code === 'string' && page !== null;
    const userid = isOurs ? await deps.memberOf(code).catch(() => null) : null;
    if (userid === null || page === null) {
      context.status = 403;
      context.type = 'text/plain; charset=utf-8';
      context.body = '没有登录成功，请从企业微信里重新打开链接。';
      return;
    }
    setCookie(context, { name: COOKIE, value: deps.sessions.issue(userid), path: '/h5', publicUrl: deps.publicUrl });
    context.redirect(page);
  });
}

function setCookie(
  context: Context,
  { name, value, path, publicUrl }: { name: string; value: string; path: string; publicUrl: string },
): void {
  // Behind a proxy the request itself is plain HTTP, so what the public address says decides.
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  context.append('Set-Cookie', `${name}=${value}; Path=${path}; HttpOnly; SameSite=Lax${secure}`);
}
