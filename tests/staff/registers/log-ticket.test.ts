import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Ticket } from '../../../src/tickets/ticket.ts';
import { openStaffWorld, type StaffWorld, textOf } from '../world.ts';

let world: StaffWorld;
beforeAll(async () => {
  world = await openStaffWorld();
});
beforeEach(() => world.empty());

const newest = async (): Promise<Ticket> => (await world.store.tickets.search({ community: 'main', limit: 1 }))[0]!;
const HOUSE = { building: '3', unit: '2', room: '1701' };

describe('篇1 4.1, R40: any member logs for an owner, by any channel', () => {
  test.each([
    ['来电', '来电'],
    ['来访', '来访'],
    ['邮件', '邮件'],
    ['信函', '信函'],
    ['电子信箱', '电子信箱'],
    ['代录', '代录'],
    ['', '代录'],
  ])('登记 %s', async (word, channel) => {
    const answer = await world.say('tang.jiedai', `登记 ${word} 3-2-1701 王先生 13800000000 厨房水管漏水`);
    const ticket = await newest();
    expect(ticket).toMatchObject({
      channel,
      category: '报修',
      words: ['厨房水管漏水'],
      house: HOUSE,
      reporter: { conversationId: null, name: '王先生', phone: '13800000000' },
      firstReceiver: 'tang.jiedai',
    });
    expect(answer).toContain(ticket.number);
    // What he reads back to the owner: the matter, the house and the time that is promised (R13).
    expect(answer).toContain('3栋2单元1701');
    expect(answer).toMatch(/\d\d:\d\d前/);
    expect(answer).not.toContain('13800000000');
  });

  test('a worker logs what he hears on his round; 客服 keeps it (R12)', async () => {
    await world.say('li.shifu', '登记 来访 3-2-1701 王先生 13800000000 楼道灯不亮');
    const ticket = await newest();
    expect(ticket.firstReceiver).toBe('li.shifu');
    expect(['zhou.zhuguan', 'he.jiedai', 'tang.jiedai']).toContain(ticket.keeper);
    const sent = world.take().filter(({ to }) => to === 'group');
    expect(sent).toHaveLength(1);
  });

  test('nothing to log: he is shown how', async () => {
    for (const text of ['登记', '登记 来电', '登记 来电 3-2-1701 王先生']) {
      expect(await world.say('tang.jiedai', text)).toContain('登记 来电');
    }
    expect(await world.store.tickets.count({ community: 'main', limit: 1 })).toBe(0);
  });

  test('without a phone he is asked for it, and 备注 adds it', async () => {
    expect(await world.say('tang.jiedai', '登记 来访 3-2-1701 王先生 厨房漏水')).toContain('还没有业主电话');
    const { number } = await newest();
    await world.say('tang.jiedai', `备注 ${number} 13900001111`);
    expect((await newest()).reporter.phone).toBe('13900001111');
  });

  test('the same message twice is one ticket', async () => {
    const input = { id: 'r1', userid: 'tang.jiedai', via: 'app', at: 0 } as const;
    const message = { kind: 'text', text: '登记 来电 3-2-1701 王先生 13800000000 厨房漏水' } as const;
    await world.staff.handle({ ...input, message });
    await world.staff.handle({ ...input, message });
    expect(await world.store.tickets.count({ community: 'main', limit: 1 })).toBe(1);
  });

  test('an owner who is in WeChat is told there, by the phone he left', async () => {
    world.store.owners.know('13800000000', 'wk/wm');
    await world.say('tang.jiedai', '登记 来电 3-2-1701 王先生 13800000000 厨房漏水');
    expect((await newest()).reporter.conversationId).toBe('wk/wm');
    world.take();
    await world.say('li.shifu', `接 ${(await newest()).number}`);
    expect(world.take().filter(({ to }) => to === 'owner')).toHaveLength(1);
  });

  test('and the others by telephone: the keeper gets the words to say', async () => {
    await world.say('tang.jiedai', '登记 来电 3-2-1701 王先生 13800000000 厨房漏水');
    const ticket = await newest();
    await world.say('li.shifu', `接 ${ticket.number}`);
    world.take();
    expect(await world.say('li.shifu', `完成 ${ticket.number} 换了水管`)).toContain('打电话告知');
    const told = world.take().filter((message) => message.to === 'member' && message.userid === ticket.keeper);
    expect(told.map(textOf).join()).toMatch(/请电话告知.*换了水管/);
  });
});

test('R2: a logged complaint is confirmed: 客服主管 reads it, once', async () => {
  await world.say('tang.jiedai', '登记 来电 3-2-1701 王先生 13800000000 投诉保洁不打扫楼道');
  const ticket = await newest();
  expect(ticket.category).toBe('投诉');
  const told = world
    .take()
    .filter(
      (message) => message.to === 'member' && message.userid === 'zhou.zhuguan' && message.content.kind === 'text',
    )
    .map(textOf)
    .filter((text) => text.includes(ticket.number) && text.includes('复述'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('投诉保洁不打扫楼道');
});
