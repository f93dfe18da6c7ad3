import { afterEach, describe, expect, test } from '@jest/globals';
import { field, setUp, tearDown } from './harness.ts';

afterEach(tearDown);
const DAY = 86_400_000;

describe('kf/sync_msg (wecom-api.md 3.3)', () => {
  test('hands out owner messages page by page and remembers nothing itself', async () => {
    const { simulator, call } = await setUp();
    const ids = ['一', '二', '三'].map((word) => simulator.owner('张三').says(word));
    const first = await call('kf/sync_msg', { open_kfid: 'wkCH', limit: 2 });
    expect(first).toMatchObject({ errcode: 0, has_more: 1 });
    expect(first.msg_list).toMatchObject([
      {
        msgid: ids[0],
        open_kfid: 'wkCH',
        external_userid: 'wmZhang',
        origin: 3,
        msgtype: 'text',
        text: { content: '一' },
      },
      { msgid: ids[1] },
    ]);
    const second = await call('kf/sync_msg', { open_kfid: 'wkCH', cursor: first.next_cursor });
    expect(second).toMatchObject({
      has_more: 0,
      msg_list: [{ msgid: ids[2], send_time: Date.UTC(2026, 10, 23, 1) / 1000 }],
    });
    const third = await call('kf/sync_msg', { open_kfid: 'wkCH', cursor: second.next_cursor });
    expect(third).toMatchObject({ has_more: 0, msg_list: [], next_cursor: second.next_cursor });
    expect((await call('kf/sync_msg', { open_kfid: 'wkCH' })).msg_list).toHaveLength(3);
  });

  test('sometimes answers an empty page although more is waiting', async () => {
    const { simulator, call } = await setUp({ limits: { emptyPageRate: 1 } });
    simulator.owner('张三').says('喂');
    expect(await call('kf/sync_msg', { open_kfid: 'wkCH' })).toMatchObject({ has_more: 1, msg_list: [] });
  });

  test('forgets after three days and keeps accounts apart', async () => {
    const { simulator, call, clock } = await setUp();
    simulator.owner('张三').says('旧');
    simulator.owner('张三', { openKfId: 'wkYS' }).says('另一个小区');
    clock.advance(3 * DAY + 1);
    simulator.owner('张三').says('新');
    const words = async (openKfId: string) =>
      (await call('kf/sync_msg', { open_kfid: openKfId })).msg_list.map(
        (one: { text: { content: string } }) => one.text.content,
      );
    expect(await words('wkCH')).toEqual(['新']);
    expect(await words('wkYS')).toEqual([]);
  });

  test('the token of a sync request lives ten minutes and is good for its account only', async () => {
    const { simulator, call, bot, clock } = await setUp();
    simulator.owner('张三').says('喂');
    await simulator.settled();
    const token = field(bot.received[0]!.plain, 'Token');
    const sync = (open_kfid: string) => call('kf/sync_msg', { open_kfid, token });
    expect((await sync('wkCH')).errcode).toBe(0);
    expect((await sync('wkYS')).errcode).toBe(95007);
    clock.advance(600_000);
    expect((await sync('wkCH')).errcode).toBe(95007);
  });

  test.each([
    [{}, 40058],
    [{ open_kfid: 'wkNo' }, 95000],
    [{ open_kfid: 'wkCH', cursor: 'x'.repeat(65) }, 40058],
    [{ open_kfid: 'wkCH', cursor: 'nonsense' }, 40058],
    [{ open_kfid: 'wkCH', token: 'ENCno' }, 95007],
  ])('refuses %j with %i', async (body, errcode) => {
    const { call } = await setUp();
    expect((await call('kf/sync_msg', body)).errcode).toBe(errcode);
  });

  test('without the token calls are counted strictly', async () => {
    const { call, clock } = await setUp({ limits: { tokenlessSyncPerMinute: 2 } });
    const sync = async () => (await call('kf/sync_msg', { open_kfid: 'wkCH' })).errcode;
    expect([await sync(), await sync(), await sync()]).toEqual([0, 0, 45009]);
    clock.advance(60_000);
    expect(await sync()).toBe(0);
  });

  test('events keep their ids inside `event`', async () => {
    const { simulator, call } = await setUp();
    const owner = simulator.owner('张三');
    owner.enters({ scene: 'b3' });
    owner.recalls(owner.says('打错了'));
    const { msg_list } = await call('kf/sync_msg', { open_kfid: 'wkCH' });
    expect(msg_list[0]).toMatchObject({
      origin: 4,
      msgtype: 'event',
      event: { event_type: 'enter_session', open_kfid: 'wkCH', external_userid: 'wmZhang', scene: 'b3' },
    });
    expect(msg_list[0].open_kfid).toBeUndefined();
    expect(msg_list[0].external_userid).toBeUndefined();
    expect(msg_list[2].event).toMatchObject({ event_type: 'user_recall_msg', recall_msgid: msg_list[1].msgid });
  });

  test('every kind an owner can send arrives with its own body', async () => {
    const { simulator, call } = await setUp();
    const owner = simulator.owner('张三');
    for (const kind of ['image', 'voice', 'video', 'file', 'location', 'link', 'sticker', 'merged_msg'] as const)
      owner.sends(kind);
    owner.sends('image', { bytes: Buffer.alloc(2_097_153) });
    owner.sendsRaw('meeting', {});
    const { msg_list } = await call('kf/sync_msg', { open_kfid: 'wkCH' });
    const types = msg_list.map((one: { msgtype: string }) => one.msgtype);
    expect(types).toEqual([
      'image',
      'voice',
      'video',
      'file',
      'location',
      'link',
      'sticker',
      'merged_msg',
      'text',
      'meeting',
    ]);
    for (const one of msg_list) expect(one[one.msgtype]).toBeDefined();
    expect(msg_list[4].location).toMatchObject({ latitude: expect.any(Number), longitude: expect.any(Number) });
    expect(msg_list[8].text.content).toContain('过大');
  });
});
