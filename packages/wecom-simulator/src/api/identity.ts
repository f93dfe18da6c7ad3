import { createRate } from '../rate.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { type ApiCall, ApiError, type ApiTable, must } from './answer.ts';

const FIVE_MINUTES_MS = 300_000;
const TICKET_LIFE_MS = 7_200_000;

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

/** The codes of the authorize step and who they stand for. */
function createOauthCodes(sim: SimulatorState) {
  const codes = new Map<string, OauthCode>();
  return {
    give(who: OauthCode['who']): string {
      const code = sim.newId('CODE', 40);
      codes.set(code, { who, at: sim.clock.now(), used: false });
      return code;
    },
    take({ query }: ApiCall) {
      const code = codes.get(query.get('code') ?? '');
      must(code !== undefined && !code.used, 40029, 'invalid code');
      must(sim.clock.now() - code.at < FIVE_MINUTES_MS, 42003, 'code expired');
      code.used = true;
      return { ...code.who };
    },
  };
}

/** The JS tickets of corp and app, each valid for two hours (wecom-api.md 7.3). */
function createTickets(sim: SimulatorState) {
  const tickets = new Map<string, { ticket: string; expiresAt: number }>();
  const rate = createRate(100, 3_600_000);
  return (kind: string) => {
    const now = sim.clock.now();
    must(rate.take(kind, now), 45009, 'api freq out of limit');
    let current = tickets.get(kind);
    if (current === undefined || current.expiresAt <= now) {
      current = { ticket: sim.newId('', 86), expiresAt: now + TICKET_LIFE_MS };
      tickets.set(kind, current);
    }
    return { ticket: current.ticket, expires_in: Math.floor((current.expiresAt - now) / 1000) };
  };
}

function userGet(sim: SimulatorState, { query }: ApiCall) {
  const chat = sim.chats.member(query.get('userid') ?? '');
  if (chat === undefined) throw new ApiError(60111, 'userid not found');
  const { userid, name, title } = chat.member;
  const place = { department: [1], main_department: 1, position: title ?? '', is_leader_in_dept: [0] };
  return { userid, name, ...place, status: 1 };
}

/** Pages and contacts of the corp. */
export function createIdentity(sim: SimulatorState): Identity {
  const codes = createOauthCodes(sim);
  const ticket = createTickets(sim);

  function appTicket({ query }: ApiCall) {
    must(query.get('type') === 'agent_config', 40005, 'invalid type');
    return ticket('agent_config');
  }

  const get = { method: 'GET', auth: 'token' } as const;
  return {
    giveOauthCode: codes.give,
    apis: {
      'auth/getuserinfo': { ...get, handle: codes.take },
      'user/getuserinfo': { ...get, handle: codes.take },
      'user/get': { ...get, handle: (call) => userGet(sim, call) },
      get_jsapi_ticket: { ...get, handle: () => ticket('jsapi') },
      'ticket/get': { ...get, handle: appTicket },
      getcallbackip: { ...get, handle: () => ({ ip_list: ['127.0.0.1', '::1'] }) },
      get_api_domain_ip: { ...get, handle: () => ({ ip_list: ['127.0.0.1'] }) },
    },
  };
}
