import type { Core } from '../core.ts';
import { createRate } from '../rate.ts';
import { asText, bytesOf, toXml } from '../values.ts';
import { type ApiCall, type ApiTable, must } from './answer.ts';

const TOKEN_LIFE = 10 * 60_000;

/** `kf/sync_msg` and the doorbell that asks for it (wecom-api.md 3.2, 3.3). */
export interface KfSync {
  readonly apis: ApiTable;
  /** Tells the bot that the account has something new; the event holds neither message nor sender. */
  ring(openKfId: string): void;
}

const encodeCursor = (openKfId: string, seq: number): string =>
  Buffer.from(`${seq}\n${openKfId}`.slice(0, 47)).toString('base64url');

function decodeCursor(openKfId: string, cursor: string): number {
  if (cursor === '') return 0;
  const [seq = '', account = ''] = Buffer.from(cursor, 'base64url').toString().split('\n');
  must(/^\d+$/.test(seq) && openKfId.startsWith(account), 40058, 'invalid cursor');
  return Number(seq);
}

/** The history of all accounts, handed out page by page. */
export function createKfSync(core: Core): KfSync {
  const bells = new Map<string, { openKfId: string; at: number }>();
  const tokenless = createRate(core.limits.tokenlessSyncPerMinute, 60_000);

  function checkToken(token: string, openKfId: string): void {
    const now = core.clock.now();
    if (token === '') {
      must(tokenless.take(openKfId, now), 45009, 'api freq out of limit: sync_msg without token');
      return;
    }
    const bell = bells.get(token);
    must(bell?.openKfId === openKfId && now - bell.at < TOKEN_LIFE, 95007, 'invalid msg token');
  }

  function syncMsg({ body }: ApiCall) {
    const openKfId = asText(body.open_kfid);
    must(openKfId !== '', 40058, 'open_kfid missing');
    must(
      core.options.world.accounts.some((account) => account.openKfId === openKfId),
      95000,
      'invalid open_kfid',
    );
    must(bytesOf(asText(body.cursor)) <= 64, 40058, 'cursor exceed max length 64');
    checkToken(asText(body.token), openKfId);
    const from = decodeCursor(openKfId, asText(body.cursor));
    const limit = Math.min(typeof body.limit === 'number' && body.limit > 0 ? body.limit : 1000, core.limits.syncPage);
    const rows = core.kfLog.after(openKfId, from);
    const empty = rows.length > 0 && core.random() < core.limits.emptyPageRate;
    const page = empty ? [] : rows.slice(0, limit);
    return {
      next_cursor: encodeCursor(openKfId, page.at(-1)?.seq ?? from),
      has_more: page.length < rows.length ? 1 : 0,
      msg_list: page.map((row) => row.message),
    };
  }

  return {
    apis: { 'kf/sync_msg': { method: 'POST', auth: 'token', handle: syncMsg } },
    ring(openKfId) {
      const now = core.clock.now();
      const token = core.newId('ENC', 48);
      bells.set(token, { openKfId, at: now });
      const event = {
        ToUserName: core.corpId,
        CreateTime: Math.floor(now / 1000),
        MsgType: 'event',
        Event: 'kf_msg_or_event',
        Token: token,
        OpenKfId: openKfId,
      };
      void core.callbacks.send('app', toXml(event));
    },
  };
}
