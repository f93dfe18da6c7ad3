import type { Servicers } from '../servicers.ts';
import type { Sessions } from '../sessions.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { asText, asTexts } from '../values.ts';
import { type ApiCall, ApiError, type ApiTable, must } from './answer.ts';
import { type ContactWay, createContactWays } from './contact-ways.ts';
import { knownAccount } from './world-targets.ts';

/** Accounts, links, servicers and customers (wecom-api.md 3.7). */
export interface KfAccounts {
  readonly apis: ApiTable;
  /** The meaning of a link made by `add_contact_way`, with its `scene_param`; undefined for a foreign one. */
  resolve(url: string): ContactWay | undefined;
}

function accountList(sim: SimulatorState, { body }: ApiCall) {
  const offset = typeof body.offset === 'number' ? body.offset : 0;
  const limit = typeof body.limit === 'number' ? body.limit : 100;
  must(limit >= 1 && limit <= 100, 40058, 'limit must be 1 to 100');
  const page = sim.options.world.accounts.slice(offset, offset + limit);
  const rows = page.map(({ openKfId, name }) => ({ open_kfid: openKfId, name, avatar: '', manage_privilege: true }));
  return { account_list: rows };
}

/** The outcome of one change in a batch, as the batch's answer lists it. */
function attempt(action: () => void): { errcode: number; errmsg: string } {
  try {
    action();
    return { errcode: 0, errmsg: 'success' };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { errcode: error.code, errmsg: error.message };
  }
}

function changeServicers(sim: SimulatorState, servicers: Servicers, { body, name }: ApiCall) {
  const openKfId = knownAccount(sim, asText(body.open_kfid));
  const userids = asTexts(body.userid_list);
  must(userids.length >= 1 && userids.length <= 100, 40058, 'userid_list must hold 1 to 100');
  const change = name === 'kf/servicer/add' ? servicers.add : servicers.remove;
  return { result_list: userids.map((userid) => ({ userid, ...attempt(() => change(openKfId, userid)) })) };
}

function customerBatchget(sim: SimulatorState, sessions: Sessions, { body }: ApiCall) {
  const ids = asTexts(body.external_userid_list);
  must(ids.length >= 1 && ids.length <= 100, 40058, 'external_userid_list must hold 1 to 100');
  const isActive = (id: string) =>
    sim.chats.sessions().some((one) => one.externalUserid === id && sessions.windowLeft(one) > 0);
  const customers = ids.flatMap((id) => {
    const owner = sim.chats.owner(id);
    if (owner === undefined || !isActive(id)) return [];
    return [{ external_userid: id, nickname: owner.nickname, avatar: '', gender: 0 }];
  });
  const found = new Set(customers.map((customer) => customer.external_userid));
  return { customer_list: customers, invalid_external_userid: ids.filter((id) => !found.has(id)) };
}

/** The 微信客服 administration of the corp. */
export function createKfAccounts(
  sim: SimulatorState,
  { sessions, servicers }: { sessions: Sessions; servicers: Servicers },
): KfAccounts {
  const ways = createContactWays(sim);
  const change = (call: ApiCall) => changeServicers(sim, servicers, call);
  const list = ({ query }: ApiCall) => ({
    servicer_list: servicers.list(knownAccount(sim, query.get('open_kfid') ?? '')),
  });
  const post = { method: 'POST', auth: 'token' } as const;
  return {
    apis: {
      'kf/account/list': { ...post, handle: (call) => accountList(sim, call) },
      'kf/add_contact_way': { ...post, handle: ways.add },
      'kf/servicer/add': { ...post, handle: change },
      'kf/servicer/del': { ...post, handle: change },
      'kf/servicer/list': { method: 'GET', auth: 'token', handle: list },
      'kf/customer/batchget': { ...post, handle: (call) => customerBatchget(sim, sessions, call) },
    },
    resolve: ways.resolve,
  };
}
