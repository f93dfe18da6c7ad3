import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ReportBook } from '../../src/records/registers/report-book.ts';
import { createReports } from '../../src/records/reports/create-reports.ts';
import { openStaffWorld, START, type StaffWorld, textOf } from '../staff/world.ts';
import { createMemoryReportBook } from './memory-report-book.ts';

let book: ReportBook;
const through = new Proxy({} as ReportBook, { get: (_, method) => Reflect.get(book, method) });
let world: StaffWorld;

beforeAll(async () => {
  world = await openStaffWorld({ deps: { reports: through } });
});
beforeEach(() => {
  world.empty();
  book = createMemoryReportBook();
});
const entries = (kind: Parameters<ReportBook['entries']>[0]['kind']) => book.entries({ community: 'main', kind });

describe('R37 走访', () => {
  test('R37 篇5 一.4 a visit to an owner is logged with actor, time, house and words', async () => {
    const answer = await world.say('he.jiedai', '走访 3-2-1701 供暖正常，建议加装路灯');
    expect(answer).toContain('已登记走访 3栋2单元1701，本月您已走访1户');
    expect(await entries('visit')).toEqual([
      expect.objectContaining({
        by: 'he.jiedai',
        at: START,
        house: '3栋2单元1701',
        text: '供暖正常，建议加装路灯',
      }),
    ]);
  });

  test('R37 the same message twice is one visit', async () => {
    const input = { id: 'same', userid: 'he.jiedai', via: 'app', at: START } as const;
    const message = { kind: 'text', text: '走访 3-2-1701 供暖正常' } as const;
    await world.staff.handle({ ...input, message });
    await world.staff.handle({ ...input, message });
    expect(await entries('visit')).toHaveLength(1);
  });

  test.each(['走访 供暖正常', '走访 3-2-1701'])('R37 “%s” asks for house and words and logs nothing', async (said) => {
    expect(await world.say('he.jiedai', said)).toContain('走访 3-2-1701 业主说的话');
    expect(await entries('visit')).toEqual([]);
  });

  test('R37 the list counts every member of 客服部 against the quota; others read their own visits', async () => {
    await world.say('he.jiedai', '走访 3-2-1701 供暖正常');
    await world.say('li.shifu', '走访 5-1-302 暖气片已换');
    const list = await world.say('zhou.zhuguan', '走访 2026-11');
    expect(list).toContain('2026-11 走访 2户');
    expect(list).toContain('何敏 1/1');
    expect(list).toContain('唐悦 0/1，还差1户');
    expect(list).toContain('3栋2单元1701');
    expect(list).not.toContain('李师傅 ');
    const own = await world.say('li.shifu', '走访');
    expect(own).toContain('暖气片已换');
    expect(own).not.toMatch(/1701|何敏/);
    expect(await world.say('zhou.zhuguan', '走访 2026-10')).toContain('2026-10 走访 0户');
  });
});

describe('R36 篇1 4.10 events and visits of officials', () => {
  test('R36 they are register lines with actor and time, and open no ticket', async () => {
    await world.say('ma.baoan', '登记 参观 街道领导看消防设备');
    await world.say('li.shifu', '登记 事件 配电房例行检修半小时');
    expect(await entries('guests')).toMatchObject([{ by: 'ma.baoan', at: START, text: '街道领导看消防设备' }]);
    expect(await entries('event')).toMatchObject([{ by: 'li.shifu', at: START, text: '配电房例行检修半小时' }]);
    expect(await world.store.tickets.count({ community: 'main', limit: 1 })).toBe(0);
    const list = await world.say('zhou.zhuguan', '登记 事件');
    expect(list).toContain('2026-11 事件登记 1条');
    expect(list).toContain('李师傅｜配电房例行检修半小时');
  });

  test('R36 R10 a danger is not only written down: it becomes a ticket with its 重大(突发)事件 record', async () => {
    await world.say('ma.baoan', '登记 事件 3号楼2单元楼道起火了');
    expect(await entries('event')).toHaveLength(1);
    const [ticket] = await world.store.tickets.search({ community: 'main', limit: 5 });
    expect(ticket).toMatchObject({ danger: 'fire', urgent: true });
    expect(ticket!.major).not.toBeNull();
  });
});

describe('R38 篇1 4.9 the monthly table is completed by a person', () => {
  const makeTable = async () => {
    await world.open({ category: '投诉', topic: 'slow-repair', summary: '报修没人来', accusedDepartment: '工程部' });
    await createReports({ ...world.schedulerDeps(), book }).tick(Date.UTC(2026, 11, 24, 1));
    world.take();
  };

  test('R38 the analysis is kept with the table, with actor and time, and told to 项目经理', async () => {
    await makeTable();
    expect(await world.say('zhou.zhuguan', '分析 2026-12 内部原因居多，加强派单检查')).toContain('的分析已登记');
    expect(await entries('analysis')).toMatchObject([
      { by: 'zhou.zhuguan', at: START, period: '2026-12', text: '内部原因居多，加强派单检查' },
    ]);
    const told = world.take().filter((message) => textOf(message).includes('【分析】2026-12'));
    expect(told).toMatchObject([{ to: 'member', userid: 'chen.jingli', purpose: 'report' }]);
    const table = await world.say('chen.jingli', '分析 2026-12');
    expect(table).toContain('投诉情况月汇总表');
    expect(table).toContain('受理1件');
    expect(table).toContain('周主管');
    expect(table).toContain('加强派单检查');
  });

  test('R38 only 客服主管 and 项目经理 analyse, and only a table that is there', async () => {
    await makeTable();
    expect(await world.say('li.shifu', '分析 2026-12 都是客服的错')).toContain('由客服主管和项目经理分析');
    expect(await world.say('he.jiedai', '分析 2026-12')).not.toContain('受理');
    expect(await world.say('zhou.zhuguan', '分析 2026-08 内部原因居多')).toContain('还没有生成');
    expect(await entries('analysis')).toEqual([]);
  });

  test('R38 the calendar 月报 stays another thing', async () => {
    await makeTable();
    expect(await world.say('chen.jingli', '月报 2026-11')).toContain('月报（2026年11月');
  });

  test('R1 R38 whoever may not know of a complaint in it does not read the analysis of others', async () => {
    await world.open({ category: '投诉', topic: 'attitude', summary: '经理骂人', accused: '陈经理' });
    await makeTable();
    expect(await book.find({ community: 'main', kind: 'monthly', period: '2026-12' })).toMatchObject({
      blind: ['chen.jingli'],
    });
    await world.say('zhou.zhuguan', '分析 2026-12 经理态度问题');
    expect(world.take().filter((message) => textOf(message).includes('【分析】'))).toEqual([]);
    expect(await world.say('chen.jingli', '分析 2026-12')).not.toMatch(/态度问题|骂人/);
  });

  test('in a group nothing of it is read', async () => {
    await makeTable();
    const answer = await world.say('zhou.zhuguan', '分析 2026-12', { via: 'bot', chatId: 'g1' });
    expect(answer).not.toContain('受理');
  });
});
