/** Logs members in by WeCom's silent login and remembers them in a signed cookie. */
import { randomBytes } from 'node:crypto';
import type { Router } from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { guard, HttpRefusal, presentRefusals, type RefusalPresenter, type SignedTokens } from '../http/index.ts';

/** WeCom's silent login (wecom-api.md 7.1). */
export interface WecomLogin {
  /** Where a visitor is sent to log in; in demo mode a page with a choice of person. */
  authorizeUrl(request: { redirectUri: string; state: string }): string;
  /** The member a code stands for; null for anybody else. Rejects as the API does for a used or stale code. */
  memberOf(code: string): Promise<string | null>;
}

/** What logging in needs. */
export interface LoginDeps {
  readonly tokens: SignedTokens;
  readonly publicUrl: string;
  readonly wecom: WecomLogin;
  readonly present: RefusalPresenter;
  /** Epoch ms. */
  now(): number;
}

/** Who is looking at a page. */
export interface Login {
  /** The member of a page; without a session the visitor is sent to log in and null comes back. */
  memberOrLogin(context: Context): string | null;
  /** The member of a request that cannot be redirected, such as one of a script. Throws HttpRefusal LOGIN_REQUIRED. */
  member(context: Context): string;
  /** Adds `GET /h5/login`: back from WeCom with a code; a session begins and the page that was asked for follows. */
  routes(router: Router): void;
}

const SESSION = { cookie: 'shouwen', purpose: 'session', path: '/h5', lifeMs: 12 * 3_600_000 };
const PENDING = { cookie: 'shouwen-state', purpose: 'login', path: '/h5/login', lifeMs: 600_000 };

/** What WeCom sends back; what is missing or given twice is as good as wrong. */
const answer = z.object({ code: z.string().max(512).catch(''), state: z.string().max(128).catch('') });

/** The login of the ticket pages. A session lasts a shift and the way home; a login is finished within ten minutes or begun again. */
export function createLogin({ tokens, publicUrl, wecom, present, now }: LoginDeps): Login {
  function remember(
    context: Context,
    { cookie, purpose, path, lifeMs }: typeof SESSION,
    subject: readonly string[],
  ): void {
    // Behind a proxy the request itself is plain HTTP, so what the public address says decides.
    context.cookies.secure = publicUrl.startsWith('https:');
    const value = tokens.sign({ purpose, subject, expiresAt: now() + lifeMs });
    context.cookies.set(cookie, value, { path, httpOnly: true, sameSite: 'lax', overwrite: true });
  }

  function recall(context: Context, { cookie, purpose }: typeof SESSION): readonly (string | null)[] {
    const claims = tokens.verify(context.cookies.get(cookie) ?? '', purpose);
    return claims === null || claims.expiresAt === null ? [] : claims.subject;
  }

  const sessionOf = (context: Context): string | null => recall(context, SESSION)[0] ?? null;

  return {
    memberOrLogin(context) {
      const userid = sessionOf(context);
      if (userid !== null) return userid;
      const state = randomBytes(16).toString('hex');
      remember(context, PENDING, [state, context.path]);
      context.redirect(wecom.authorizeUrl({ redirectUri: `${publicUrl}/h5/login`, state }));
      return null;
    },
    member(context) {
      const userid = sessionOf(context);
      if (userid === null) throw new HttpRefusal('LOGIN_REQUIRED');
      return userid;
    },
    routes(router) {
      router.get(
        '/h5/login',
        presentRefusals(present),
        guard({ query: answer }, async ({ context, query: { code, state } }) => {
          // The page comes from our own cookie, so a login leads nowhere else.
          const [expected, page] = recall(context, PENDING);
          if (typeof page !== 'string' || state !== expected || code === '') throw new HttpRefusal('LOGIN_FAILED');
          remember(context, SESSION, [await memberOf(wecom, code)]);
          context.redirect(page);
        }),
      );
    },
  };
}

async function memberOf(wecom: WecomLogin, code: string): Promise<string> {
  const userid = await wecom.memberOf(code).catch((error: unknown) => {
    throw new HttpRefusal('LOGIN_FAILED', error instanceof Error ? error.message : String(error));
  });
  if (userid === null) throw new HttpRefusal('LOGIN_FAILED', 'the visitor is no member');
  return userid;
}
