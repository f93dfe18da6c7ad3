import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openStaffWorld, type StaffWorld, short } from '../world.ts';

let world: StaffWorld;
beforeAll(async () => {
  world = await openStaffWorld();
});
beforeEach(() => world.empty());

const DAY = 86_400_000;

describe('a short number', () => {
  test('is enough where it is unambiguous', async () => {
    const ticket = await world.open();
    await world.say('li.shifu', '接1');
    expect((await world.load(ticket)).assignee).toBe('li.shifu');
  });

  test('means what he has in hand before what he has not', async () => {
    const mine = await world.open();
    await world.say('li.shifu', `接 ${mine.number}`);
    world.clock.advance(DAY);
    const other = await world.open();
    expect(short(other)).toBe(short(mine));
    await world.say('li.shifu', `到场 ${short(mine)}`);
    expect((await world.load(mine)).arrivedAt).not.toBeNull();
    expect((await world.load(other)).arrivedAt).toBeNull();
  });

  test('means what the command can be done to: 接单 never the one that is taken', async () => {
    const mine = await world.open();
    await world.say('li.shifu', `接 ${mine.number}`);
    world.clock.advance(DAY);
    const other = await world.open();
    await world.say('li.shifu', `接单 ${short(mine)}`);
    expect((await world.load(other)).assignee).toBe('li.shifu');
  });

  test('that fits several is asked about, with the candidates; a place or a number answers', async () => {
    const repair = await world.open();
    const service = await world.open({ category: '投诉', topic: 'slow-repair', words: ['修得慢'], summary: '修得慢' });
    expect(short(service)).toBe(short(repair));
    const asked = await world.say('chen.jingli', `查 ${short(repair)}`);
    expect(asked).toContain(repair.number);
    expect(asked).toContain(service.number);
    expect(asked).toContain('1.');
    const places = asked.split('\n');
    const place = places.findIndex((line) => line.includes(service.number));
    expect(await world.say('chen.jingli', String(place))).toContain(`${service.number} 投诉`);
    await world.say('chen.jingli', `查 ${short(repair)}`);
    expect(await world.say('chen.jingli', repair.number)).toContain(`${repair.number} 报修`);
    await world.say('chen.jingli', `查 ${short(repair)}`);
    expect(await world.say('chen.jingli', '查 BX001')).toContain(`${repair.number} 报修`);
  });

  test('that fits several does nothing before it is answered', async () => {
    const one = await world.open();
    world.clock.advance(DAY);
    const two = await world.open();
    const asked = await world.say('wang.gong', `派 ${short(one)} 李师傅`);
    const states = [await world.load(one), await world.load(two)].map(({ assignee }) => assignee);
    if (asked.includes('1.')) {
      expect(states).toEqual([null, null]);
      await world.say('wang.gong', '1');
      expect([(await world.load(one)).assignee, (await world.load(two)).assignee]).toContain('li.shifu');
    } else {
      // Today's comes before yesterday's; both would be open to doubt only on the same day.
      expect(states).toEqual([null, 'li.shifu']);
    }
  });

  test('that is none is said so, with the number', async () => {
    expect(await world.say('li.shifu', '接 077')).toContain('077');
    expect(await world.say('li.shifu', '接 BX261124-077')).toContain('BX261124-077');
  });

  test('without a number: the only one that fits, else he is asked', async () => {
    const ticket = await world.open();
    await world.say('li.shifu', '接单');
    expect((await world.load(ticket)).assignee).toBe('li.shifu');
    await world.say('li.shifu', '到场');
    expect((await world.load(ticket)).arrivedAt).not.toBeNull();
    await world.open();
    await world.open();
    const asked = await world.say('zhang.shifu', '接单');
    expect(asked).toContain('哪一单');
    expect(asked.match(/BX26112\d-\d+/g)).toHaveLength(2);
  });

  test('nothing in hand: it says so and shows how to write it', async () => {
    expect(await world.say('li.shifu', '完成')).toContain('完成 007');
  });
});

describe('a community with letters of its own', () => {
  test('numbers carry them, and need not be typed', async () => {
    const main = world.community();
    world.configure([{ ...main, code: 'CH' }]);
    const ticket = await world.open();
    expect(ticket.number).toMatch(/^CH-BX261124-\d{3}$|^CH-BX2611\d\d-\d{3}$/);
    for (const words of [ticket.number, ticket.number.slice(3), short(ticket)]) {
      expect(await world.say('li.shifu', `查 ${words}`)).toContain(ticket.number);
    }
    world.configure([main]);
  });
});

test('查 finds by house and by word, inside what he may read', async () => {
  const ticket = await world.open({ words: ['厨房下水堵了'] });
  for (const words of [
    '查 3-2-1701',
    '查3栋2单元1701',
    '查 3栋',
    '查 1701',
    '查 下水',
    '查 厨房',
    '查 工程部',
    '查 报修',
  ]) {
    expect([words, await world.say('zhou.zhuguan', words)]).toEqual([words, expect.stringContaining(ticket.number)]);
  }
  expect(await world.say('zhou.zhuguan', '查 4栋')).toContain('没有');
  expect(await world.say('zhou.zhuguan', '查 王建国')).toContain('没有');
  expect(await world.say('sun.zhuguan', '查 3栋')).toContain('没有');
});
