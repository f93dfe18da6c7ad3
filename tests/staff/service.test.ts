import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Community } from '../../src/config/types.ts';
import type { MemberMessage } from '../../src/staff/index.ts';
import { openStaffWorld, START, type StaffWorld, textOf } from './world.ts';

let world: StaffWorld;
let main: Community;
beforeAll(async () => {
  world = await openStaffWorld();
  main = world.community();
});
beforeEach(() => {
  world.empty();
  world.configure([main]);
});

const message = (overrides: Partial<MemberMessage> = {}): MemberMessage => ({
  id: 'm1',
  userid: 'li.shifu',
  via: 'app',
  at: world.clock.now(),
  message: { kind: 'text', text: '帮助' },
  ...overrides,
});
const answers = () => world.take().filter(({ purpose }) => purpose === 'answer');

describe('where an answer goes', () => {
  test('from the app into the member’s chat, in messages that WeCom does not cut', async () => {
    for (let index = 0; index < 60; index += 1) {
      const line = { kind: 'visit', house: `3栋${index}01`, period: null, text: '供暖正常，建议加装路灯' } as const;
      await world.store.reports.addEntry({ ...line, id: `v${index}`, community: 'main', at: START, by: 'tang.jiedai' });
    }
    const list = message({ userid: 'zhou.zhuguan', message: { kind: 'text', text: '走访' } });
    const { lines, texts } = await world.staff.handle(list);
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.join('\n')).toBe(lines.join('\n'));
    const sent = answers();
    expect(sent.map(textOf)).toEqual(texts);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(texts.length);
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
  });

  test('from the robot back to the robot', async () => {
    expect((await world.staff.handle(message({ via: 'bot' }))).lines.length).toBeGreaterThan(0);
    expect(answers()).toEqual([]);
  });

  test('what is private leaves a group and goes to the app', async () => {
    const text = '走访 3-2-1701 供暖正常';
    const inGroup = message({ via: 'bot', chatId: 'group', message: { kind: 'text', text } });
    const { lines } = await world.staff.handle(inGroup);
    expect(lines.join()).not.toContain('1701');
    expect(answers().map(textOf).join()).toContain('3栋2单元1701');
    // Asked again it is not repeated: the memory holds nothing personal.
    const again = await world.staff.handle(inGroup);
    expect(again.lines.join()).not.toContain('1701');
    expect(answers().map(textOf).join()).not.toContain('1701');
  });

  test('a stranger is answered in the app and by the robot, and nothing is kept of them', async () => {
    for (const via of ['app', 'bot'] as const) {
      const { lines } = await world.staff.handle(message({ userid: 'nobody.here', via }));
      expect(lines.join()).toContain('员工名单');
      expect(answers()).toHaveLength(via === 'app' ? 1 : 0);
    }
    expect(await world.store.memories.get('nobody.here')).toBeNull();
    world.configure([]);
    expect(await world.staff.handle(message())).toEqual({ lines: [], texts: [] });
  });

  test('a message that is neither words nor a file is answered', async () => {
    const { lines } = await world.staff.handle(message({ message: { kind: 'other', type: 'location' } }));
    expect(lines.join()).toContain('请发文字或照片');
  });
});

describe('the queue of a member', () => {
  test('is answered in order; the code of a click is kept first', async () => {
    const ticket = await world.open();
    world.take();
    const click = { kind: 'click', key: `accept/${ticket._id}`, taskId: 'task', responseCode: 'code' } as const;
    await world.staff.handleQueued('main', [
      message({ id: 'q1', message: click }),
      message({ id: 'q2', message: { kind: 'text', text: `到场 ${ticket.number}` } }),
    ]);
    expect(world.clicks).toEqual([{ community: 'main', userid: 'li.shifu', taskId: 'task', responseCode: 'code' }]);
    await world.settle();
    expect((await world.load(ticket)).timeline.map(({ action }) => action)).toEqual(['open', 'accept', 'arrive']);
    expect(answers().map(textOf)).toEqual([expect.stringContaining('已接单'), expect.stringContaining('已到场')]);
  });
});

describe('a member of several communities', () => {
  const east = () => ({ ...main, id: 'east', name: '东苑', openKfId: 'wkEAST' });

  test('chooses one with 切换 or by its name; lists name the community', async () => {
    world.configure([main, east()]);
    expect(await world.say('tang.jiedai', '登记 来电 3-2-1701 王先生 13800000000 漏水')).toContain('切换 小区名');
    expect(await world.say('tang.jiedai', '切换 西苑')).toContain('翠湖花园、东苑');
    expect(await world.say('tang.jiedai', '未完成')).toMatch(/翠湖花园 未完成：没有\n+东苑 未完成：没有/);
    await world.say('tang.jiedai', '登记 东苑 来电 3-2-1701 王先生 13800000000 漏水');
    expect(await world.store.tickets.count({ community: 'east', limit: 1 })).toBe(1);
    expect(await world.say('tang.jiedai', '切换 东苑')).toContain('东苑');
    await world.say('tang.jiedai', '登记 来电 3-2-1701 王先生 13800000000 还在漏水');
    expect(await world.store.tickets.count({ community: 'east', limit: 1 })).toBe(2);
    expect(await world.say('tang.jiedai', '未完成')).not.toContain('翠湖花园');
  });

  test('is answered with the words of the first', async () => {
    const wording = { ...main.staffCommands.help, words: ['救命'] };
    world.configure([{ ...main, staffCommands: { ...main.staffCommands, help: wording } }, east()]);
    expect(await world.say('li.shifu', '救命')).toContain('您可以这样发');
    expect(await world.say('li.shifu', '怎么用')).toContain('没看懂');
  });
});

describe('下雨', () => {
  test('counts the visits that wait for it', async () => {
    expect(await world.say('tang.jiedai', '下雨')).toContain('2张渗漏工单');
    expect(await world.say('li.shifu', '下雨了')).toContain('由客服部、部门主管或项目经理登记');
  });
});

test('口头报告 without words is recorded as what it is after the words were asked for', async () => {
  const ticket = await world.open({ urgent: true });
  await world.say('zhou.zhuguan', `重大事件 ${ticket.number} 多户进水`);
  expect(await world.say('zhou.zhuguan', `口头报告 ${ticket.number}`)).toContain('请回复');
  await world.say('zhou.zhuguan', '已报项目经理');
  const { major } = await world.load(ticket);
  expect(major?.reports).toEqual([expect.objectContaining({ step: 'verbal', text: '已报项目经理' })]);
});
