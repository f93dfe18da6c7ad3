import { afterEach, describe, expect, test } from '@jest/globals';
import { setUp, tearDown } from './harness.ts';

afterEach(tearDown);
const HOUR = 3_600_000;
const TO = { touser: 'wmZhang', open_kfid: 'wkCH' };
const text = (content: string, more: object = {}) => ({ ...TO, msgtype: 'text', text: { content }, ...more });
const menu = (list: unknown[], more: object = {}) => ({
  ...TO,
  msgtype: 'msgmenu',
  msgmenu: { head_content: '请选', list },
  ...more,
});
const click = (id: string, content = id) => ({ type: 'click', click: { id, content } });

async function talking(overrides: Parameters<typeof setUp>[0] = {}) {
  const all = await setUp(overrides);
  const owner = all.simulator.owner('张三');
  owner.says('你好');
  return { ...all, owner, send: async (body: unknown) => (await all.call('kf/send_msg', body)).errcode };
}

describe('kf/send_msg (wecom-api.md 3.4)', () => {
  test('reaches the owner and answers the msgid', async () => {
    const { call, owner } = await talking();
    expect(await call('kf/send_msg', text('您好', { msgid: 'm_1-a' }))).toMatchObject({ errcode: 0, msgid: 'm_1-a' });
    expect(await owner.hears('您好')).toMatchObject({ id: 'm_1-a', from: 'bot', msgtype: 'text' });
  });

  test('five messages per owner message, then 95001 until they write', async () => {
    const { send, owner } = await talking();
    for (let i = 0; i < 5; i += 1) expect(await send(text(`第${i}条`))).toBe(0);
    expect(await send(text('第六条'))).toBe(95001);
    expect(owner.inbox).toHaveLength(5);
    owner.says('继续');
    expect(await send(text('好'))).toBe(0);
  });

  test('a menu tap opens the quota again', async () => {
    const { send, owner } = await talking();
    expect(await send(menu([click('yes', '解决了'), click('no', '没有')]))).toBe(0);
    owner.spendsQuota();
    expect(await send(text('x'))).toBe(95001);
    owner.taps('解决了');
    expect(await send(text('x'))).toBe(0);
  });

  test('48 hours to the second', async () => {
    const { send, clock } = await talking();
    clock.advance(48 * HOUR - 1000);
    expect(await send(text('最后一秒'))).toBe(0);
    clock.advance(1000);
    expect(await send(text('晚了'))).toBe(95002);
  });

  test('only in state 0 or 1', async () => {
    const { send, simulator, owner, call } = await talking();
    expect(await send({ ...text('x'), touser: 'wmLi' })).toBe(95018);
    simulator.member('li.shifu').takes(owner);
    expect(await send(text('x'))).toBe(95018);
    simulator.member('li.shifu').ends(owner);
    expect(await send(text('x'))).toBe(95018);
    owner.says('又有事');
    expect(
      await call('kf/service_state/trans', { open_kfid: 'wkCH', external_userid: 'wmZhang', service_state: 1 }),
    ).toMatchObject({ errcode: 0 });
    expect(await send(text('x'))).toBe(0);
  });

  test('a repeated msgid is refused and shown once; the code can be chosen', async () => {
    const { send, owner } = await talking({ limits: { repeatedMsgidErrcode: 40058 } });
    expect(await send(text('一', { msgid: 'same' }))).toBe(0);
    expect(await send(text('一', { msgid: 'same' }))).toBe(40058);
    expect(owner.inbox).toHaveLength(1);
    expect(owner.session.quota).toBe(4);
  });

  test('a long text is cut at 2048 bytes, between characters', async () => {
    const { send, owner } = await talking();
    await send(text('水'.repeat(700)));
    expect(owner.inbox[0]?.text).toBe('水'.repeat(682));
  });

  test.each([
    ['unknown owner', { ...text('x'), touser: 'wmNobody' }, 40096],
    ['unknown account', { ...text('x'), open_kfid: 'wkNo' }, 95000],
    ['empty msgid', text('x', { msgid: '' }), 40058],
    ['msgid of 33', text('x', { msgid: 'a'.repeat(33) }), 40058],
    ['empty text', text(''), 44004],
    ['unknown type', { ...TO, msgtype: 'markdown', markdown: { content: 'x' } }, 40008],
    ['unknown media', { ...TO, msgtype: 'image', image: { media_id: 'no' } }, 40007],
    ['link without thumb', { ...TO, msgtype: 'link', link: { title: 'a', url: 'https://a' } }, 40007],
    ['link with a long title', { ...TO, msgtype: 'link', link: { title: 'a'.repeat(129), url: 'https://a' } }, 40058],
    ['menu of 51', menu(Array.from({ length: 51 }, () => ({ type: 'text', text: { content: 'x' } }))), 95008],
    ['menu with 11 taps', menu(Array.from({ length: 11 }, (_, i) => click(`k${i}`))), 95008],
    ['menu item of no type', menu([{ type: 'button' }]), 95009],
    ['menu item without words', menu([click('k', '')]), 40058],
    ['menu id of 129 bytes', menu([click('k'.repeat(129))]), 40058],
    ['menu item words of 129 bytes', menu([click('k', '字'.repeat(43))]), 40058],
    [
      'menu head of 1025 bytes',
      { ...TO, msgtype: 'msgmenu', msgmenu: { head_content: 'x'.repeat(1025), list: [click('k')] } },
      40058,
    ],
    ['empty menu', { ...TO, msgtype: 'msgmenu', msgmenu: {} }, 40058],
  ])('%s is refused and costs nothing', async (_name, body, errcode) => {
    const { send, owner } = await talking();
    expect(await send(body)).toBe(errcode);
    expect(owner.inbox).toEqual([]);
    expect(owner.session.quota).toBe(5);
  });

  test('errcode 0 is not delivered: a block and a late failure are reported afterwards', async () => {
    const { send, owner, simulator, call } = await talking();
    owner.blocks();
    expect(await send(text('一', { msgid: 'f1' }))).toBe(0);
    owner.blocks(false);
    simulator.faults.failLater(13);
    expect(await send(text('二', { msgid: 'f2' }))).toBe(0);
    expect(owner.inbox).toEqual([]);
    const { msg_list } = await call('kf/sync_msg', { open_kfid: 'wkCH' });
    const failures = msg_list
      .filter((one: { msgtype: string }) => one.msgtype === 'event')
      .map((one: { event: unknown }) => one.event);
    expect(failures).toMatchObject([
      { event_type: 'msg_send_fail', external_userid: 'wmZhang', fail_msgid: 'f1', fail_type: 10 },
      { fail_msgid: 'f2', fail_type: 13 },
    ]);
  });

  test('what the bot sends is not in the history', async () => {
    const { send, call } = await talking();
    await send(text('您好'));
    expect((await call('kf/sync_msg', { open_kfid: 'wkCH' })).msg_list).toHaveLength(1);
  });
});

describe('menus', () => {
  test('a tap is the owner saying the item, with its id; old menus stay tappable', async () => {
    const { send, owner, call } = await talking();
    await send(menu([click('t1_yes', '解决了')]));
    await send(menu([click('t2_yes', '满意')]));
    owner.taps('t1_yes');
    owner.taps(/满意/);
    expect(() => owner.taps('不存在')).toThrow('no menu item');
    const { msg_list } = await call('kf/sync_msg', { open_kfid: 'wkCH' });
    expect(msg_list.slice(1).map((one: { text: unknown }) => one.text)).toEqual([
      { content: '解决了', menu_id: 't1_yes' },
      { content: '满意', menu_id: 't2_yes' },
    ]);
  });
});

describe('kf/send_msg_on_event (wecom-api.md 3.5)', () => {
  async function entering() {
    const all = await setUp();
    const lastEvent = async () => (await all.call('kf/sync_msg', { open_kfid: 'wkCH' })).msg_list.at(-1).event;
    const onEvent = async (code: string, body: object = { msgtype: 'text', text: { content: '欢迎' } }) =>
      (await all.call('kf/send_msg_on_event', { code, ...body })).errcode;
    return { ...all, owner: all.simulator.owner('张三'), lastEvent, onEvent };
  }

  test('a welcome within 20 s, once', async () => {
    const { owner, lastEvent, onEvent, clock } = await entering();
    owner.enters();
    const { welcome_code: code } = await lastEvent();
    clock.advance(19_999);
    expect(await onEvent(code)).toBe(0);
    expect(await onEvent(code)).toBe(41050);
    expect(await owner.hears('欢迎')).toBeDefined();
    owner.enters();
    expect((await lastEvent()).welcome_code).toBeUndefined();
  });

  test('a welcome after 20 s is refused', async () => {
    const { owner, lastEvent, onEvent, clock } = await entering();
    owner.enters();
    const { welcome_code: code } = await lastEvent();
    clock.advance(20_000);
    expect(await onEvent(code)).toBe(41050);
    expect(owner.inbox).toEqual([]);
  });

  test('no welcome code within 48 hours of the owner writing', async () => {
    const { owner, lastEvent, clock } = await entering();
    owner.says('喂');
    owner.enters();
    expect((await lastEvent()).welcome_code).toBeUndefined();
    clock.advance(48 * HOUR);
    owner.enters();
    expect((await lastEvent()).welcome_code).toBeDefined();
  });

  test('only text and a menu of at most ten', async () => {
    const { owner, lastEvent, onEvent } = await entering();
    owner.enters();
    const { welcome_code: code } = await lastEvent();
    expect(await onEvent(code, { msgtype: 'location', location: { latitude: 1, longitude: 2 } })).toBe(40008);
    owner.enters();
    const again = await lastEvent();
    const list = Array.from({ length: 11 }, () => ({ type: 'text', text: { content: 'x' } }));
    expect(await onEvent(again.welcome_code, { msgtype: 'msgmenu', msgmenu: { list } })).toBe(95008);
  });

  test('the farewell code of an ended session: 20 s, and only while it stays ended', async () => {
    const { owner, simulator, lastEvent, onEvent } = await entering();
    owner.says('转人工');
    const li = simulator.member('li.shifu');
    li.takes(owner);
    li.ends(owner);
    const first = await lastEvent();
    expect(first).toMatchObject({
      event_type: 'session_status_change',
      change_type: 3,
      old_servicer_userid: 'li.shifu',
    });
    expect(await onEvent(first.msg_code, { msgtype: 'msgmenu', msgmenu: { head_content: '满意吗' } })).toBe(0);
    owner.says('再来');
    li.takes(owner);
    li.ends(owner);
    const second = await lastEvent();
    owner.says('还有');
    expect(await onEvent(second.msg_code)).toBe(95018);
  });
});
