import type { Core } from '../core.ts';
import { createRate } from '../rate.ts';
import { type ApiCall, ApiError, type ApiTable, must } from './answer.ts';

const FIVE_MINUTES = 300_000;

interface OauthCode {
  readonly who: { userid: string } | { openid: string };
  readonly at: number;
  used: boolean;
}

/** Who a visitor of a page is, contacts, page tickets (wecom-api.md sections 7, 8, 10). */
export interface Identity {
  readonly apis: ApiTable;
  /** The `code` a page is opened with after the authorize step: once, five minutes. */
  giveOauthCode(who: OauthCode['who']): string;
}

/** Pages and contacts of the corp. */
export function createIdentity(core: Core): Identity {
  const codes = new Map<string, OauthCode>();
  const tickets = new Map<string, { ticket: string; expiresAt: number }>();
  const ticketRate = createRate(100, 3_600_000);

  function getuserinfo({ query }: ApiCall) {
    const code = codes.get(query.get('code') ?? '');
    must(code !== undefined && !code.used, 40029, 'invalid code');
    must(core.clock.now() - code.at < FIVE_MINUTES, 42003, 'code expired');
    code.used = true;
    return { ...code.who };
  }

  function userGet({ query }: ApiCall) {
    const chat = core.chats.member(query.get('userid') ?? '');
    if (chat === undefined) throw new ApiError(60111, 'userid not found');
    const { userid, name, title } = chat.member;
    return {
      userid,
      name,
      department: [1],
      main_department: 1,
      position: title ?? '',
      is_leader_in_dept: [0],
      status: 1,
    };
  }

  function ticket(kind: string) {
    const now = core.clock.now();
    must(ticketRate.take(kind, now), 45009, 'api freq out of limit');
    let current = tickets.get(kind);
    if (current === undefined || current.expiresAt <= now) {
      current = { ticket: core.newId('', 86), expiresAt: now + 7_200_000 };
      tickets.set(kind, current);
    }
    return { ticket: current.ticket, expires_in: Math.floor((current.expiresAt - now) / 1000) };
  }

  function appTicket({ query }: ApiCall) {
    must(query.get('type') === 'agent_config', 40005, 'invalid type');
    return ticket('agent_config');
  }

  return {
    giveOauthCode(who) {
      const code = core.newId('CODE', 40);
      codes.set(code, { who, at: core.clock.now(), used: false });
      return code;
    },
    apis: {
      'auth/getuserinfo': { method: 'GET', auth: 'token', handle: getuserinfo },
      'user/getuserinfo': { method: 'GET', auth: 'token', handle: getuserinfo },
      'user/get': { method: 'GET', auth: 'token', handle: userGet },
      get_jsapi_ticket: { method: 'GET', auth: 'token', handle: () => ticket('jsapi') },
      'ticket/get': { method: 'GET', auth: 'token', handle: appTicket },
      getcallbackip: { method: 'GET', auth: 'token', handle: () => ({ ip_list: ['127.0.0.1', '::1'] }) },
      get_api_domain_ip: { method: 'GET', auth: 'token', handle: () => ({ ip_list: ['127.0.0.1'] }) },
    },
  };
}
