import type { Core } from '../core.ts';
import type { Servicers } from '../servicers.ts';
import type { Sessions } from '../sessions.ts';
import { asText, asTexts, bytesOf } from '../values.ts';
import { type ApiCall, ApiError, type ApiTable, must } from './answer.ts';

/** What a customer-service link opens. */
export interface ContactWay {
  readonly openKfId: string;
  readonly scene: string;
  readonly sceneParam: string;
}

/** Accounts, links, servicers and customers (wecom-api.md 3.7). */
export interface KfAccounts {
  readonly apis: ApiTable;
  /** The meaning of a link made by `add_contact_way`, with its `scene_param`; undefined for a foreign one. */
  resolve(url: string): ContactWay | undefined;
}

/** The 微信客服 administration of the corp. */
export function createKfAccounts(
  core: Core,
  { sessions, servicers }: { sessions: Sessions; servicers: Servicers },
): KfAccounts {
  const ways = new Map<string, { openKfId: string; scene: string }>();
  const { accounts } = core.options.world;

  function account(openKfId: string): string {
    must(
      accounts.some((one) => one.openKfId === openKfId),
      95000,
      'invalid open_kfid',
    );
    return openKfId;
  }

  function accountList({ body }: ApiCall) {
    const offset = typeof body.offset === 'number' ? body.offset : 0;
    const limit = typeof body.limit === 'number' ? body.limit : 100;
    must(limit >= 1 && limit <= 100, 40058, 'limit must be 1 to 100');
    const page = accounts.slice(offset, offset + limit);
    return {
      account_list: page.map(({ openKfId, name }) => ({
        open_kfid: openKfId,
        name,
        avatar: '',
        manage_privilege: true,
      })),
    };
  }

  function addContactWay({ body }: ApiCall) {
    const openKfId = account(asText(body.open_kfid));
    const scene = asText(body.scene);
    must(/^[0-9a-zA-Z_-]{0,32}$/.test(scene), 40058, 'invalid scene');
    const id = core.newId('kfc', 17);
    ways.set(id, { openKfId, scene });
    const tail = scene === '' ? '' : `?enc_scene=${core.newId('ENC', 12)}`;
    return { url: `https://work.weixin.qq.com/kfid/${id}${tail}` };
  }

  function changeServicers({ body, name }: ApiCall) {
    const openKfId = account(asText(body.open_kfid));
    const userids = asTexts(body.userid_list);
    must(userids.length >= 1 && userids.length <= 100, 40058, 'userid_list must hold 1 to 100');
    const change = name === 'kf/servicer/add' ? servicers.add : servicers.remove;
    return { result_list: userids.map((userid) => ({ userid, ...attempt(() => change(openKfId, userid)) })) };
  }

  function attempt(action: () => void): { errcode: number; errmsg: string } {
    try {
      action();
      return { errcode: 0, errmsg: 'success' };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { errcode: error.code, errmsg: error.message };
    }
  }

  function customerBatchget({ body }: ApiCall) {
    const ids = asTexts(body.external_userid_list);
    must(ids.length >= 1 && ids.length <= 100, 40058, 'external_userid_list must hold 1 to 100');
    const active = (id: string) =>
      core.chats.sessions().some((one) => one.externalUserid === id && sessions.windowLeft(one) > 0);
    const found = ids.filter((id) => core.chats.owner(id) !== undefined && active(id));
    return {
      customer_list: found.map((id) => ({
        external_userid: id,
        nickname: core.chats.owner(id)?.nickname ?? '',
        avatar: '',
        gender: 0,
      })),
      invalid_external_userid: ids.filter((id) => !found.includes(id)),
    };
  }

  return {
    apis: {
      'kf/account/list': { method: 'POST', auth: 'token', handle: accountList },
      'kf/add_contact_way': { method: 'POST', auth: 'token', handle: addContactWay },
      'kf/servicer/add': { method: 'POST', auth: 'token', handle: changeServicers },
      'kf/servicer/del': { method: 'POST', auth: 'token', handle: changeServicers },
      'kf/servicer/list': {
        method: 'GET',
        auth: 'token',
        handle: ({ query }) => ({ servicer_list: servicers.list(account(query.get('open_kfid') ?? '')) }),
      },
      'kf/customer/batchget': { method: 'POST', auth: 'token', handle: customerBatchget },
    },
    resolve(url) {
      const link = URL.canParse(url) ? new URL(url) : null;
      const way = ways.get(link?.pathname.split('/').at(-1) ?? '');
      const sceneParam = link?.searchParams.get('scene_param') ?? '';
      if (way === undefined || bytesOf(sceneParam) > 128) return undefined;
      return { ...way, sceneParam: way.scene === '' ? '' : sceneParam };
    },
  };
}
