import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Ticket, VisitSummary } from '../../../src/tickets/ticket.ts';
import { openStaffWorld, START, type StaffWorld } from '../world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: StaffWorld;
let model: Ticket;
beforeAll(async () => {
  world = await openStaffWorld();
  model = { ...(await world.open()), owed: [], cards: [], ladders: [], nextDueAt: null };
});
beforeEach(() => world.empty());

let count = 0;
/** A ticket as the ledger has it; what is not said is a repair of the engineering department that was opened just now. */
async function seed(overrides: Partial<Ticket>): Promise<Ticket> {
  count += 1;
  const number = `BX261124-${String(count).padStart(3, '0')}`;
  const ticket: Ticket = { ...model, _id: `seed${count}`, number, deadlines: {}, promises: [], ...overrides };
  await world.store.tickets.insert(ticket);
  return ticket;
}
const visit = (overrides: Partial<VisitSummary>): VisitSummary => ({
  visitId: `v${count}`,
  at: START,
  type: 'closing',
  outcome: 'solved',
  score: null,
  words: '',
  by: null,
  ...overrides,
});
const limit = (overrides: object) => ({
  clock: 'wall' as const,
  calendar: 'engineering',
  limit: DAY,
  from: START - DAY,
  dueAt: START + HOUR,
  left: null,
  warnAt: null,
  warnedAt: null,
  missedAt: null,
  metAt: null,
  ...overrides,
});
const done = (overrides: Partial<Ticket> = {}): Partial<Ticket> => ({
  state: 'closed',
  openedAt: START - HOUR,
  finishedAt: START - HOUR / 2,
  ...overrides,
});

/**
 * 24 November 10:00: five opened today, three finished today of which one was reopened before, three open of which one is
 * urgent and one late, scores 5 4 2 and one without an answer; one of last month, one of October.
 */
async function seedMonth(): Promise<void> {
  await seed({ openedAt: START - HOUR, urgent: true, state: 'accepted', assignee: 'li.shifu' });
  await seed({
    openedAt: START - 2 * DAY,
    state: 'working',
    assignee: 'li.shifu',
    deadlines: { finish: limit({ dueAt: START - 3 * HOUR }) },
  });
  await seed({
    openedAt: START - HOUR,
    category: '服务',
    topic: 'housekeeping',
    department: 'service',
    summary: '擦玻璃',
  });
  await seed(
    done({
      deadlines: { finish: limit({ metAt: START - HOUR }) },
      visits: [visit({ score: 5 })],
    }),
  );
  await seed(done({ reopenings: 1, visits: [visit({ score: 4 }), visit({ visitId: 'w', outcome: 'unsolved' })] }));
  await seed(
    done({
      openedAt: START - 3 * DAY,
      deadlines: { finish: limit({ dueAt: START - DAY, metAt: START - HOUR, missedAt: START - DAY }) },
      visits: [visit({ score: 2 })],
    }),
  );
  await seed(
    done({
      openedAt: START - 4 * DAY,
      finishedAt: START - 2 * DAY,
      visits: [visit({ outcome: 'expired', at: START - DAY })],
    }),
  );
  // Paused, so not late although its time has passed on the wall.
  await seed({ openedAt: START - HOUR, state: 'suspended', deadlines: { finish: limit({ dueAt: null, left: 5 }) } });
  const october = Date.UTC(2026, 9, 10, 2);
  await seed(
    done({ openedAt: october, finishedAt: october + HOUR, visits: [visit({ score: 1, at: october + 2 * HOUR })] }),
  );
}

async function seedComplaints(): Promise<void> {
  const complaint = (overrides: object = {}) => ({
    ...EMPTY_COMPLAINT,
    ...overrides,
  });
  const base = { category: '投诉', topic: 'sanitation', department: 'cleaning', summary: '楼道脏' } as const;
  await seed({
    ...base,
    openedAt: START - DAY,
    complaint: complaint({ valid: true }),
    deadlines: { answer: limit({ metAt: START - HOUR }) },
  });
  await seed({
    ...base,
    ...done({ openedAt: START - 2 * DAY }),
    complaint: complaint({ valid: false }),
    deadlines: { answer: limit({ dueAt: START - DAY, metAt: START - HOUR, missedAt: START - DAY }) },
  });
  await seed({
    ...base,
    openedAt: START - 2 * DAY,
    complaint: complaint(),
    deadlines: { answer: limit({ dueAt: START - HOUR }) },
  });
  await seed({
    ...base,
    openedAt: START - HOUR,
    complaint: complaint(),
    deadlines: { answer: limit({ dueAt: START + 23 * HOUR }) },
  });
}

const EMPTY_COMPLAINT: NonNullable<Ticket['complaint']> = {
  scope: 'work',
  accused: null,
  accusedDepartment: 'cleaning',
  handlers: [],
  cause: null,
  grade: null,
  valid: null,
  reason: null,
  responsible: null,
  corrective: null,
  preventive: null,
  verifier: null,
  told: null,
  answers: [],
  apologies: [],
  criticism: null,
  identityConsent: null,
  contacts: [],
};

describe('figures from the records', () => {
  test('今日', async () => {
    await seedMonth();
    expect((await world.say('chen.jingli', '今日')).split('\n')).toEqual([
      '翠湖花园 今日（11月24日）',
      '新增 5：报修4 服务1',
      '完成 3',
      '未完成 4，其中急修1',
      '超时 1',
      '一次修好 2/3（67%）',
      '满意度 3.7分，满意率2/3（67%），3人评分',
    ]);
  });

  test('满意度: unanswered is neither satisfied nor dissatisfied, October is not November', async () => {
    await seedMonth();
    expect((await world.say('chen.jingli', '满意度')).split('\n')).toEqual([
      '翠湖花园 满意度（2026年11月）',
      '平均 3.7分，满意率2/3（67%），3人评分',
      '5分1 4分1 3分0 2分1 1分0',
      '说没解决 1，没有答复 1（不算满意）',
      '回访答复 4/5（80%）',
    ]);
  });

  test('月报, of this month and of another, by any way of writing it', async () => {
    await seedMonth();
    const november = await world.say('chen.jingli', '月报');
    expect(november).toContain('月报（2026年11月，截至2026-11-24）');
    expect(november).toContain('受理 8：报修7 服务1');
    expect(november).toContain('完成 4，按时 1/2（50%）');
    expect(november).toContain('现在未完成 4，超时 1');
    expect(november).toContain('部门：工程部7 客服部1');
    for (const words of ['月报 2026-10', '10月月报', '上月月报']) {
      const october = await world.say('chen.jingli', words);
      expect(october).toContain('月报（2026年10月）');
      expect(october).toContain('受理 1：报修1');
      expect(october).toContain('满意度 1.0分');
    }
    expect(await world.say('chen.jingli', '月报 2027-01')).toContain('还没有到');
  });

  test('未完成 and 超时: the late first, then the urgent; by department, building and category', async () => {
    await seedMonth();
    const open = (await world.say('chen.jingli', '未完成')).split('\n');
    expect(open[0]).toBe('未完成：4单');
    expect(open[1]).toContain('完成超时3小时');
    expect(open[2]).toContain('【急】');
    expect((await world.say('chen.jingli', '未完成 客服部')).split('\n')[0]).toContain('1单');
    expect((await world.say('chen.jingli', '未完成 服务')).split('\n')[0]).toContain('1单');
    expect((await world.say('chen.jingli', '未完成 3栋')).split('\n')[0]).toContain('4单');
    expect((await world.say('chen.jingli', '未完成 9栋')).split('\n')[0]).toContain('没有');
    const late = (await world.say('chen.jingli', '超时')).split('\n');
    expect(late[0]).toBe('超时：1单');
    expect(late).toHaveLength(2);
    expect((await world.say('chen.jingli', '超时 客服部')).split('\n')[0]).toContain('没有');
  });

  test('投诉: 24-hour answers, valid and not', async () => {
    await seedComplaints();
    const lines = (await world.say('chen.jingli', '投诉')).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      '翠湖花园 投诉（2026年11月）',
      '共 4：有效1 无效1 待判定2',
      '24小时答复 1/3（33%），已注销 1',
    ]);
    expect(lines[3]).toBe('在办投诉：3单');
  });

  test('我的单: his own, and what he keeps for owners', async () => {
    await seedMonth();
    const own = (await world.say('li.shifu', '我的单')).split('\n');
    expect(own[0]).toBe('我的单：2单');
    const kept = await seed({ keeper: 'tang.jiedai' });
    const desk = await world.say('tang.jiedai', '我的单');
    expect(desk).toContain('我的单：没有');
    expect(desk).toContain('我跟进的：1单');
    expect(desk).toContain(kept.number);
  });

  test('nothing at all is said as nothing, not as 0 %', async () => {
    const today = await world.say('chen.jingli', '今日');
    expect(today).toContain('一次修好 暂无');
    expect(today).toContain('满意度 暂无评分');
    expect(today).not.toContain('NaN');
  });

  test('a long list fits one message and says how many more there are', async () => {
    for (let index = 0; index < 40; index += 1) await seed({ summary: `第${index}处渗水需要尽快安排师傅上门查看处理` });
    const answer = await world.say('chen.jingli', '未完成');
    expect(Buffer.byteLength(answer)).toBeLessThanOrEqual(2048);
    expect(answer).toMatch(/还有\d+单/);
    expect(answer).toContain('未完成：40单');
  });

  test('导出 says what is possible now', async () => {
    const answer = await world.say('chen.jingli', '导出 接待记录表 2026-10');
    for (const word of ['今日', '未完成', '超时', '投诉', '满意度', '月报']) expect(answer).toContain(word);
  });
});
