import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readCommand } from '../../../src/staff/commands/read-command.ts';
import { vocabularyOf } from '../../../src/staff/commands/vocabulary.ts';
import type { Ticket } from '../../../src/tickets/ticket.ts';
import { openStaffWorld, type StaffWorld } from '../world.ts';
import { PEOPLE, prepare, type STATES, type Who } from './roles.ts';

let world: StaffWorld;
beforeAll(async () => {
  world = await openStaffWorld();
});

const EVERYBODY = Object.keys(PEOPLE) as Who[];
const HANDS = 'assignee head keeper desk supervisor manager';
const OFFICE = 'head keeper desk supervisor manager';
const KNOWN = 'assignee worker head keeper desk supervisor manager';

/** A repair of the engineering department that 何敏 keeps and 李师傅 works on: which words do something, by who says them. */
const TABLE: readonly [words: string, state: keyof typeof STATES, who: string][] = [
  ['接单 {n}', 'waiting', 'assignee worker head manager'],
  ['收到 {n}', 'waiting', KNOWN],
  ['派 {n} 张师傅', 'waiting', OFFICE],
  ['到场 {n}', 'accepted', 'assignee head'],
  ['开工 {n}', 'accepted', 'assignee head'],
  ['完成 {n} 通了', 'accepted', HANDS],
  ['转 {n} 保洁部', 'accepted', KNOWN],
  ['退 {n} 人手不够', 'accepted', 'assignee'],
  ['挂起 {n} 等配件', 'accepted', HANDS],
  ['恢复 {n}', 'suspended', HANDS],
  ['报价 {n} 80元 疏通', 'accepted', 'assignee head keeper desk supervisor'],
  ['业主同意 {n}', 'quoted', 'keeper desk supervisor manager'],
  ['业主不同意 {n}', 'quoted', 'keeper desk supervisor manager'],
  ['备注 {n} 管道老化', 'accepted', KNOWN],
  ['回复 {n} 师傅马上到', 'accepted', KNOWN],
  ['答复 {n} 已安排', 'accepted', HANDS],
  ['承诺 {n} 明天18点前 等配件', 'accepted', HANDS],
  ['电话 {n}', 'accepted', 'assignee keeper desk supervisor manager'],
  ['催单 {n}', 'accepted', OFFICE],
  ['关 {n} 已办好', 'done', OFFICE],
  ['重开 {n} 又堵了', 'done', OFFICE],
  ['撤销 {n} 不修了', 'accepted', 'keeper desk supervisor manager'],
  ['无效 {n} 重复', 'accepted', 'supervisor manager'],
  ['改类 {n} 服务', 'waiting', OFFICE],
  ['召集 {n} 保洁部 一起看', 'accepted', OFFICE],
  ['联系 {n} 自来水公司 明天恢复', 'accepted', HANDS],
  ['交单 {n}', 'done', 'assignee head'],
  ['回访 {n} 已解决 5分', 'done', OFFICE],
];

describe('who may say what', () => {
  const made = new Map<string, Ticket>();

  async function copyOf(state: keyof typeof STATES): Promise<Ticket> {
    const known = made.get(state);
    if (known === undefined) {
      world.empty();
      made.set(state, { ...(await prepare(world, state)), owed: [] });
    }
    world.empty();
    await world.store.tickets.insert(made.get(state)!);
    return made.get(state)!;
  }

  const cases = TABLE.flatMap(([words, state, allowed]) =>
    EVERYBODY.map((who) => [who, words, state, allowed.split(' ').includes(who)] as const),
  );
  test.each(cases)('%s: %s (%s) → %s', async (who, words, state, allowed) => {
    const ticket = await copyOf(state);
    const answer = await world.say(PEOPLE[who], words.replace('{n}', ticket.number));
    const after = await world.load(ticket);
    const done = after.version > ticket.version || world.visits.length > 0;
    expect([answer, done]).toEqual([expect.stringContaining(ticket.number), allowed]);
    if (allowed) return;
    // The refusal says why; for whom the ticket does not exist it says no more than that.
    expect(answer).toMatch(/不归您|由跟进人、客服部或部门负责人登记|没有找到工单/);
    expect(world.sent().every((message) => message.to === 'member' && message.userid === PEOPLE[who])).toBe(true);
  });

  test('every member who may not know of it hears the same as for a number that is none', async () => {
    const ticket = await copyOf('accepted');
    for (const words of ['查', '接单', '完成', '关']) {
      const answer = await world.say(PEOPLE.elsewhere, `${words} ${ticket.number}`);
      const none = await world.say(PEOPLE.elsewhere, `${words} BX261124-999`);
      expect(answer.replace(ticket.number, '')).toBe(none.replace('BX261124-999', ''));
    }
  });
});

/** Questions, by whose answer is more than a refusal. */
const QUESTIONS: readonly [words: string, who: string][] = [
  ['今日', 'head keeper supervisor manager finance'],
  ['未完成', 'head keeper desk supervisor manager finance'],
  ['超时', 'head keeper desk supervisor manager finance'],
  ['投诉', 'head keeper supervisor manager finance'],
  ['满意度', 'head keeper supervisor manager finance'],
  ['月报', 'head keeper supervisor manager finance'],
  ['导出 接待记录表', 'head keeper supervisor manager finance'],
  ['查 3栋', 'head keeper desk supervisor manager finance'],
  ['查 漏水', 'head keeper desk supervisor manager finance'],
  ['下雨', 'head keeper desk supervisor manager finance'],
  ['我的单', EVERYBODY.join(' ')],
  ['帮助', EVERYBODY.join(' ')],
  ['交班 钥匙在抽屉', EVERYBODY.join(' ')],
  ['登记 来电 5-302 王先生 13900000000 厨房漏水', EVERYBODY.join(' ')],
];

describe('who may ask what', () => {
  beforeEach(() => world.empty());
  const cases = QUESTIONS.flatMap(([words, allowed]) =>
    EVERYBODY.map((who) => [who, words, allowed.split(' ').includes(who)] as const),
  );
  test.each(cases)('%s: %s → %s', async (who, words, allowed) => {
    const answer = await world.say(PEOPLE[who], words);
    const refused = /由部门主管或项目经理查看|由客服部、部门主管(?:和|或)项目经理/.test(answer);
    expect([answer, refused]).toEqual([answer, !allowed]);
  });

  test('help names what he may say, and every command of it is understood', async () => {
    const help = await world.say('li.shifu', '帮助');
    for (const word of ['接单', '到场', '完成', '转', '退', '挂起', '报价', '备注', '我的单', '查', '登记']) {
      expect(help).toContain(word);
    }
    expect(help).not.toContain('月报');
    expect(await world.say('chen.jingli', '帮助')).toContain('月报');
    expect(await world.say('li.shifu', '帮助 报价')).toContain('80元');
  });

  test('every line of the help is a command that is understood as it stands', async () => {
    const vocabulary = vocabularyOf(world.community());
    const help = await world.say('zhou.zhuguan', '帮助');
    const lines = help.split('\n').filter((line) => vocabulary.words.some(({ word }) => line.startsWith(word)));
    expect(lines.length).toBeGreaterThan(30);
    for (const line of lines) {
      const typed = line
        .replace('<号|房号|词>', '漏水')
        .replaceAll('<号>', '007')
        .replace('<YYYY-MM>', '2026-11')
        .replace(/\|\S+/g, '')
        .replace(/\[.*?\]/g, '');
      expect([line, readCommand(typed, vocabulary).kind]).toEqual([
        line,
        expect.not.stringMatching(/unknown|courtesy/),
      ]);
    }
  });

  test('a head counts his own department only, the manager all of them', async () => {
    await world.open();
    await world.open({ topic: 'greening', category: '投诉', words: ['树没修剪'], summary: '树没修剪' });
    expect(await world.say('wang.gong', '今日')).toContain('新增 1：报修1');
    expect(await world.say('lin.zhuguan', '今日')).toContain('新增 1：投诉1');
    expect(await world.say('chen.jingli', '今日')).toContain('新增 2：报修1 投诉1');
    expect(await world.say('wang.gong', '未完成 绿化部')).toContain('没有');
  });
});
