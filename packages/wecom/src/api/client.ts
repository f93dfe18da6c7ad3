import type { Hints } from '../error-codes.ts';
import { WecomUnreachable } from '../errors.ts';
import { type AppApi, createAppApi } from './app.ts';
import { type Caller, createCaller, createRetry } from './call.ts';
import { createExpiring, type Expiring } from './expiring.ts';
import { createGroupApi, type GroupApi } from './group.ts';
import { createKfApi, type KfApi } from './kf.ts';
import { createMediaApi, type MediaApi } from './media.ts';
import { numberOf, optionalText, textOf } from './read.ts';
import { createTransport, type WecomAnswer } from './transport.ts';

/** Who opened a page: a member, or a visitor of whom often only the openid is known (wecom-api.md 7.2). */
export type PageVisitor =
  | { readonly kind: 'member'; readonly userid: string; readonly userTicket?: string }
  | { readonly kind: 'visitor'; readonly openid: string; readonly externalUserid?: string };

/** The WeCom server API of one app. Every call throws WecomError ("answered no") or WecomUnreachable ("not reached"). */
export interface WecomApi {
  readonly kf: KfApi;
  readonly app: AppApi;
  readonly group: GroupApi;
  readonly media: MediaApi;
  readonly auth: {
    /** Who holds the code of the log-in redirect; a used or stale one is `expired-handle` (wecom-api.md 7.2). */
    getUserInfo(code: string): Promise<PageVisitor>;
  };
  /** The corp's ticket, for `getConfigSignature` (wecom-api.md 7.3). Cached. */
  jsapiTicket(): Promise<string>;
  /** The app's ticket, for `getAgentConfigSignature`; not interchangeable with the corp's. Cached. */
  agentTicket(): Promise<string>;
  /** Resolves when an access token could be had: the readiness of the service. */
  ready(): Promise<void>;
}

/** What a client needs; the functions are replaced only by tests. */
export interface WecomApiOptions {
  /** WECOM_API_BASE. */
  readonly baseUrl: string;
  readonly corpId: string;
  readonly agentId: string | number;
  readonly secret: string;
  readonly fetch?: typeof fetch;
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
  readonly random?: () => number;
  /** For one exchange, default 10 s. */
  readonly timeoutMs?: number;
  /** What `WecomError.hint` says, by errcode, where the service's own settings have better names than the built-in hints. */
  readonly hints?: Hints;
}

const sleepFor = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function lifetime({ json }: WecomAnswer, { name, api }: { name: string; api: string }) {
  const value = textOf(json, name);
  if (value === '') {
    const detail = `no ${name} in the answer`;
    throw new WecomUnreachable({ reason: 'unreadable-answer', api, detail, outcomeUnknown: false });
  }
  return { value, expiresInMs: (numberOf(json, 'expires_in') || 7200) * 1000 };
}

function createTicket(
  caller: Caller,
  { path, query, now }: { path: string; query?: Record<string, string>; now: () => number },
): Expiring {
  const load = async () =>
    lifetime(await caller.withToken({ path, query, repeatable: true }), { name: 'ticket', api: path });
  return createExpiring({ load, now });
}

async function getUserInfo(caller: Caller, code: string): Promise<PageVisitor> {
  const { json } = await caller.withToken({ path: '/cgi-bin/auth/getuserinfo', query: { code } });
  const userid = optionalText(json, 'userid');
  if (userid !== undefined) return { kind: 'member', userid, userTicket: optionalText(json, 'user_ticket') };
  return { kind: 'visitor', openid: textOf(json, 'openid'), externalUserid: optionalText(json, 'external_userid') };
}

/** A client for one app; it holds the one access token of that app's secret. Throws RangeError for a bad agent id. */
export function createWecomApi(options: WecomApiOptions): WecomApi {
  const agentId = Number(options.agentId);
  if (!Number.isSafeInteger(agentId)) throw new RangeError('WECOM_AGENT_ID must be a number');
  const now = options.now ?? Date.now;
  const transport = createTransport({
    baseUrl: options.baseUrl,
    fetch: options.fetch ?? globalThis.fetch,
    timeoutMs: options.timeoutMs ?? 10_000,
    hints: options.hints,
  });
  const retry = createRetry({ sleep: options.sleep ?? sleepFor, random: options.random ?? Math.random });
  const tokenQuery = { corpid: options.corpId, corpsecret: options.secret };
  const token = createExpiring({
    load: async () => {
      const call = { path: '/cgi-bin/gettoken', query: tokenQuery, repeatable: true };
      return lifetime(await retry(transport, call), { name: 'access_token', api: call.path });
    },
    now,
  });
  const caller = createCaller({ transport, retry, token });
  const corpTicket = createTicket(caller, { path: '/cgi-bin/get_jsapi_ticket', now });
  const agentTicket = createTicket(caller, { path: '/cgi-bin/ticket/get', query: { type: 'agent_config' }, now });

  return {
    kf: createKfApi(caller),
    app: createAppApi({ caller, agentId }),
    group: createGroupApi(caller),
    media: createMediaApi(caller),
    auth: { getUserInfo: (code) => getUserInfo(caller, code) },
    jsapiTicket: () => corpTicket.get(),
    agentTicket: () => agentTicket.get(),
    async ready() {
      await token.get();
    },
  };
}
