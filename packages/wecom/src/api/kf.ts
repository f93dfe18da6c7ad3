import { checkMsgId, type KfMessage } from '../kf-outgoing.ts';
import type { Caller } from './call.ts';
import { asObject, idsOf, listOf, numberOf, optionalText, textOf } from './read.ts';
import type { WecomAnswer } from './transport.ts';

/** One page of `kf/sync_msg`. */
export interface SyncPage {
  readonly nextCursor: string;
  /** May be true while `messages` is empty (wecom-api.md 3.3). */
  readonly hasMore: boolean;
  /** Raw; see `decodeKfMessage`. */
  readonly messages: readonly unknown[];
}

/** 0 new, 1 smart assistant, 2 in the pool, 3 with a person, 4 ended (wecom-api.md 3.6). */
export type SessionState = 0 | 1 | 2 | 3 | 4;

/** A customer as WeChat shows them: there is never a phone number or a real name (wecom-api.md 3.7). */
export interface KfCustomer {
  readonly externalUserid: string;
  readonly nickname: string;
  readonly avatar: string;
  readonly unionid?: string;
  readonly scene?: string;
  readonly sceneParam?: string;
}

/** The customer-service calls (wecom-api.md 3). All throw WecomError or WecomUnreachable. */
export interface KfApi {
  /** One page of what is new; without `cursor` from the oldest message of the last three days (wecom-api.md 3.3). */
  syncMsg(query: { openKfId: string; cursor?: string; token?: string; limit?: number }): Promise<SyncPage>;
  /** Sends to an owner. `msgId` is ours and makes a repeat harmless; errcode 0 is not yet "delivered" (wecom-api.md 3.4). */
  sendMsg(send: { toUser: string; openKfId: string; msgId?: string; message: KfMessage }): Promise<{ msgId: string }>;
  /** Sends on a one-use code: welcome (20 s), pool, goodbye (wecom-api.md 3.5). */
  sendMsgOnEvent(send: { code: string; msgId?: string; message: KfMessage }): Promise<{ msgId: string }>;
  getState(who: { openKfId: string; externalUserid: string }): Promise<{
    state: SessionState;
    servicerUserid?: string;
  }>;
  /** Moves a session; `servicerUserid` is needed for state 3. `msgCode` serves one `sendMsgOnEvent` (wecom-api.md 3.6). */
  transState(move: {
    openKfId: string;
    externalUserid: string;
    state: SessionState;
    servicerUserid?: string;
  }): Promise<{ msgCode?: string }>;
  /** Nicknames of customers active in the last 48 hours; the others come back in `invalid` (wecom-api.md 3.7). At most 100. */
  customerBatchGet(ids: readonly string[]): Promise<{ customers: KfCustomer[]; invalid: string[] }>;
  accountList(): Promise<{ openKfId: string; name: string; managed: boolean }[]>;
  /** The link of an account, for a QR code; `scene` ≤ 32 of 0-9a-zA-Z_- (wecom-api.md 3.7). */
  addContactWay(way: { openKfId: string; scene?: string }): Promise<{ url: string }>;
  /** Who receives at an account; note that here 0 is receiving (wecom-api.md 3.7). */
  servicerList(openKfId: string): Promise<{ userid: string; receiving: boolean }[]>;
}

function decodeCustomer(raw: Record<string, unknown>): KfCustomer {
  const context = asObject(raw.enter_session_context);
  return {
    externalUserid: textOf(raw, 'external_userid'),
    nickname: textOf(raw, 'nickname'),
    avatar: textOf(raw, 'avatar'),
    unionid: optionalText(raw, 'unionid'),
    scene: optionalText(context, 'scene'),
    sceneParam: optionalText(context, 'scene_param'),
  };
}

/** An absent key, never an empty one (wecom-api.md 3.4, msgid). */
function msgIdKey(msgId: string | undefined): { msgid?: string } {
  return msgId === undefined ? {} : { msgid: checkMsgId(msgId) };
}

const PAGE = 100;

async function listAccounts(caller: Caller) {
  const accounts: { openKfId: string; name: string; managed: boolean }[] = [];
  for (;;) {
    const json = { offset: accounts.length, limit: PAGE };
    const answer = await caller.withToken({ path: '/cgi-bin/kf/account/list', json, repeatable: true });
    const page = listOf(answer.json, 'account_list');
    for (const raw of page) {
      accounts.push({
        openKfId: textOf(raw, 'open_kfid'),
        name: textOf(raw, 'name'),
        managed: raw.manage_privilege === true,
      });
    }
    if (page.length < PAGE) return accounts;
  }
}

type Send = (path: string, json: unknown) => Promise<WecomAnswer['json']>;

/** The calls that pull and send messages. `read` may be repeated, `write` may not. */
function createMessageCalls(read: Send, write: Send): Pick<KfApi, 'syncMsg' | 'sendMsg' | 'sendMsgOnEvent'> {
  return {
    async syncMsg({ openKfId, cursor, token, limit = 1000 }) {
      const from = { ...(cursor ? { cursor } : {}), ...(token ? { token } : {}) };
      const answer = await read('sync_msg', { open_kfid: openKfId, limit, ...from });
      const messages = Array.isArray(answer.msg_list) ? answer.msg_list : [];
      return { nextCursor: textOf(answer, 'next_cursor'), hasMore: numberOf(answer, 'has_more') === 1, messages };
    },
    async sendMsg({ toUser, openKfId, msgId, message }) {
      const body = { touser: toUser, open_kfid: openKfId, ...msgIdKey(msgId), ...message };
      return { msgId: textOf(await write('send_msg', body), 'msgid') };
    },
    async sendMsgOnEvent({ code, msgId, message }) {
      return { msgId: textOf(await write('send_msg_on_event', { code, ...msgIdKey(msgId), ...message }), 'msgid') };
    },
  };
}

/** The calls about the state of a session. */
function createSessionCalls(read: Send, write: Send): Pick<KfApi, 'getState' | 'transState'> {
  return {
    async getState({ openKfId, externalUserid }) {
      const answer = await read('service_state/get', { open_kfid: openKfId, external_userid: externalUserid });
      const state = numberOf(answer, 'service_state') as SessionState;
      return { state, servicerUserid: optionalText(answer, 'servicer_userid') };
    },
    async transState({ openKfId, externalUserid, state, servicerUserid }) {
      const answer = await write('service_state/trans', {
        open_kfid: openKfId,
        external_userid: externalUserid,
        service_state: state,
        ...(servicerUserid === undefined ? {} : { servicer_userid: servicerUserid }),
      });
      return { msgCode: optionalText(answer, 'msg_code') };
    },
  };
}

/** The customer-service calls over `caller`. */
export function createKfApi(caller: Caller): KfApi {
  const send =
    (repeatable: boolean): Send =>
    async (path, json) =>
      (await caller.withToken({ path: `/cgi-bin/kf/${path}`, json, repeatable })).json;
  const [read, write] = [send(true), send(false)];

  return {
    ...createMessageCalls(read, write),
    ...createSessionCalls(read, write),
    async customerBatchGet(ids) {
      const body = { external_userid_list: ids, need_enter_session_context: 1 };
      const answer = await read('customer/batchget', body);
      const customers = listOf(answer, 'customer_list').map(decodeCustomer);
      return { customers, invalid: idsOf(answer, 'invalid_external_userid') };
    },
    accountList: () => listAccounts(caller),
    async addContactWay({ openKfId, scene }) {
      const body = { open_kfid: openKfId, ...(scene === undefined ? {} : { scene }) };
      return { url: textOf(await write('add_contact_way', body), 'url') };
    },
    async servicerList(openKfId) {
      const query = { open_kfid: openKfId };
      const answer = await caller.withToken({ path: '/cgi-bin/kf/servicer/list', query, repeatable: true });
      return listOf(answer.json, 'servicer_list')
        .filter((raw) => textOf(raw, 'userid') !== '')
        .map((raw) => ({ userid: textOf(raw, 'userid'), receiving: numberOf(raw, 'status') === 0 }));
    },
  };
}
