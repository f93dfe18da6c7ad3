import { afterEach, describe, expect, test } from '@jest/globals';
import { setUp, tearDown } from './harness.ts';

afterEach(tearDown);
const WHO = { open_kfid: 'wkCH', external_userid: 'wmZhang' };
const HOUR = 3_600_000;

async function serving() {
  const all = await setUp();
  const owner = all.simulator.owner('张三');
  owner.says('你好');
  const trans = (service_state: number, servicer_userid?: string) =>
    all.call('kf/service_state/trans', { ...WHO, service_state, servicer_userid });
  return { ...all, owner, trans, state: () => all.call('kf/service_state/get', WHO) };
}

describe('kf/service_state (wecom-api.md 3.6)', () => {
  test('0 → 2 → 3 → 4, with a code for each first move', async () => {
    const { trans, state, owner } = await serving();
    expect(await state()).toMatchObject({ service_state: 0 });
    expect((await trans(2)).msg_code).toBeDefined();
    expect((await trans(3, 'li.shifu')).msg_code).toBeDefined();
    expect(await state()).toMatchObject({ service_state: 3, servicer_userid: 'li.shifu' });
    expect((await trans(3, 'chen.jingli')).msg_code).toBeUndefined();
    expect((await trans(4)).msg_code).toBeDefined();
    expect(await state()).toMatchObject({ service_state: 4 });
    expect((await trans(2)).errcode).toBe(95013);
    owner.says('又来了');
    expect(await state()).toMatchObject({ service_state: 0 });
  });

  test('arrows that the page does not draw are 95016', async () => {
    const { trans } = await serving();
    expect((await trans(4)).errcode).toBe(95016);
    await trans(2);
    expect((await trans(1)).errcode).toBe(95016);
  });

  test('an unfit servicer: 95014, 95019', async () => {
    const { trans, simulator } = await serving();
    expect((await trans(3, 'nobody')).errcode).toBe(95014);
    simulator.member('li.shifu').receives('wkCH', false);
    expect((await trans(3, 'li.shifu')).errcode).toBe(95019);
  });

  test('the code of the pool sends one text while the session waits there', async () => {
    const { trans, call, owner } = await serving();
    const { msg_code: code } = await trans(2);
    const say = async () =>
      (await call('kf/send_msg_on_event', { code, msgtype: 'text', text: { content: '请稍候' } })).errcode;
    expect([await say(), await say()]).toEqual([0, 41050]);
    expect(owner.inbox).toHaveLength(1);
  });

  test('a servicer takes, writes and ends; the bot reads it as events and origin 5', async () => {
    const { simulator, owner, call } = await serving();
    const li = simulator.member('li.shifu');
    expect(() => li.writesTo(owner, '我来')).toThrow('does not serve');
    li.takes(owner);
    li.writesTo(owner, '我来处理');
    li.ends(owner);
    const { msg_list } = await call('kf/sync_msg', { open_kfid: 'wkCH' });
    expect(msg_list.slice(1)).toMatchObject([
      { origin: 4, event: { change_type: 1, new_servicer_userid: 'li.shifu', msg_code: expect.any(String) } },
      { origin: 5, servicer_userid: 'li.shifu', text: { content: '我来处理' } },
      { origin: 4, event: { change_type: 3, msg_code: expect.any(String) } },
    ]);
    expect((await owner.hears('我来处理')).from).toBe('servicer');
  });
});

describe('accounts, links, servicers, customers (wecom-api.md 3.7)', () => {
  test('account/list pages', async () => {
    const { call } = await setUp();
    expect((await call('kf/account/list', { limit: 1 })).account_list).toMatchObject([
      { open_kfid: 'wkCH', name: '翠湖花园' },
    ]);
    expect((await call('kf/account/list', { offset: 1 })).account_list).toMatchObject([{ open_kfid: 'wkYS' }]);
    expect((await call('kf/account/list', { limit: 101 })).errcode).toBe(40058);
  });

  test('a link with a scene brings scene and scene_param back', async () => {
    const { call, simulator } = await setUp();
    const { url } = await call('kf/add_contact_way', { open_kfid: 'wkYS', scene: 'b3u2' });
    simulator.owner('李四').scans(`${url}&scene_param=${encodeURIComponent('3栋')}`);
    const { msg_list } = await call('kf/sync_msg', { open_kfid: 'wkYS' });
    expect(msg_list[0].event).toMatchObject({ scene: 'b3u2', scene_param: '3栋', external_userid: 'wmLi' });
    expect((await call('kf/add_contact_way', { open_kfid: 'wkYS', scene: '三栋' })).errcode).toBe(40058);
    expect(() => simulator.owner('李四').scans('https://example.com/x')).toThrow('not a link');
  });

  test('servicer/add, list, del', async () => {
    const { call, fetchApi } = await setUp();
    const list = async () => (await fetchApi('kf/servicer/list', { open_kfid: 'wkYS' })).servicer_list;
    expect(await list()).toEqual([{ userid: 'chen.jingli', status: 0 }]);
    const added = await call('kf/servicer/add', { open_kfid: 'wkYS', userid_list: ['li.shifu', 'ghost'] });
    expect(added.result_list).toMatchObject([
      { userid: 'li.shifu', errcode: 0 },
      { userid: 'ghost', errcode: 60030 },
    ]);
    await call('kf/servicer/del', { open_kfid: 'wkYS', userid_list: ['chen.jingli'] });
    expect(await list()).toEqual([{ userid: 'li.shifu', status: 0 }]);
  });

  test('customer/batchget knows only those of the last 48 hours', async () => {
    const { call, simulator, clock } = await setUp();
    simulator.owner('张三').says('喂');
    const get = () => call('kf/customer/batchget', { external_userid_list: ['wmZhang', 'wmLi', 'wmX'] });
    expect(await get()).toMatchObject({
      customer_list: [{ external_userid: 'wmZhang', nickname: '张三' }],
      invalid_external_userid: ['wmLi', 'wmX'],
    });
    clock.advance(48 * HOUR);
    expect((await get()).customer_list).toEqual([]);
  });
});
