import { describe, expect, test } from '@jest/globals';
import type { Community } from '../../src/config/types.ts';
import type { LadderCause } from '../../src/tickets/config/escalation.ts';
import { escalationFile } from '../../src/tickets/config/escalation.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import {
  apply,
  at,
  community,
  HOUR,
  MINUTE,
  messagesOf,
  moved,
  NOON,
  open,
  opened,
  system,
  tick,
  told,
} from './factories.ts';

/** Ticks whenever the ticket asks for it, and notes who was alarmed when about what. */
function alarms(ticket: Ticket, until: number, of: Community = community) {
  let current = ticket;
  while (current.nextDueAt !== null && current.nextDueAt <= until)
    current = tick(current, current.nextDueAt, of).ticket;
  const list = (about: LadderCause) =>
    current.ladders
      .filter((ladder) => ladder.about === about)
      .flatMap((ladder) => ladder.alarms.map((alarm) => [clock(alarm.at), alarm.to] as const));
  return { ticket: current, list };
}

const clock = (time: number) => new Date(time + 8 * HOUR).toISOString().slice(5, 16).replace('T', ' ');
const byTime = (list: readonly (readonly [string, string])[]) => {
  const times = new Map<string, string[]>();
  for (const [time, to] of list) times.set(time, [...(times.get(time) ?? []), to]);
  return [...times].map(([time, to]) => `${time} ${to.join(' ')}`);
};

describe('ladders of alarms (篇1 4.7b; R16)', () => {
  test('an urgent ticket nobody takes: group and duty, head and desk, 客服主管, 项目经理 and 经理助理; at night as by day', () => {
    const ticket = open({ topic: 'power-indoor' }, { now: at('2026-11-24 02:00') });
    const { list } = alarms(ticket, at('2026-11-24 02:31'));
    expect(byTime(list('unassigned'))).toEqual([
      '11-24 02:05 group/engineering wang.gong li.shifu zhang.shifu',
      '11-24 02:10 wang.gong zhou.zhuguan he.jiedai tang.jiedai',
      '11-24 02:20 zhou.zhuguan',
      '11-24 02:30 chen.jingli fang.zhuli',
    ]);
  });

  test('an ordinary one climbs by working hours and never in quiet hours', () => {
    const ticket = open({}, { now: at('2026-11-24 17:45') }); // engineering works 08–12, 13–18
    const { list } = alarms(ticket, at('2026-11-28 00:00'));
    expect(byTime(list('unassigned'))).toEqual([
      '11-25 08:30 group/engineering', // 15 min of Tuesday + 15 of Wednesday, then quiet until 08:30
      '11-25 08:45 wang.gong', // one working hour
      '11-25 11:45 zhou.zhuguan', // four
      '11-25 17:45 chen.jingli', // 24h of config = one working day of nine hours
    ]);
  });

  test('taking it ends the ladder; putting it back begins a new one', () => {
    const { ticket } = alarms(open({ topic: 'power-indoor' }), NOON + 6 * MINUTE);
    const taken = moved(ticket, { kind: 'accept' }, { by: 'li.shifu', now: NOON + 7 * MINUTE });
    expect(taken.ladders.filter(({ about }) => about === 'unassigned')).toMatchObject([{ endedAt: NOON + 7 * MINUTE }]);
    const back = moved(taken, { kind: 'return', reason: '不会修' }, { by: 'li.shifu', now: NOON + 20 * MINUTE });
    expect(back.ladders.filter(({ about }) => about === 'unassigned')).toMatchObject([
      { endedAt: NOON + 7 * MINUTE },
      { startedAt: NOON + 20 * MINUTE, endedAt: null },
    ]);
  });

  test('acknowledgement stops the climbing', () => {
    const { ticket } = alarms(open({ topic: 'power-indoor' }), NOON + 5 * MINUTE);
    const seen = moved(ticket, { kind: 'acknowledge' }, { by: 'wang.gong', now: NOON + 6 * MINUTE });
    expect(seen.ladders[0]).toMatchObject({ acknowledgedBy: 'wang.gong', nextAt: null });
    expect(alarms(seen, NOON + 29 * MINUTE).list('unassigned')).toHaveLength(4); // the first rung only
  });

  test('an alarm is sent only when it is delivered; one that failed climbs on at once', () => {
    const { ticket } = alarms(open({ topic: 'power-indoor' }), NOON + 10 * MINUTE);
    const rung = ticket.ladders[0]!.alarms.filter((alarm) => alarm.rung === 1);
    expect(rung.length).toBeGreaterThan(1);
    expect(rung.every(({ deliveredAt, failedAt }) => deliveredAt === null && failedAt === null)).toBe(true);
    const now = NOON + 11 * MINUTE;
    let failed = ticket;
    for (const [index, { id }] of rung.entries()) {
      failed = moved(failed, { kind: 'delivered', alarm: id, ok: false }, { by: system, now });
      const isLast = index === rung.length - 1;
      expect(failed.ladders[0]!.nextAt).toBe(isLast ? now : NOON + 20 * MINUTE);
    }
    const one = moved(ticket, { kind: 'delivered', alarm: rung[0]!.id, ok: true }, { by: system, now });
    expect(one.ladders[0]!.alarms.find(({ id }) => id === rung[0]!.id)?.deliveredAt).toBe(now);
    expect(one.ladders[0]!.nextAt).toBe(NOON + 20 * MINUTE);
  });

  test('a rung on which nobody stands is passed over at once', () => {
    const rungs = [
      { after: '5m', to: ['company'] },
      { after: '1h', to: ['leader'] },
    ];
    const file = escalationFile.parse({
      ladders: { one: { name: '一', always: true, rungs } },
      use: [{ cause: 'unassigned', ladder: 'one' }],
    });
    const of = { ...community, escalation: file };
    const result = tick(open({ topic: 'power-indoor' }, { community: of }), NOON + 5 * MINUTE, of);
    expect(result.ticket.ladders[0]?.alarms.map(({ to }) => to)).toEqual(['wang.gong']);
  });

  test('what failed in the night climbs on in the morning where it is not urgent', () => {
    const { ticket } = alarms(open({}, { now: at('2026-11-24 17:00') }), at('2026-11-24 17:30'));
    const night = at('2026-11-24 21:30');
    const [alarm] = ticket.ladders.find(({ about }) => about === 'unassigned')!.alarms;
    const failed = moved(ticket, { kind: 'delivered', alarm: alarm!.id, ok: false }, { by: system, now: night });
    expect(failed.ladders.find(({ about }) => about === 'unassigned')?.nextAt).toBeLessThanOrEqual(
      at('2026-11-25 08:30'),
    );
    expect(failed.ladders.find(({ about }) => about === 'unassigned')?.nextAt).not.toBe(night);
  });

  test('every alarm waits for the outcome of its message', () => {
    const result = tick(open({ topic: 'power-indoor' }), NOON + 5 * MINUTE);
    const ids = result.ticket.ladders[0]!.alarms.map(({ id }) => id);
    expect(messagesOf(result.effects).flatMap(({ alarm }) => alarm ?? [])).toEqual(ids);
  });

  test('an urgent ticket that is late: worker and head, 客服主管 and keeper, 项目经理 and 经理助理, the company line (R16)', () => {
    const taken = moved(open({ topic: 'power-indoor' }, { sequence: 2 }), { kind: 'accept' }, { by: 'li.shifu' });
    const { list } = alarms(taken, NOON + 3 * HOUR);
    expect(byTime(list('arrive'))).toEqual([
      '11-24 10:30 li.shifu wang.gong',
      '11-24 10:45 zhou.zhuguan he.jiedai',
      '11-24 11:00 chen.jingli fang.zhuli',
      '11-24 12:30 gao.zong',
    ]);
  });

  test('a complaint unanswered for 24 hours: desk and 客服主管, 项目经理 and 经理助理, the company line', () => {
    const ticket = moved(
      open({ category: '投诉', topic: 'slow-repair', accusedDepartment: '工程部' }),
      { kind: 'accept' },
      { by: 'li.shifu' },
    );
    expect(byTime(alarms(ticket, NOON + 37 * HOUR).list('answer'))).toEqual([
      '11-25 10:00 zhou.zhuguan he.jiedai tang.jiedai',
      '11-25 11:00 chen.jingli fang.zhuli',
      '11-25 22:00 gao.zong',
    ]);
  });

  test('R1 on the ladders of a personal complaint the handlers stand for the department; the accused never', () => {
    const ticket = open({ category: '投诉', topic: 'attitude', accused: '王工' });
    const { ticket: late } = alarms(ticket, NOON + 60 * HOUR);
    const everybody = late.ladders.flatMap((ladder) => ladder.alarms.map(({ to }) => to));
    expect(everybody.length).toBeGreaterThan(5);
    expect(
      everybody.filter((to) => ['wang.gong', 'li.shifu', 'zhang.shifu'].includes(to) || to.startsWith('group')),
    ).toEqual([]);
  });

  test('one person on two targets of a rung hears once', () => {
    const rungs = [{ after: '5m', to: ['leader', 'duty', 'assignee'] }];
    const file = escalationFile.parse({
      ladders: { one: { name: '一', always: true, rungs } },
      use: [{ ladder: 'one' }],
    });
    const of = { ...community, escalation: file };
    const result = tick(open({ topic: 'power-indoor' }, { community: of }), NOON + 5 * MINUTE, of);
    const hearers = told(result.effects)
      .filter((line) => line.includes('【一】'))
      .map((line) => line.split(':')[0]);
    expect(hearers.filter((one) => one === 'member wang.gong')).toHaveLength(1);
    const alarmed = result.ticket.ladders.find(({ about }) => about === 'unassigned')!.alarms.map(({ id }) => id);
    expect(new Set(alarmed).size).toBe(alarmed.length);
  });

  test('after a stop of the program every rung that has passed is climbed at once, and none twice', () => {
    const ticket = open({ topic: 'power-indoor' });
    const late = tick(ticket, NOON + 25 * MINUTE).ticket;
    const unassigned = late.ladders.find(({ about }) => about === 'unassigned')!;
    expect(unassigned.rung).toBe(3);
    expect(tick(late, NOON + 25 * MINUTE).ticket).toBe(late);
  });

  test('nothing is climbed for what has ended', () => {
    const { ticket } = alarms(open({ topic: 'power-indoor' }), NOON + 5 * MINUTE);
    const gone = moved(ticket, { kind: 'cancel', reason: '好了' }, { by: 'he.jiedai', now: NOON + 6 * MINUTE });
    expect(gone.ladders.every(({ endedAt }) => endedAt !== null)).toBe(true);
    expect(gone.nextDueAt).toBeNull();
    expect(apply(gone, { kind: 'tick' }, { by: system, now: NOON + 30 * HOUR }).effects).toEqual([]);
  });

  test('unassigned tickets escalate first: before any other limit of the same ticket is missed', () => {
    for (const report of [{}, { topic: 'power-indoor' }, { category: '投诉' as const, topic: 'parking' }]) {
      const { ticket } = opened(report);
      const first = tick(ticket, ticket.ladders.find(({ about }) => about === 'unassigned')!.nextAt!).ticket;
      const missed = Object.entries(first.deadlines).filter(
        ([kind, { missedAt }]) => kind !== 'handover' && missedAt !== null,
      );
      expect(missed).toEqual([]);
    }
  });
});
