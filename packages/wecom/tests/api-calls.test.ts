import { afterEach, describe, expect, test } from '@jest/globals';
import { appCard, appText } from '../src/api/app.ts';
import { groupMarkdown } from '../src/api/group.ts';
import { dispositionName } from '../src/api/media.ts';
import { buttonCard } from '../src/cards.ts';
import { kfText } from '../src/kf-outgoing.ts';
import { type Answer, type Fake, type Seen, startFake } from './fake-wecom.ts';

let fake: Fake;
afterEach(() => fake.stop());

/** A fake that answers `path` with `answer`. */
async function startWith(path: string, answer: Answer | ((seen: Seen) => Answer)) {
  fake = await startFake((call) => {
    if (call.path !== `/cgi-bin/${path}`) return undefined;
    return typeof answer === 'function' ? answer(call) : answer;
  });
  return fake.api;
}
const last = () => fake.seen.at(-1)!;

describe('customer service', () => {
  test('sync_msg: absent cursor and token stay absent', async () => {
    const api = await startWith('kf/sync_msg', { errcode: 0, next_cursor: 'c2', has_more: 1, msg_list: [] });
    expect(await api.kf.syncMsg({ openKfId: 'wk' })).toEqual({ nextCursor: 'c2', hasMore: true, messages: [] });
    expect(last().json).toEqual({ open_kfid: 'wk', limit: 1000 });
    await api.kf.syncMsg({ openKfId: 'wk', cursor: '', token: 't', limit: 5 });
    expect(last().json).toEqual({ open_kfid: 'wk', limit: 5, token: 't' });
  });

  test('send_msg: our msgid, or no key at all; a bad one never leaves', async () => {
    const api = await startWith('kf/send_msg', { errcode: 0, msgid: 'given' });
    const send = { toUser: 'wm', openKfId: 'wk', message: kfText('好') };
    expect(await api.kf.sendMsg({ ...send, msgId: 'a_1-B' })).toEqual({ msgId: 'given' });
    const wire = { touser: 'wm', open_kfid: 'wk', msgtype: 'text', text: { content: '好' } };
    expect(last().json).toEqual({ ...wire, msgid: 'a_1-B' });
    await api.kf.sendMsg(send);
    expect(last().json).toEqual(wire);
    await expect(api.kf.sendMsg({ ...send, msgId: 'a b' })).rejects.toThrow(RangeError);
  });

  test('send_msg_on_event carries the code and no receiver', async () => {
    const api = await startWith('kf/send_msg_on_event', { errcode: 0, msgid: 'w' });
    await api.kf.sendMsgOnEvent({ code: 'W', message: kfText('您好') });
    expect(last().json).toEqual({ code: 'W', msgtype: 'text', text: { content: '您好' } });
  });

  test('session state', async () => {
    const api = await startWith('kf/service_state/get', { errcode: 0, service_state: 3, servicer_userid: 'kefu' });
    const who = { openKfId: 'wk', externalUserid: 'wm' };
    expect(await api.kf.getState(who)).toEqual({ state: 3, servicerUserid: 'kefu' });
    expect(await api.kf.transState({ ...who, state: 3, servicerUserid: 'kefu' })).toEqual({ msgCode: undefined });
    expect(last().json).toEqual({ open_kfid: 'wk', external_userid: 'wm', service_state: 3, servicer_userid: 'kefu' });
  });

  test('customers, links, servicers', async () => {
    const customer = { external_userid: 'wm', nickname: '小王', avatar: '', enter_session_context: { scene: 'B3' } };
    const batch = { errcode: 0, customer_list: [customer], invalid_external_userid: ['wm2'] };
    const api = await startWith('kf/customer/batchget', batch);
    expect(await api.kf.customerBatchGet(['wm', 'wm2'])).toMatchObject({
      customers: [{ externalUserid: 'wm', nickname: '小王', scene: 'B3' }],
      invalid: ['wm2'],
    });
    await api.kf.addContactWay({ openKfId: 'wk' });
    expect(last().json).toEqual({ open_kfid: 'wk' });
    expect(await api.kf.servicerList('wk')).toEqual([]);
    expect(last()).toMatchObject({ method: 'GET', path: '/cgi-bin/kf/servicer/list' });
  });

  test('servicers: departments are left out, 0 is receiving', async () => {
    const api = await startWith('kf/servicer/list', {
      errcode: 0,
      servicer_list: [{ userid: 'a', status: 0 }, { userid: 'b', status: 1 }, { department_id: 3 }],
    });
    expect(await api.kf.servicerList('wk')).toEqual([
      { userid: 'a', receiving: true },
      { userid: 'b', receiving: false },
    ]);
  });

  test('accounts over several pages', async () => {
    const page = (n: number) =>
      Array.from({ length: n }, (_, i) => ({ open_kfid: `wk${i}`, name: 'n', manage_privilege: true }));
    const api = await startWith('kf/account/list', ({ json }) => ({
      errcode: 0,
      account_list: page(json.offset === 0 ? 100 : 3),
    }));
    expect(await api.kf.accountList()).toHaveLength(103);
    expect(fake.calls('kf/account/list').map((call) => call.json.offset)).toEqual([0, 100]);
  });
});

describe('messages to members', () => {
  const card = buttonCard({ title: '报修', taskId: 'T@1', buttons: [{ text: '接单', key: 'accept' }] });

  test('recipients, agent, duplicate check; the answer with its joined ids', async () => {
    const api = await startWith('message/send', { errcode: 0, msgid: 'M', response_code: 'R', invaliduser: 'x|y' });
    const sent = await api.app.send({
      to: { users: ['a', 'b'], parties: ['2'] },
      message: appCard(card),
      duplicateCheckSeconds: 99_999,
    });
    expect(sent).toEqual({ msgId: 'M', responseCode: 'R', invalidUsers: ['x', 'y'], unlicensedUsers: [] });
    expect(last().json).toEqual({
      touser: 'a|b',
      toparty: '2',
      agentid: 1000002,
      msgtype: 'template_card',
      template_card: card,
      enable_duplicate_check: 1,
      duplicate_check_interval: 14_400,
    });
    await api.app.send({ to: { users: ['a'] }, message: appText('x') });
    expect(last().json).toEqual({ touser: 'a', agentid: 1000002, msgtype: 'text', text: { content: 'x' } });
  });

  test('a card is greyed or replaced; here the invalid ids are an array', async () => {
    const api = await startWith('message/update_template_card', { errcode: 0, invaliduser: ['x'] });
    expect(await api.app.updateTemplateCard({ responseCode: 'R', users: ['a'], replaceName: '已接单' })).toEqual({
      invalidUsers: ['x'],
    });
    expect(last().json).toEqual({
      userids: ['a'],
      agentid: 1000002,
      response_code: 'R',
      button: { replace_name: '已接单' },
    });
    await api.app.updateTemplateCard({ responseCode: 'R2', card });
    expect(last().json).toEqual({ agentid: 1000002, response_code: 'R2', template_card: card });
  });

  test('recall', async () => {
    const api = await startWith('message/recall', { errcode: 0 });
    await api.app.recall('M');
    expect(last().json).toEqual({ msgid: 'M' });
  });
});

describe('groups', () => {
  test('a push needs the key and no token', async () => {
    const api = await startWith('webhook/send', { errcode: 0 });
    await api.group.send('KEY', groupMarkdown('**新单**'));
    expect(fake.seen).toHaveLength(1);
    expect(last().query.toString()).toBe('key=KEY');
    expect(last().json).toEqual({ msgtype: 'markdown', markdown: { content: '**新单**' } });
  });

  test('a file is uploaded under its name', async () => {
    const api = await startWith('webhook/upload_media', { errcode: 0, media_id: 'MM' });
    const file = { bytes: new TextEncoder().encode('月报内容'), filename: '月报.xlsx' };
    expect(await api.group.upload('KEY', file)).toEqual({ mediaId: 'MM' });
    expect(last().headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(last().body).toContain('name="media"; filename="月报.xlsx"');
  });
});

describe('media', () => {
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0x00, 0x80]);
  const fileHeaders = { 'content-type': 'image/jpeg', 'content-disposition': 'attachment; filename="a.jpg"' };

  test('a file comes with type and name, byte for byte', async () => {
    const api = await startWith('media/get', { raw: picture, headers: fileHeaders });
    expect(await api.media.get('m1')).toEqual({ bytes: picture, contentType: 'image/jpeg', filename: 'a.jpg' });
    expect(last().query.get('media_id')).toBe('m1');
  });

  test.each(['application/json; charset=UTF-8', 'text/plain'])('an error comes with HTTP 200 and %s', async (type) => {
    const raw = JSON.stringify({ errcode: 40007, errmsg: 'invalid media_id' });
    const api = await startWith('media/get', { raw, headers: { 'content-type': type } });
    await expect(api.media.get('m1')).rejects.toMatchObject({ errcode: 40007, class: 'expired-handle' });
  });

  test('a JSON file with a disposition is a file', async () => {
    const headers = { 'content-type': 'application/json', 'content-disposition': 'attachment; filename="x.json"' };
    const api = await startWith('media/get', { raw: '{"errcode":5}', headers });
    expect((await api.media.get('m1')).bytes.toString()).toBe('{"errcode":5}');
  });

  test('over 20 MB it is fetched in ranges', async () => {
    const whole = Buffer.alloc(20 * 1024 * 1024 + 5, 7);
    const api = await startWith('media/get', ({ headers }) => {
      const range = /bytes=(\d+)-(\d+)/.exec(headers.range ?? '');
      if (range === null) return { errcode: 830002, errmsg: 'too large' };
      const [from, to] = [Number(range[1]), Math.min(Number(range[2]), whole.length - 1)];
      const contentRange = `bytes ${from}-${to}/${whole.length}`;
      return {
        raw: whole.subarray(from, to + 1),
        status: 206,
        headers: { ...fileHeaders, 'content-range': contentRange },
      };
    });
    const { bytes, filename } = await api.media.get('m1');
    expect(bytes.equals(whole)).toBe(true);
    expect(filename).toBe('a.jpg');
    expect(fake.calls('media/get').map((call) => call.headers.range)).toEqual([
      undefined,
      'bytes=0-16777215',
      'bytes=16777216-20971524',
    ]);
  });

  test('an upload names its kind', async () => {
    const api = await startWith('media/upload', { errcode: 0, media_id: 'U' });
    expect(await api.media.upload('image', { bytes: new Uint8Array(10), filename: 'a.png' })).toEqual({ mediaId: 'U' });
    expect(last().query.get('type')).toBe('image');
  });

  test.each([
    [null, undefined],
    ['attachment; filename="a.jpg"', 'a.jpg'],
    ['attachment; filename=a.jpg', 'a.jpg'],
    ['attachment; filename*=utf-8\'\'%E5%8D%95.pdf; filename="x"', '单.pdf'],
    [`attachment; filename="${Buffer.from('单.pdf').toString('latin1')}"`, '单.pdf'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="C:\\x\\y.txt"', 'y.txt'],
    ["attachment; filename*=utf-8''%E5%8; filename=b.txt", 'b.txt'],
    ['attachment', undefined],
  ])('disposition %s', (header, name) => {
    expect(dispositionName(header)).toBe(name);
  });
});

describe('pages', () => {
  test('the two tickets are different, cached, and asked for once', async () => {
    fake = await startFake((call) => {
      if (call.path === '/cgi-bin/get_jsapi_ticket') return { errcode: 0, ticket: 'CORP', expires_in: 7200 };
      if (call.path === '/cgi-bin/ticket/get') return { errcode: 0, ticket: 'APP', expires_in: 7200 };
      return undefined;
    });
    const { api } = fake;
    expect(await Promise.all([api.jsapiTicket(), api.jsapiTicket(), api.agentTicket()])).toEqual([
      'CORP',
      'CORP',
      'APP',
    ]);
    expect(await api.agentTicket()).toBe('APP');
    expect(fake.calls('get_jsapi_ticket')).toHaveLength(1);
    expect(fake.calls('ticket/get').map((call) => call.query.get('type'))).toEqual(['agent_config']);
    fake.clock.now += 7_000_000;
    await api.jsapiTicket();
    expect(fake.calls('get_jsapi_ticket')).toHaveLength(2);
  });

  test('who opened the page', async () => {
    const api = await startWith('auth/getuserinfo', ({ query }) =>
      query.get('code') === 'c1'
        ? { errcode: 0, userid: 'zhangsan' }
        : { errcode: 0, openid: 'o1', external_userid: 'wm' },
    );
    expect(await api.auth.getUserInfo('c1')).toMatchObject({ kind: 'member', userid: 'zhangsan' });
    expect(await api.auth.getUserInfo('c2')).toEqual({ kind: 'visitor', openid: 'o1', externalUserid: 'wm' });
  });
});
