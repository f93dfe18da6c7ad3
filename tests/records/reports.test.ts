import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Community } from '../../src/config/types.ts';
import { renderMember } from '../../src/delivery/render-member.ts';
import type { OutgoingMessage } from '../../src/delivery/types.ts';
import type { EffectContext, EffectOf } from '../../src/effects/index.ts';
import { createReports } from '../../src/records/reports/create-reports.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { communitiesOf } from '../support/communities.ts';
import { executePending } from '../support/execute-pending.ts';
import { at, open, community as sample } from '../tickets/factories.ts';
import { createMemoryTickets } from '../tickets/memory-tickets.ts';
import { createMemoryReportBook } from './memory-report-book.ts';

const text = ({ content }: OutgoingMessage) => (content.kind === 'text' ? content.text : '');

/** A service with its clock in the hand of the test. */
function setUp(overrides: Partial<Community> = {}) {
  const community: Community = { ...sample, households: 5_000, ...overrides };
  const tickets = createMemoryTickets();
  const book = createMemoryReportBook();
  const outbox = new Map<string, OutgoingMessage>();
  let broken = false;
  const handlers = {
    async 'message.send'(message: EffectOf<'message.send'>, { id, community: of }: EffectContext) {
      if (broken) throw new Error('the process dies here');
      if (message.to === 'member' && !outbox.has(id)) outbox.set(id, { ...message, id, community: of });
    },
  };
  let count = 0;
  return {
    community,
    book,
    outbox,
    /** Another process of the service on the same store, also one after a restart. It executes what is pending after each tick. */
    process(acknowledge = book.source.acknowledge) {
      const reports = createReports({ communities: communitiesOf(community), tickets, book });
      return {
        async tick(now: number) {
          await reports.tick(now);
          await executePending([{ ...book.source, acknowledge }], { communities: [community.id], handlers });
        },
      };
    },
    async add(openedAt: string, more: { valid?: boolean; accused?: string; summary?: string } = {}): Promise<Ticket> {
      count += 1;
      const { valid = null, accused, summary = '报修没人来' } = more;
      const of = { category: '投诉', summary, firstWordAt: at(openedAt) } as const;
      const ticket = open(
        accused === undefined
          ? { ...of, topic: 'slow-repair', accusedDepartment: '工程部' }
          : { ...of, topic: 'attitude', accused },
        { community, now: at(openedAt), id: `t${count}`, number: `TS261124-${count}`, sequence: count },
      );
      const judged = { ...ticket, complaint: { ...ticket.complaint!, valid } };
      await tickets.insert(judged);
      return judged;
    },
    breakDelivery(value: boolean) {
      broken = value;
    },
    /** What was pushed since the last look. */
    take(heading?: string): OutgoingMessage[] {
      const all = [...outbox.values()].filter((message) => heading === undefined || text(message).includes(heading));
      outbox.clear();
      return all;
    },
  };
}

let world: ReturnType<typeof setUp>;
beforeEach(() => {
  world = setUp();
});
const to = (messages: readonly OutgoingMessage[]) =>
  messages.map((message) => (message.to === 'member' ? message.userid : message.to)).sort();

const WEEKLY = '一周投诉汇总';
const MONTHLY = '投诉情况月汇总表';

describe('篇5 七.5 every week the complaints are summed up for 客服主管 and 项目经理', () => {
  test('篇5 七.5 Monday at nine in Shanghai, Monday to Sunday, not a minute before, once', async () => {
    await world.add('2026-11-15 23:59');
    await world.add('2026-11-16 00:00', { valid: true });
    await world.add('2026-11-22 23:59', { valid: false });
    await world.add('2026-11-23 00:00');
    const reports = world.process();
    await reports.tick(at('2026-11-23 08:59'));
    const before = world.take(WEEKLY);
    await reports.tick(at('2026-11-23 09:00'));
    const sent = world.take(WEEKLY);
    await reports.tick(at('2026-11-29 09:00'));
    await world.process().tick(at('2026-11-29 10:00'));
    expect(before.filter((message) => text(message).includes('2026-11-16'))).toEqual([]);
    expect(to(sent)).toEqual(['chen.jingli', 'zhou.zhuguan']);
    expect(sent.map(({ purpose }) => purpose)).toEqual(['report', 'report']);
    expect(text(sent[0]!)).toContain('2026-11-16至2026-11-22\n受理2件：有效1 无效1 未判定0');
    expect(text(sent[0]!)).toContain('3栋2单元***');
    expect(text(sent[0]!)).not.toContain('1701');
    expect(world.take(WEEKLY)).toEqual([]);
    await reports.tick(at('2026-11-30 09:00'));
    expect(to(world.take(WEEKLY))).toEqual(['chen.jingli', 'zhou.zhuguan']);
  });

  test('a process that dies between storing and sending: the next one sends the same, also a week later', async () => {
    await world.add('2026-11-18 10:00');
    world.breakDelivery(true);
    await expect(world.process().tick(at('2026-11-23 09:00'))).rejects.toThrow('dies here');
    expect(world.outbox.size).toBe(0);
    world.breakDelivery(false);
    await world.add('2026-11-18 11:00');
    await world.process().tick(at('2026-12-01 09:00'));
    const sent = world.take(WEEKLY);
    const late = sent.filter((message) => text(message).includes('2026-11-16至2026-11-22'));
    expect(to(late)).toEqual(['chen.jingli', 'zhou.zhuguan']);
    expect(text(late[0]!)).toContain('受理1件');
    await world.process().tick(at('2026-12-01 09:01'));
    expect(world.take(WEEKLY)).toEqual([]);
  });

  test('a process that dies after sending and before the acknowledgement sends nothing twice', async () => {
    await world.add('2026-11-18 10:00');
    const dying = () => Promise.reject(new Error('gone'));
    await expect(world.process(dying).tick(at('2026-11-23 09:00'))).rejects.toThrow('gone');
    const count = world.outbox.size;
    expect(count).toBeGreaterThan(0);
    await world.process().tick(at('2026-11-23 09:01'));
    expect(world.outbox.size).toBe(count);
  });

  test('two processes at the same moment: each report once, and both read the same', async () => {
    await world.add('2026-11-18 10:00');
    await Promise.all([world.process(), world.process()].map((one) => one.tick(at('2026-11-23 09:00'))));
    expect(to(world.take(WEEKLY))).toEqual(['chen.jingli', 'zhou.zhuguan']);
  });

  test('nothing at night or in quiet hours: what falls due then waits for their end', async () => {
    await world.add('2026-11-18 10:00');
    await world.process().tick(at('2026-11-23 22:00'));
    const sent = world.take();
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.map(({ notBefore }) => notBefore)).toEqual(sent.map(() => at('2026-11-24 08:30')));
  });

  test('where the service was not in use when it fell due, nothing is reported', async () => {
    await world.add('2026-11-24 10:00');
    await world.process().tick(at('2026-11-24 10:01'));
    expect(world.take()).toEqual([]);
  });

  test('a crowd of complaints goes out whole, in messages of at most 2048 bytes cut between lines', async () => {
    for (let index = 0; index < 60; index += 1) await world.add('2026-11-18 10:00', { summary: `第${index}件没人来` });
    await world.process().tick(at('2026-11-23 09:00'));
    const [first] = world.take(WEEKLY);
    if (first?.to !== 'member' || first.content.kind !== 'text') throw new Error('no text');
    const pieces = renderMember(first.content).map((piece) =>
      'message' in piece ? JSON.stringify(piece.message) : '',
    );
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) expect(Buffer.byteLength(JSON.parse(piece).text.content)).toBeLessThanOrEqual(2_048);
    for (let index = 0; index < 60; index += 1) expect(pieces.join('')).toContain(`第${index}件没人来`);
  });
});

describe('R1 the tables go around whoever is complained of', () => {
  test('R1 a complaint about the project manager is in no count he reads; the company line reads it instead', async () => {
    await world.add('2026-11-18 10:00');
    await world.add('2026-11-19 10:00', { accused: '陈经理', summary: '经理态度恶劣' });
    await world.process().tick(at('2026-11-24 09:00'));
    const sent = world.take();
    const of = (userid: string, heading: string) =>
      text(sent.find((one) => one.to === 'member' && one.userid === userid && text(one).includes(heading))!);
    for (const heading of [WEEKLY, MONTHLY]) {
      expect(of('chen.jingli', heading)).toContain('受理1件');
      expect(of('chen.jingli', heading)).not.toContain('恶劣');
      expect(of('gao.zong', heading)).toContain('受理2件');
      expect(of('gao.zong', heading)).toContain('恶劣');
    }
    expect(await world.book.find({ community: 'main', kind: 'monthly', period: '2026-11' })).toMatchObject({
      blind: expect.arrayContaining(['chen.jingli']),
    });
  });

  test('R1 a complaint about 客服主管 is hidden from him and read by 项目经理', async () => {
    await world.add('2026-11-19 10:00', { accused: '周主管', summary: '主管态度恶劣' });
    await world.process().tick(at('2026-11-23 09:00'));
    const sent = world.take(WEEKLY);
    expect(to(sent)).toEqual(['chen.jingli', 'zhou.zhuguan']);
    for (const message of sent)
      expect(text(message).includes('恶劣')).toBe(message.to === 'member' && message.userid === 'chen.jingli');
  });
});

describe('R38 篇1 4.9 《投诉情况月汇总表》', () => {
  test('R38 篇1 4.9 the 24th to the 23rd, ready on the 24th at nine, before the 25th, once', async () => {
    await world.add('2026-10-23 23:59');
    await world.add('2026-10-24 00:00', { valid: true });
    await world.add('2026-11-23 23:59', { valid: false });
    await world.add('2026-11-24 00:00');
    const reports = world.process();
    await reports.tick(at('2026-11-24 08:59'));
    expect(world.take(MONTHLY).filter((message) => text(message).includes('2026-11（'))).toEqual([]);
    await reports.tick(at('2026-11-24 09:00'));
    const sent = world.take(MONTHLY);
    expect(to(sent)).toEqual(['chen.jingli', 'zhou.zhuguan']);
    expect(text(sent[0]!)).toContain('2026-11（2026-10-24至2026-11-23）\n受理2件：有效1 无效1');
    expect(text(sent[0]!)).toContain('分析 2026-11');
    await reports.tick(at('2026-12-24 08:59'));
    expect(world.take(MONTHLY)).toEqual([]);
    await reports.tick(at('2026-12-24 09:00'));
    expect(text(world.take(MONTHLY)[0]!)).toContain('2026-12（2026-11-24至2026-12-23）');
  });

  test('R38 over the end of a year: 24 December to 23 January is the table of January', async () => {
    await world.add('2026-12-31 23:30');
    await world.process().tick(at('2027-01-24 09:00'));
    expect(text(world.take(MONTHLY)[0]!)).toContain('2027-01（2026-12-24至2027-01-23）\n受理1件');
  });

  test('R38 another period by configuration: a calendar month on its first day', async () => {
    world = setUp({
      reports: { ...sample.reports, monthly: { firstDay: 1, readyOn: 2, at: 600 } },
    });
    await world.add('2026-11-30 23:59');
    await world.process().tick(at('2026-12-02 10:00'));
    expect(text(world.take(MONTHLY)[0]!)).toContain('2026-11（2026-11-01至2026-11-30）\n受理1件');
  });
});

describe('R39 篇5 二.3 the ‰ of the year is watched', () => {
  const YEAR = '有效投诉';
  const watch = (heading: string) => world.take().filter((message) => text(message).startsWith(heading));

  test('R39 warned once before the limit, told once when it is exceeded, to 项目经理', async () => {
    const reports = world.process();
    for (let index = 0; index < 7; index += 1) await world.add('2026-11-24 10:00', { valid: true });
    await world.add('2026-11-24 10:00', { valid: false });
    await world.add('2026-11-24 10:00');
    await reports.tick(at('2026-11-24 10:05'));
    expect(world.take(YEAR)).toEqual([]);
    await world.add('2026-11-24 10:06', { valid: true });
    await reports.tick(at('2026-11-24 10:20'));
    const [warning, ...more] = watch('【有效投诉预警】');
    expect(more).toEqual([]);
    expect(to([warning!])).toEqual(['chen.jingli']);
    expect(text(warning!)).toContain('有效投诉8件，共5000户，1.6‰（上限2‰），接近上限');
    await reports.tick(at('2026-11-24 10:40'));
    await world.process().tick(at('2026-11-24 10:41'));
    expect(world.take(YEAR)).toEqual([]);
    for (let index = 0; index < 3; index += 1) await world.add('2026-11-24 10:42', { valid: true });
    await Promise.all([reports, world.process()].map((one) => one.tick(at('2026-11-24 11:00'))));
    expect(to(watch('【有效投诉超限】'))).toEqual(['chen.jingli']);
    await world.process().tick(at('2026-11-24 11:20'));
    expect(world.take(YEAR)).toEqual([]);
  });

  test('R39 a new year starts from nothing', async () => {
    for (let index = 0; index < 11; index += 1) await world.add('2026-12-31 23:59', { valid: true });
    await world.process().tick(at('2027-01-01 10:00'));
    expect(watch('【有效投诉')).toEqual([]);
  });

  test('R1 R39 a manager who may not know of one of them does not read the figure; the company line does', async () => {
    for (let index = 0; index < 8; index += 1) await world.add('2026-11-24 10:00', { valid: true });
    await world.add('2026-11-24 10:00', { valid: true, accused: '陈经理' });
    await world.process().tick(at('2026-11-24 10:05'));
    expect(to(watch('【有效投诉预警】'))).toEqual(['gao.zong']);
  });

  test('R1 R39 without a company line 客服主管 reads it, so that it is not lost', async () => {
    world = setUp({ escalation: { ...sample.escalation, company: [], assistant: null } });
    for (let index = 0; index < 7; index += 1) await world.add('2026-11-24 10:00', { valid: true });
    await world.add('2026-11-24 10:00', { valid: true, accused: '陈经理' });
    await world.process().tick(at('2026-11-24 10:05'));
    expect(to(watch('【有效投诉预警】'))).toEqual(['zhou.zhuguan']);
  });
});

describe('R37 篇5 二.4 the monthly quota of visits to owners', () => {
  const visit = (by: string, time: string) =>
    world.book.addEntry({
      id: `${by}${time}`,
      community: 'main',
      kind: 'visit',
      at: at(time),
      by,
      house: '3栋2单元1701',
      period: null,
      text: '供暖正常',
    });

  test('R37 three days before the month’s end, in working hours, only those of 客服部 who still owe one, once', async () => {
    await world.add('2026-11-02 10:00');
    await visit('He.Jiedai', '2026-11-10 10:00');
    await visit('tang.jiedai', '2026-10-31 23:59');
    const reports = world.process();
    await reports.tick(at('2026-11-28 08:29'));
    expect(world.take('走访提醒')).toEqual([]);
    await reports.tick(at('2026-11-28 08:30'));
    const sent = world.take('走访提醒');
    expect(to(sent)).toEqual(['tang.jiedai', 'zhou.zhuguan']);
    expect(text(sent[0]!)).toContain('11月您已走访0户，定额1户，还差1户');
    await world.process().tick(at('2026-11-30 17:00'));
    expect(world.take('走访提醒')).toEqual([]);
  });

  test('R37 a desk that rests at the weekend is reminded on the Monday, and before holidays that last to the end', async () => {
    const { service: _service, ...departments } = sample.calendar.departments;
    const calendar = { ...sample.calendar, departments };
    world = setUp({ calendar });
    await world.add('2026-11-02 10:00');
    // 28 November 2026 is a Saturday.
    await world.process().tick(at('2026-11-29 12:00'));
    expect(world.take('走访提醒')).toEqual([]);
    await world.process().tick(at('2026-11-30 08:30'));
    expect(world.take('走访提醒')).not.toEqual([]);
    const override = { '2026-11-28': 'rest', '2026-11-29': 'rest', '2026-11-30': 'rest' } as const;
    world = setUp({ calendar: { ...calendar, override } });
    await world.add('2026-11-02 10:00');
    await world.process().tick(at('2026-11-27 08:30'));
    expect(world.take('走访提醒')).not.toEqual([]);
  });

  test('R37 what falls due while nobody works waits for working hours', async () => {
    await world.add('2026-12-02 10:00');
    await world.process().tick(at('2026-12-29 22:00'));
    const sent = world.take('走访提醒');
    expect(sent).not.toEqual([]);
    for (const { notBefore } of sent) {
      expect(notBefore).toBeGreaterThanOrEqual(at('2026-12-30 08:00'));
      expect(notBefore).toBeLessThan(at('2026-12-30 10:00'));
    }
  });
});
