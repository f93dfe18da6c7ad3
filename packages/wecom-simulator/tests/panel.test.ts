import { afterEach, describe, expect, test } from '@jest/globals';
import { SAMPLES } from '../src/index.ts';
import { field, START, setUp, tearDown } from './harness.ts';

afterEach(tearDown);

const ZHANG = { owner: 'wmZhang', account: 'wkCH' };
const LI = { member: 'li.shifu' };

/** The page of a simulator, used as a browser uses it. */
async function open(overrides: Parameters<typeof setUp>[0] = {}) {
  const all = await setUp(overrides);
  const at = (path: string, init: RequestInit = {}) =>
    fetch(`${all.base}/simulator${path}`, { redirect: 'manual', ...init });
  const post = (body: string, type = 'application/json') =>
    at('/do', { method: 'POST', body, headers: { 'content-type': type } });
  /** Status and words of an action. */
  const act = async (action: object): Promise<[number, string]> => {
    const response = await post(JSON.stringify(action));
    return [response.status, await response.text()];
  };
  return { ...all, at, post, act, zhang: all.simulator.owner('张三'), li: all.simulator.member('li.shifu') };
}

describe('what the page can do', () => {
  test.each<[string, object, (t: Awaited<ReturnType<typeof open>>) => unknown, unknown]>([
    ['an owner says', { do: 'owner.says', ...ZHANG, text: '漏水' }, (t) => t.zhang.chat.at(-1)?.text, '漏水'],
    [
      'an owner sends a location',
      { do: 'owner.sends', ...ZHANG, kind: 'location' },
      (t) => t.zhang.chat.at(-1)?.msgtype,
      'location',
    ],
    [
      'an owner sends a photo',
      { do: 'owner.photo', ...ZHANG, base64: SAMPLES.image.bytes.toString('base64'), name: 'a.png' },
      (t) => t.zhang.chat.at(-1)?.msgtype,
      'image',
    ],
    ['a member says', { do: 'member.says', ...LI, text: '接单 001' }, (t) => t.li.chat.at(-1)?.text, '接单 001'],
    [
      'a member sends a photo',
      { do: 'member.photo', ...LI, base64: '/9j/4AAQ', name: 'a.jpg' },
      (t) => t.li.chat.at(-1)?.msgtype,
      'image',
    ],
    [
      'a member takes an owner',
      { do: 'member.takes', ...LI, ...ZHANG },
      (t) => t.zhang.session,
      { state: 3, servicer: 'li.shifu', quota: 0, windowLeft: 0 },
    ],
    ['the clock is put forward', { do: 'clock.advance', ms: 3_600_000 }, (t) => t.clock.now(), START + 3_600_000],
    ['the network is cut', { do: 'fault.offline', on: true }, (t) => t.simulator.faults.offline, true],
  ])('%s', async (_title, action, look, result) => {
    const t = await open();
    expect(await t.act(action)).toEqual([204, '']);
    expect(look(t)).toEqual(result);
    t.simulator.faults.offline = false;
  });

  test('an owner enters by a scene, and the bot is rung', async () => {
    const t = await open();
    await t.act({ do: 'owner.enters', ...ZHANG, scene: 'b3' });
    await t.simulator.settled();
    expect(field(t.bot.received[0]?.plain ?? '', 'Event')).toBe('kf_msg_or_event');
    const { msg_list } = await t.call('kf/sync_msg', { open_kfid: 'wkCH' });
    expect(msg_list[0].event).toMatchObject({ event_type: 'enter_session', scene: 'b3' });
  });

  test('an owner taps a menu item by its place, as often as it is shown', async () => {
    const t = await open();
    t.zhang.says('喂');
    const list = [
      { type: 'text', text: { content: '请选' } },
      { type: 'click', click: { id: 'yes', content: '好' } },
    ];
    await t.call('kf/send_msg', { touser: 'wmZhang', open_kfid: 'wkCH', msgtype: 'msgmenu', msgmenu: { list } });
    const message = t.zhang.inbox[0]?.id ?? '';
    expect(await t.act({ do: 'owner.taps', ...ZHANG, message, item: 1 })).toEqual([204, '']);
    expect(t.zhang.chat.at(-1)?.body).toEqual({ content: '好', menu_id: 'yes' });
    expect((await t.act({ do: 'owner.taps', ...ZHANG, message, item: 0 }))[0]).toBe(422);
    expect((await t.act({ do: 'owner.taps', ...ZHANG, message: 'gone', item: 1 }))[0]).toBe(422);
  });

  test('an owner switches messages off and on', async () => {
    const t = await open();
    t.zhang.says('喂');
    const text = { touser: 'wmZhang', open_kfid: 'wkCH', msgtype: 'text', text: { content: 'x' } };
    for (const on of [true, false]) {
      await t.act({ do: 'owner.blocks', ...ZHANG, on });
      await t.call('kf/send_msg', text);
    }
    expect(t.zhang.chat.map((one) => one.status)).toEqual(['shown', 'failed', 'shown']);
  });

  test('an owner takes a message back', async () => {
    const t = await open();
    const message = t.zhang.says('打错了');
    await t.act({ do: 'owner.recalls', ...ZHANG, message });
    expect(t.zhang.chat[0]?.status).toBe('recalled');
    expect((await t.act({ do: 'owner.recalls', ...ZHANG, message: 'none' }))[0]).toBe(422);
  });

  test('window and quota can be ended by hand', async () => {
    const t = await open();
    t.zhang.says('喂');
    await t.act({ do: 'owner.spendsQuota', ...ZHANG });
    await t.act({ do: 'owner.shutsWindow', ...ZHANG });
    expect(t.zhang.session).toMatchObject({ quota: 0, windowLeft: 0 });
  });

  test('a member clicks a card, also one the page still shows in its old state', async () => {
    const t = await open();
    const button_list = [{ text: '接单', key: 'accept', style: 1 }];
    const template_card = {
      card_type: 'button_interaction',
      main_title: { title: '工单' },
      task_id: 't1',
      button_list,
    };
    const card = { agentid: 1000002, touser: 'li.shifu', msgtype: 'template_card', template_card };
    const { response_code } = await t.call('message/send', card);
    const button = { replace_name: '已接单' };
    await t.call('message/update_template_card', { agentid: 1000002, atall: 1, response_code, button });
    const message = t.li.card()?.id ?? '';
    expect(await t.act({ do: 'member.clicks', ...LI, message, key: 'accept' })).toEqual([204, '']);
    await t.simulator.settled();
    expect(field(t.bot.received[0]?.plain ?? '', 'EventKey')).toBe('accept');
  });

  test('a member serves an owner from beginning to end', async () => {
    const t = await open();
    t.zhang.says('转人工');
    expect((await t.act({ do: 'member.writes', ...LI, ...ZHANG, text: '您好' }))[0]).toBe(422);
    await t.act({ do: 'member.takes', ...LI, ...ZHANG });
    await t.act({ do: 'member.writes', ...LI, ...ZHANG, text: '我来处理' });
    expect(t.zhang.inbox.map((one) => [one.from, one.text])).toEqual([['servicer', '我来处理']]);
    await t.act({ do: 'member.ends', ...LI, ...ZHANG });
    expect(t.zhang.session.state).toBe(4);
  });

  test('faults for the next message, callback and token', async () => {
    const t = await open();
    t.zhang.says('喂');
    await t.simulator.settled();
    await t.act({ do: 'fault.failLater' });
    const text = { touser: 'wmZhang', open_kfid: 'wkCH', msgtype: 'text', text: { content: 'x' } };
    expect((await t.call('kf/send_msg', text)).errcode).toBe(0);
    expect(t.zhang.inbox).toEqual([]);
    await t.simulator.settled();
    const before = t.bot.received.length;
    await t.act({ do: 'fault.loseCallback' });
    t.li.says('一');
    await t.act({ do: 'fault.duplicateCallback' });
    t.li.says('二');
    await t.simulator.settled();
    expect(t.bot.received.slice(before).map((one) => field(one.plain, 'Content'))).toEqual(['二', '二']);
    const token = await t.login();
    await t.act({ do: 'fault.revokeTokens' });
    expect((await t.get('getcallbackip', { access_token: token })).errcode).toBe(40014);
  });

  test('a question to the robot of a group', async () => {
    const t = await open();
    expect(await t.act({ do: 'group.asks', ...LI, group: 'eng', text: '今日' })).toEqual([204, '']);
    expect(t.simulator.group('eng').messages.map((one) => one.text)).toEqual(['@机器人 今日']);
  });

  test('reset forgets the chats', async () => {
    const t = await open();
    await t.act({ do: 'owner.says', ...ZHANG, text: '喂' });
    await t.simulator.settled();
    expect(await t.act({ do: 'reset' })).toEqual([204, '']);
    expect(t.zhang.chat).toEqual([]);
  });

  test.each<[string, string, number]>([
    ['no JSON', '{"do"', 422],
    ['no action', '{}', 422],
    ['an unknown action', '{"do":"owner.flies"}', 422],
    ['a field of the wrong type', '{"do":"owner.says","owner":1,"account":"wkCH","text":"x"}', 422],
    ['empty words', '{"do":"member.says","member":"li.shifu","text":""}', 422],
    ['an unknown member', '{"do":"member.says","member":"ghost","text":"x"}', 422],
    ['a clock put back', '{"do":"clock.advance","ms":-1}', 422],
    ['a clock put forward by years', '{"do":"clock.advance","ms":99999999999}', 422],
  ])('%s is refused', async (_title, body, status) => {
    const { post } = await open();
    expect((await post(body)).status).toBe(status);
  });

  test('a form of another site is refused before it is read', async () => {
    const { post, zhang } = await open();
    const body = JSON.stringify({ do: 'owner.says', ...ZHANG, text: '偷' });
    expect((await post(body, 'text/plain')).status).toBe(415);
    expect((await post(body, 'application/x-www-form-urlencoded')).status).toBe(415);
    expect(zhang.chat).toEqual([]);
  });

  test('a clock that cannot be moved says so', async () => {
    const t = await open({ clock: { now: () => START, after: () => () => {} } });
    expect((await t.act({ do: 'clock.advance', ms: 1000 }))[0]).toBe(422);
  });
});
