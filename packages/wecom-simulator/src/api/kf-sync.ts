import { createRate } from '../rate.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { asText, bytesOf, toXml } from '../values.ts';
import { type ApiCall, type ApiTable, must } from './answer.ts';
import { knownAccount } from './world-targets.ts';

const TOKEN_LIFE_MS = 10 * 60_000;

/** `kf/sync_msg` and the callback that asks for it (wecom-api.md 3.2, 3.3). */
export interface KfSync {
  readonly apis: ApiTable;
  /** Sends `kf_msg_or_event`: the account has something new. The event holds neither message nor sender. */
  requestSync(openKfId: string): void;
}

const encodeCursor = (openKfId: string, seq: number): string =>
  Buffer.from(`${seq}\n${openKfId}`.slice(0, 47)).toString('base64url');

function decodeCursor(openKfId: string, cursor: string): number {
  if (cursor === '') return 0;
  const [seq = '', account = ''] = Buffer.from(cursor, 'base64url').toString().split('\n');
  must(/^\d+$/.test(seq) && openKfId.startsWith(account), 40058, 'invalid cursor');
  return Number(seq);
}

/** The one-shot tokens of `kf_msg_or_event`; a call without one is limited in frequency. */
function createSyncTokens(sim: SimulatorState) {
  const tokens = new Map<string, { openKfId: string; at: number }>();
  const tokenless = createRate(sim.limits.tokenlessSyncPerMinute, 60_000);
  return {
    give(openKfId: string): string {
      const token = sim.newId('ENC', 48);
      tokens.set(token, { openKfId, at: sim.clock.now() });
      return token;
    },
    /** Throws ApiError 95007 for a token that is unknown, expired or of another account, 45009 over the limit. */
    check(token: string, openKfId: string): void {
      const now = sim.clock.now();
      if (token === '') {
        must(tokenless.take(openKfId, now), 45009, 'api freq out of limit: sync_msg without token');
        return;
      }
      const given = tokens.get(token);
      must(given?.openKfId === openKfId && now - given.at < TOKEN_LIFE_MS, 95007, 'invalid msg token');
    },
  };
}

/** The history of all accounts, handed out page by page. */
export function createKfSync(sim: SimulatorState): KfSync {
  const tokens = createSyncTokens(sim);

  function syncMsg({ body }: ApiCall) {
    const openKfId = asText(body.open_kfid);
    must(openKfId !== '', 40058, 'open_kfid missing');
    knownAccount(sim, openKfId);
    must(bytesOf(asText(body.cursor)) <= 64, 40058, 'cursor exceed max length 64');
    tokens.check(asText(body.token), openKfId);
    const from = decodeCursor(openKfId, asText(body.cursor));
    const limit = Math.min(typeof body.limit === 'number' && body.limit > 0 ? body.limit : 1000, sim.limits.syncPage);
    const rows = sim.kfLog.after(openKfId, from);
    const empty = rows.length > 0 && sim.random() < sim.limits.emptyPageRate;
    const page = empty ? [] : rows.slice(0, limit);
    return {
      next_cursor: encodeCursor(openKfId, page.at(-1)?.seq ?? from),
      has_more: page.length < rows.length ? 1 : 0,
      msg_list: page.map((row) => row.message),
    };
  }

  return {
    apis: { 'kf/sync_msg': { method: 'POST', auth: 'token', handle: syncMsg } },
    requestSync(openKfId) {
      const head = { ToUserName: sim.corpId, CreateTime: Math.floor(sim.clock.now() / 1000), MsgType: 'event' };
      const event = { ...head, Event: 'kf_msg_or_event', Token: tokens.give(openKfId), OpenKfId: openKfId };
      void sim.callbacks.send('app', toXml(event));
    },
  };
}
