import { describe, expect, test } from '@jest/globals';
import {
  apply,
  at,
  community,
  HOUR,
  MINUTE,
  moved,
  NOON,
  open,
  opened,
  owner,
  refused,
  tick,
  told,
} from '../factories.ts';
import { createTicketWorld } from '../world.ts';

const danger = (kind: string) => {
  const rule = community.routing.dangers[kind]!;
  return {
    category: rule.category,
    topic: rule.topic ?? 'emergency',
    danger: kind,
    urgent: true,
    words: ['出事了'],
    summary: rule.name,
  };
};
const MAJOR = Object.entries(community.routing.dangers)
  .filter(([, { major }]) => major)
  .map(([kind]) => kind);

describe('重大(突发)事件 (篇1 4.10; R10, R11)', () => {
  test.each(MAJOR)(
    'R10 %s opens the record: told at once, the written report due in 4 hours on the wall clock',
    (kind) => {
      const night = at('2026-11-25 03:00');
      const { ticket, effects } = opened(danger(kind), { now: night });
      expect(ticket.major).toMatchObject({ at: night });
      expect(ticket.deadlines.written).toMatchObject({ clock: 'wall', dueAt: night + 4 * HOUR });
      const lines = told(effects);
      for (const who of ['chen.jingli', 'fang.zhuli'])
        expect(lines.some((line) => line.startsWith(`member ${who}`) && line.includes('重大突发'))).toBe(true);
      expect(effects.every(({ effect }) => !('purpose' in effect) || effect.purpose === 'emergency')).toBe(true);
      expect(ticket.major?.told.map(({ who }) => who)).toEqual(['chen.jingli', 'fang.zhuli']);
    },
  );

  test.each(['electric', 'flood'])('R10 %s in one home is 急修, not 重大', (kind) => {
    const ticket = open(danger(kind));
    expect(ticket).toMatchObject({ category: '报修', urgent: true, major: null, level: 'urgent' });
  });

  test('R10 it becomes 重大 when it spreads to three households of a building', async () => {
    const room = createTicketWorld();
    const flood = (roomNumber: string) => {
      const house = { building: '3', unit: '2', room: roomNumber };
      const conversationId = `wkDEMO/${roomNumber}`;
      return {
        ...danger('flood'),
        house,
        reporter: { conversationId, name: null, phone: null, house, relation: null },
      };
    };
    expect((await room.open(flood('1701'))).ticket.major).toBeNull();
    expect((await room.open(flood('1601'))).ticket.major).toBeNull();
    const third = (await room.open(flood('1501'))).ticket;
    expect(third.major?.reason).toContain('3户');
    expect(third.deadlines.written).toBeDefined();
    expect(
      told(third.pendingEffects).some((line) => line.startsWith('member chen.jingli') && line.includes('重大突发')),
    ).toBe(true);
  });

  test('R10 a person can declare it', () => {
    const { ticket, effects } = apply(
      open({ topic: 'pipe-burst' }),
      { kind: 'report-major', step: 'declare', text: '地下室已进水' },
      { by: 'wang.gong', now: NOON + 5 * MINUTE },
    );
    expect(ticket.deadlines.written?.dueAt).toBe(NOON + 5 * MINUTE + 4 * HOUR);
    expect(told(effects).some((line) => line.startsWith('member chen.jingli'))).toBe(true);
  });

  test('R10 verbal and written reports are on record; the written one meets its limit, else the alarm', () => {
    const ticket = open(danger('fire'));
    const verbal = moved(ticket, { kind: 'report-major', step: 'verbal', text: '已到场疏散' }, { by: 'zhao.duizhang' });
    expect(verbal.deadlines.written?.metAt).toBeNull();
    const written = moved(
      verbal,
      { kind: 'report-major', step: 'written', text: '经过如下' },
      { by: 'zhao.duizhang', now: NOON + 3 * HOUR },
    );
    expect(written.major?.reports.map(({ step, by }) => [step, by])).toEqual([
      ['verbal', 'zhao.duizhang'],
      ['written', 'zhao.duizhang'],
    ]);
    expect(written.deadlines.written?.metAt).toBe(NOON + 3 * HOUR);
    const late = tick(verbal, NOON + 4 * HOUR).ticket;
    expect(late.ladders.some(({ about }) => about === 'written')).toBe(true);
  });

  test('R11 a 突发 ticket has one of the seven categories and its record', () => {
    for (const kind of MAJOR) {
      const ticket = open(danger(kind));
      expect(['报修', '其它', '投诉']).toContain(ticket.category);
      expect(ticket.number).toMatch(/^(BX|QT|TS)/);
    }
  });

  test('R10 轻生: no group reads what it is about', () => {
    const { ticket, effects } = opened({ ...danger('suicide'), words: ['有人要跳楼'], summary: '有人要跳楼' });
    const groups = told(effects).filter((line) => line.startsWith('group'));
    expect(groups.length).toBeGreaterThan(0);
    for (const line of groups) expect(line).not.toMatch(/跳楼|轻生/);
    expect(ticket.discreet).toBe(true);
  });

  test('an owner’s message alone does not call off a danger', () => {
    expect(refused(open(danger('fire')), { kind: 'cancel', reason: '看错了' }, { by: owner() }).refused).toBe(
      'not-yours',
    );
  });

  test('R10 急修: on site 30 minutes, finished 24 hours, promised with a reserve', () => {
    const ticket = open({ topic: 'power-indoor', words: ['家里没电'] }, { now: at('2026-10-02 02:00') });
    const start = at('2026-10-02 02:00');
    expect(ticket.deadlines.arrive).toMatchObject({ clock: 'wall', dueAt: start + 30 * MINUTE });
    expect(ticket.deadlines.finish).toMatchObject({ clock: 'wall', dueAt: start + 24 * HOUR });
    expect(ticket.promises[0]).toMatchObject({ about: 'arrive', until: start + 40 * MINUTE });
  });

  test('R10 a danger in one home is climbed from the first half minute too, without 项目经理', () => {
    let ticket = open(danger('electric'));
    for (const seconds of [30, 120]) ticket = tick(ticket, NOON + seconds * 1_000).ticket;
    const [ladder] = ticket.ladders.filter(({ about }) => about === 'danger');
    expect(ladder!.alarms.map(({ at: when, to }) => [(when - NOON) / 1_000, to])).toEqual([
      [30, 'wang.gong'],
      [30, 'li.shifu'],
      [30, 'zhang.shifu'],
      [120, 'zhou.zhuguan'],
      [120, 'he.jiedai'],
      [120, 'tang.jiedai'],
    ]);
  });

  test('R10 the danger ladder climbs at 30 s, 2 min, 10 min until a person answers', () => {
    let ticket = open(danger('gas'));
    const heard: string[] = [];
    for (const seconds of [30, 120, 600]) {
      const result = tick(ticket, NOON + seconds * 1_000);
      ticket = result.ticket;
      const ladder = ticket.ladders.find(({ about }) => about === 'danger')!;
      heard.push(
        ladder.alarms
          .filter((alarm) => alarm.at === NOON + seconds * 1_000)
          .map(({ to }) => to)
          .join(),
      );
    }
    expect(heard).toEqual(['zhao.duizhang,zhou.zhuguan,he.jiedai,tang.jiedai', 'chen.jingli,fang.zhuli', 'gao.zong']);
    const seen = moved(ticket, { kind: 'acknowledge' }, { by: 'ma.baoan', now: NOON + 11 * MINUTE });
    expect(seen.ladders.find(({ about }) => about === 'danger')?.endedAt).toBe(NOON + 11 * MINUTE);
  });
});
