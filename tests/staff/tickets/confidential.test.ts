import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Ticket } from '../../../src/tickets/ticket.ts';
import { OWNER, openStaffWorld, type StaffWorld, short, textOf } from '../world.ts';

let world: StaffWorld;
beforeAll(async () => {
  world = await openStaffWorld();
});
beforeEach(() => world.empty());

const SECRETS = /王建国|13812345678|3栋2单元1701|3-2-1701/;

/** A complaint about the conduct of 马师傅 of 秩序维护部. */
const aboutPerson = () =>
  world.open({
    category: '投诉',
    topic: 'attitude',
    words: ['保安马师傅骂人，我是3栋2单元1701王建国'],
    summary: '保安马师傅骂人',
    place: null,
    accused: '马师傅',
    accusedDepartment: 'security',
  });

/** A complaint about the work of 保洁部. */
const aboutWork = () =>
  world.open({
    category: '投诉',
    topic: 'sanitation',
    words: ['楼道没人打扫，我是3栋2单元1701王建国 13812345678'],
    summary: '楼道没人打扫',
    place: '楼道',
    house: null,
    accusedDepartment: 'cleaning',
  });

const ASKED = (ticket: Ticket) => [
  `查 ${ticket.number}`,
  `查 ${short(ticket)}`,
  ticket.number,
  `接单 ${ticket.number}`,
  `完成 ${ticket.number} 好了`,
  `关 ${ticket.number} 好了`,
  `备注 ${ticket.number} 没有的事`,
  `电话 ${ticket.number}`,
  `无效 ${ticket.number} 没有的事`,
  `转 ${ticket.number} 保洁部`,
];
const LISTS = ['我的单', '未完成', '未完成 投诉', '超时', '投诉', '今日', '月报', '查 骂人', '查 投诉', '查 3栋'];

describe('R1: a complaint about a person', () => {
  test('does not exist for him and his department, whatever they ask, in chat or by an old button', async () => {
    const ticket = await aboutPerson();
    const before = await world.load(ticket);
    for (const userid of ['ma.baoan', 'li.shifu', 'sun.zhuguan']) {
      for (const words of ASKED(ticket)) {
        expect([words, await world.say(userid, words)]).toEqual([words, expect.stringContaining('没有找到工单')]);
      }
      expect(await world.click(userid, `accept/${ticket._id}`)).not.toContain(ticket.number);
      for (const words of LISTS) {
        const answer = await world.say(userid, words);
        expect(answer).not.toContain(ticket.number);
        expect(answer).not.toMatch(SECRETS);
      }
    }
    expect((await world.load(ticket)).version).toBe(before.version);
  });

  test('is pushed into no group and to none of his department', async () => {
    await aboutPerson();
    const sent = world.take();
    expect(sent.filter(({ to }) => to === 'group')).toEqual([]);
    const readers = sent.flatMap((message) => (message.to === 'member' ? [message.userid] : []));
    expect(readers.length).toBeGreaterThan(0);
    expect(readers).not.toContain('ma.baoan');
  });

  test('is seen by those above him: his head, 客服主管, 项目经理', async () => {
    const ticket = await aboutPerson();
    for (const userid of ['zhao.duizhang', 'zhou.zhuguan', 'chen.jingli']) {
      expect(await world.say(userid, `查 ${ticket.number}`)).toContain('保安马师傅骂人');
    }
    for (const words of ['投诉', '未完成 投诉']) expect(await world.say('chen.jingli', words)).toContain(ticket.number);
  });

  test('is not counted in figures of somebody who may not know of it', async () => {
    await aboutPerson();
    expect(await world.say('sun.zhuguan', '投诉')).toContain('共 0');
    expect(await world.say('chen.jingli', '投诉')).toContain('共 1');
  });
});

describe('R2: the accused writes it down himself', () => {
  test('it is stored as said, confirmed with the owner by 客服主管, and hidden from him at once', async () => {
    const answer = await world.say('ma.baoan', '登记 来访 3-2-1701 王建国 13812345678 投诉保安马师傅态度差骂人');
    const [ticket] = await world.store.tickets.search({ community: 'main', limit: 1 });
    expect(ticket).toMatchObject({
      category: '投诉',
      channel: '来访',
      complaint: { scope: 'person' },
    });
    expect(ticket!.words.join()).toContain('投诉保安马师傅态度差骂人');
    expect(answer).toContain(ticket!.number);
    expect(answer).toContain('如实');
    expect(await world.say('ma.baoan', `查 ${ticket!.number}`)).toContain('没有找到工单');
    const told = world.take().filter((message) => message.to === 'member' && message.userid === 'zhou.zhuguan');
    expect(told.map(textOf).join('\n')).toContain(ticket!.number);
  });
});

describe('R4: who complained', () => {
  test('stays hidden from the department whose work it is about', async () => {
    const ticket = await aboutWork();
    for (const userid of ['sun.zhuguan', 'wu.ayi']) {
      const answer = await world.say(userid, `查 ${ticket.number}`);
      expect(answer).toContain(ticket.number);
      expect(answer).not.toMatch(SECRETS);
      expect(await world.say(userid, `电话 ${ticket.number}`)).toMatch(/不归您/);
    }
    for (const message of world.take()) {
      if (message.to !== 'member' || ['sun.zhuguan', 'wu.ayi'].includes(message.userid)) {
        expect(textOf(message)).not.toMatch(SECRETS);
      }
    }
  });

  test('stays hidden in what the owner adds later', async () => {
    const ticket = await aboutWork();
    const owner = { kind: 'owner', conversationId: OWNER } as const;
    await world.act(ticket, { kind: 'note', text: '我3栋2单元1701王建国，还是没人来，13812345678' }, owner);
    const answer = await world.say('sun.zhuguan', `查 ${ticket.number}`);
    expect(answer).toContain('还是没人来');
    expect(answer).not.toMatch(SECRETS);
    for (const message of world.take().filter(({ to }) => to === 'group')) expect(textOf(message)).not.toMatch(SECRETS);
  });

  test('cannot be found out by searching for a name, a phone or a house', async () => {
    const ticket = await aboutWork();
    const home = await world.open({
      category: '投诉',
      topic: 'sanitation',
      words: ['门口垃圾没人收'],
      summary: '门口垃圾没人收',
      place: null,
      accusedDepartment: 'cleaning',
    });
    for (const words of ['查 王建国', '查 13812345678', '查 1701', '查 3-2-1701', '查 3栋', '未完成 3栋']) {
      const answer = await world.say('sun.zhuguan', words);
      expect([words, answer]).toEqual([words, expect.not.stringContaining(ticket.number)]);
      expect([words, answer]).toEqual([words, expect.not.stringContaining(home.number)]);
    }
    expect(await world.say('sun.zhuguan', '查 打扫')).toContain(ticket.number);
    expect(await world.say('zhou.zhuguan', '查 3-2-1701')).toContain(home.number);
  });

  test('is open to 客服 on the ticket, by a reading on record', async () => {
    const ticket = await aboutWork();
    const { keeper } = ticket;
    world.take();
    await world.say(keeper, `电话 ${ticket.number}`);
    expect(world.take().map(textOf).join()).toContain('13812345678');
    expect((await world.load(ticket)).revealed.map(({ by }) => by)).toEqual([keeper]);
  });

  test('an owner who asked for it is hidden in any other matter as well', async () => {
    const ticket = await world.open({ confidential: true });
    expect(await world.say('li.shifu', `接单 ${ticket.number}`)).not.toMatch(/王|1381/);
    expect(await world.say('li.shifu', `电话 ${ticket.number}`)).toMatch(/不归您/);
  });
});

describe('design rule 11: in a group', () => {
  const inGroup = { via: 'bot', chatId: 'group-1' } as const;

  test('nobody reads names, phones or the words of an owner', async () => {
    const ticket = await world.open();
    for (const words of [`查 ${ticket.number}`, `接单 ${ticket.number}`, '我的单', `完成 ${ticket.number} 通了`]) {
      const answer = await world.say('li.shifu', words, inGroup);
      expect(answer).not.toMatch(/王建国|13812345678|我是/);
    }
  });

  test('a name or number in the first sentence is masked in push, card and list', async () => {
    const words = '我是3栋2单元1701的王建国，13812345678，厨房下水堵了';
    const ticket = await world.open({ words: [words], summary: words });
    await world.say('li.shifu', `接单 ${ticket.number}`);
    const seen = world.take().map(textOf);
    seen.push(await world.say('li.shifu', '我的单'), await world.say('li.shifu', `查 ${ticket.number}`));
    expect(seen.join()).toContain('厨房下水堵了');
    for (const text of seen) expect(text).not.toMatch(/王建国|13812345678/);
  });

  test('电话 goes to his own chat', async () => {
    const ticket = await world.open();
    await world.say('li.shifu', `接单 ${ticket.number}`);
    world.take();
    expect(await world.say('li.shifu', `电话 ${ticket.number}`, inGroup)).not.toContain('13812345678');
    const told = world.take().filter((message) => textOf(message).includes('13812345678'));
    expect(told).toEqual([expect.objectContaining({ to: 'member', userid: 'li.shifu' })]);
  });

  test('a complaint about a person is not spoken of, not even to those who may know', async () => {
    const ticket = await aboutPerson();
    const answer = await world.say('zhou.zhuguan', `查 ${ticket.number}`, inGroup);
    expect(answer).not.toMatch(/骂人|马师傅/);
    expect(await world.say('zhou.zhuguan', '未完成 投诉', inGroup)).not.toMatch(/骂人|马师傅/);
  });
});

test('two communities: nothing is read across', async () => {
  const main = world.community();
  const east = {
    ...main,
    id: 'east',
    name: '东苑',
    openKfId: 'wkEAST',
    staff: [{ userid: 'east.gong', name: '东工', department: 'engineering', roles: ['worker' as const] }],
  };
  world.configure([main, east]);
  const ticket = await world.open();
  for (const words of [...ASKED(ticket), ...LISTS]) {
    expect(await world.say('east.gong', words)).not.toMatch(/BX261124-001 |厨房|李师傅/);
  }
  world.configure([main]);
});
