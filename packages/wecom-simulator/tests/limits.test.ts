import { afterEach, describe, expect, test } from '@jest/globals';
import { botEnvelope, field, START, setUp, tearDown } from './harness.ts';

afterEach(tearDown);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const AGENT = { agentid: 1000002 };
const app = (content: string, touser = 'li.shifu') => ({ ...AGENT, touser, msgtype: 'text', text: { content } });
const kf = (content: string) => ({ touser: 'wmZhang', open_kfid: 'wkCH', msgtype: 'text', text: { content } });

describe('figures that a test may change', () => {
  test('messages per owner message, and how long the window is open', async () => {
    const { call, clock, simulator } = await setUp({ limits: { ownerMessages: 2, ownerWindowMs: HOUR } });
    const owner = simulator.owner('张三');
    owner.says('喂');
    const send = async () => (await call('kf/send_msg', kf('x'))).errcode;
    expect([await send(), await send(), await send()]).toEqual([0, 0, 95001]);
    owner.says('喂');
    clock.advance(HOUR - 1);
    expect(owner.session.windowLeft).toBe(1);
    clock.advance(1);
    expect(await send()).toBe(95002);
  });

  test('messages to a member per hour: the excess is dropped in silence', async () => {
    const { call, clock, simulator } = await setUp({ limits: { memberPerMinute: 2, memberPerHour: 3 } });
    const li = simulator.member('li.shifu');
    for (let i = 0; i < 3; i += 1) await call('message/send', app(`a${i}`));
    clock.advance(MINUTE);
    for (let i = 0; i < 3; i += 1) await call('message/send', app(`b${i}`));
    expect([li.inbox.map((one) => one.text), li.dropped]).toEqual([['a0', 'a1', 'b0'], 3]);
    clock.advance(HOUR);
    await call('message/send', app('c'));
    expect(li.inbox.at(-1)?.text).toBe('c');
  });

  test('members have budgets of their own', async () => {
    const { call, simulator } = await setUp({ limits: { memberPerMinute: 1 } });
    await call('message/send', app('one', 'li.shifu'));
    await call('message/send', app('two', '@all'));
    expect(simulator.member('chen.jingli').inbox.map((one) => one.text)).toEqual(['two']);
    expect(simulator.member('li.shifu').dropped).toBe(1);
  });

  test('pushes to a group, counted in a sliding minute and per group', async () => {
    const world = {
      corpName: 'c',
      accounts: [],
      members: [],
      owners: [],
      groups: [
        { key: 'a', name: 'A' },
        { key: 'b', name: 'B' },
      ],
    };
    const { call, clock } = await setUp({ world, limits: { groupPerMinute: 2 } });
    const push = async (key: string) =>
      (await call('webhook/send', { msgtype: 'text', text: { content: 'x' } }, { key })).errcode;
    expect(await push('a')).toBe(0);
    clock.advance(30_000);
    expect([await push('a'), await push('a'), await push('b')]).toEqual([0, 45009, 0]);
    clock.advance(30_000);
    expect([await push('a'), await push('a')]).toEqual([0, 45009]);
  });

  test('a push that is refused for its body does not count', async () => {
    const { call } = await setUp({ limits: { groupPerMinute: 1 } });
    const push = async (content: string) =>
      (await call('webhook/send', { msgtype: 'text', text: { content } }, { key: 'eng' })).errcode;
    expect([await push(''), await push('x'), await push('x')]).toEqual([44004, 0, 45009]);
  });

  test('the size of a page, whatever is asked for', async () => {
    const { call, simulator } = await setUp({ limits: { syncPage: 2 } });
    for (const word of ['一', '二', '三']) simulator.owner('张三').says(word);
    const page = async (limit: unknown) => (await call('kf/sync_msg', { open_kfid: 'wkCH', limit })).msg_list.length;
    expect([await page(1), await page(2), await page(1000), await page(0), await page('x')]).toEqual([1, 2, 2, 2, 2]);
  });

  test('tickets of a page: a hundred an hour', async () => {
    const { clock, fetchApi } = await setUp();
    const first = await fetchApi('get_jsapi_ticket');
    for (let i = 1; i < 100; i += 1) expect((await fetchApi('get_jsapi_ticket')).ticket).toBe(first.ticket);
    expect((await fetchApi('get_jsapi_ticket')).errcode).toBe(45009);
    expect((await fetchApi('ticket/get', { type: 'agent_config' })).errcode).toBe(0);
    clock.advance(2 * HOUR);
    expect((await fetchApi('get_jsapi_ticket')).ticket).not.toBe(first.ticket);
  });
});

describe('bodies and names beyond every limit', () => {
  test.each<[string, string, unknown, number]>([
    ['too many userids', 'message/send', app('x', Array.from({ length: 1001 }, (_, i) => `u${i}`).join('|')), 40032],
    ['no servicers named', 'kf/servicer/add', { open_kfid: 'wkCH', userid_list: [] }, 40058],
    ['too many servicers', 'kf/servicer/add', { open_kfid: 'wkCH', userid_list: Array(101).fill('a') }, 40058],
    ['servicers of no account', 'kf/servicer/del', { open_kfid: 'wkNo', userid_list: ['a'] }, 95000],
    ['no customers named', 'kf/customer/batchget', { external_userid_list: [] }, 40058],
    ['too many customers', 'kf/customer/batchget', { external_userid_list: Array(101).fill('a') }, 40058],
    ['a link of no account', 'kf/add_contact_way', { open_kfid: 'wkNo' }, 95000],
    ['a scene of 33 letters', 'kf/add_contact_way', { open_kfid: 'wkCH', scene: 'a'.repeat(33) }, 40058],
    ['a page of no accounts', 'kf/account/list', { limit: 0 }, 40058],
    ['a state of no account', 'kf/service_state/get', { open_kfid: 'wkNo', external_userid: 'wmZhang' }, 95000],
    ['a state of nobody', 'kf/service_state/get', { open_kfid: 'wkCH', external_userid: 'wmNo' }, 40096],
    [
      'a state in words',
      'kf/service_state/trans',
      { open_kfid: 'wkCH', external_userid: 'wmZhang', service_state: '1' },
      95013,
    ],
    ['a body that is a list', 'kf/sync_msg', [], 40058],
  ])('%s', async (_title, name, body, errcode) => {
    const { call } = await setUp();
    expect((await call(name, body)).errcode).toBe(errcode);
  });

  test('a scene_param of 129 bytes makes a link worthless', async () => {
    const { call, simulator } = await setUp();
    const { url } = await call('kf/add_contact_way', { open_kfid: 'wkCH', scene: 'b3' });
    const owner = simulator.owner('张三');
    owner.scans(`${url}&scene_param=${'a'.repeat(128)}`);
    expect(() => owner.scans(`${url}&scene_param=${'a'.repeat(129)}`)).toThrow('not a link');
  });

  test('a link without a scene has no scene_param either', async () => {
    const { call, simulator } = await setUp();
    const { url } = await call('kf/add_contact_way', { open_kfid: 'wkCH' });
    simulator.owner('张三').scans(`${url}?scene_param=x`);
    const { msg_list } = await call('kf/sync_msg', { open_kfid: 'wkCH' });
    expect(msg_list[0].event).toMatchObject({ scene: '', scene_param: '' });
  });

  test('a range of a file that is none', async () => {
    const { base, login, upload } = await setUp();
    const { media_id } = await upload(
      'media/upload',
      { type: 'file' },
      { bytes: Buffer.from('0123456789'), type: 'text/plain', name: 'a' },
    );
    const url = `${base}/cgi-bin/media/get?${new URLSearchParams({ access_token: await login(), media_id })}`;
    const errcode = async (range: string) => {
      const response = await fetch(url, { headers: { range } });
      return response.status === 200 ? ((await response.json()) as { errcode: number }).errcode : await response.text();
    };
    expect([await errcode('bytes=20-30'), await errcode('bytes=5-2'), await errcode('lines=1-2')]).toEqual([
      40058, 40058, 40058,
    ]);
    expect([await errcode('bytes=8-99'), await errcode('bytes=7-')]).toEqual(['89', '789']);
  });
});

describe('sessions (wecom-api.md 3.6)', () => {
  test('after the window has passed an owner begins anew with the assistant', async () => {
    const { call, clock, simulator } = await setUp();
    const owner = simulator.owner('张三');
    owner.says('喂');
    simulator.member('li.shifu').takes(owner);
    clock.advance(47 * HOUR);
    owner.says('还在吗');
    expect(owner.session).toMatchObject({ state: 3, servicer: 'li.shifu' });
    clock.advance(48 * HOUR);
    owner.says('还在吗');
    expect(owner.session).toMatchObject({ state: 0, servicer: null, quota: 5 });
    expect((await call('kf/send_msg', kf('您好'))).errcode).toBe(0);
  });

  test('accounts do not share a session', async () => {
    const { call, simulator } = await setUp();
    const owner = simulator.owner('张三');
    owner.says('喂');
    owner.at('wkYS').says('喂');
    simulator.member('chen.jingli').takes(owner.at('wkYS'));
    expect([owner.session.state, owner.at('wkYS').session.state]).toEqual([0, 3]);
    expect((await call('kf/send_msg', kf('x'))).errcode).toBe(0);
  });

  test('who stopped receiving is told, and told again when they resume', async () => {
    const { call, fetchApi, simulator } = await setUp();
    const chen = simulator.member('chen.jingli');
    chen.receives('wkYS', false);
    expect((await fetchApi('kf/servicer/list', { open_kfid: 'wkYS' })).servicer_list).toEqual([
      { userid: 'chen.jingli', status: 1 },
    ]);
    chen.receives('wkYS', true);
    const { msg_list } = await call('kf/sync_msg', { open_kfid: 'wkYS' });
    expect(msg_list.map((one: { event: unknown }) => one.event)).toMatchObject([
      { event_type: 'servicer_status_change', servicer_userid: 'chen.jingli', status: 2 },
      { event_type: 'servicer_status_change', status: 1 },
    ]);
    expect(() => simulator.member('li.shifu').receives('wkYS', false)).toThrow('no servicer');
  });
});

describe('智能机器人 (wecom-api.md 6.1)', () => {
  const seal = (reply: unknown, nonce: string) => {
    const sealed = botEnvelope.seal(JSON.stringify(reply), { timestamp: '1', nonce });
    return JSON.stringify({ encrypt: sealed.encrypt, msgsignature: sealed.signature, timestamp: 1, nonce });
  };

  test('a card is shown in the chat it was asked in, an empty answer shows nothing', async () => {
    const { bot, simulator } = await setUp();
    const li = simulator.member('li.shifu');
    await li.asksBot('在吗');
    expect(li.chat.map((one) => one.text)).toEqual(['在吗']);
    const card = {
      card_type: 'text_notice',
      main_title: { title: '今日 3 单' },
      card_action: { type: 1, url: 'https://a' },
    };
    bot.answer = (_one, response, query) =>
      void response.end(seal({ msgtype: 'template_card', template_card: card }, query.get('nonce') ?? ''));
    await li.asksBot('今日');
    expect(li.card()?.text).toBe('今日 3 单');
  });

  test('response_url lives an hour, takes a card, and no more than 20480 bytes', async () => {
    const { bot, clock, simulator } = await setUp();
    const ask = async (): Promise<(body: unknown) => Promise<number>> => {
      await simulator.member('li.shifu').asksBot('查');
      const { response_url } = JSON.parse(bot.received.at(-1)?.plain ?? '{}') as { response_url: string };
      return async (body) => {
        const answer = await fetch(response_url, { method: 'POST', body: JSON.stringify(body) });
        return ((await answer.json()) as { errcode: number }).errcode;
      };
    };
    const first = await ask();
    expect(await first({ msgtype: 'markdown', markdown: { content: 'x'.repeat(20_481) } })).toBe(40058);
    expect(await first({ msgtype: 'template_card', template_card: { card_type: 'poster' } })).toBe(42031);
    clock.advance(HOUR - 1);
    expect(await first({ msgtype: 'markdown', markdown: { content: 'x'.repeat(20_480) } })).toBe(0);
    const second = await ask();
    clock.advance(HOUR);
    expect(await second({ msgtype: 'markdown', markdown: { content: 'x' } })).toBe(60140);
  });

  test('without credentials for it, asking is an error that says so', async () => {
    const { simulator } = await setUp({ botToken: undefined });
    await expect(simulator.member('li.shifu').asksBot('今日')).rejects.toThrow('botToken and botAesKey');
    expect(simulator.callsOf('app')).toEqual([]);
  });
});

test('callbacks carry the time of the clock', async () => {
  const { bot, clock, simulator } = await setUp();
  clock.advance(5000);
  simulator.member('li.shifu').says('喂');
  await simulator.settled();
  expect(Number(field(bot.received[0]?.plain ?? '', 'CreateTime'))).toBe(START / 1000 + 5);
});

test('without any address for the bot, verifying it says how to give one', async () => {
  const { simulator } = await setUp({ botUrl: undefined });
  await expect(simulator.verifyUrl('bot')).rejects.toThrow('connect()');
});
