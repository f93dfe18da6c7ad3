import { describe, expect, test } from '@jest/globals';
import { currentPromise } from '../../src/tickets/promises.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import {
  apply,
  at,
  community,
  HOUR,
  MINUTE,
  member,
  messagesOf,
  moved,
  NOON,
  open,
  opened,
  owner,
  refused,
  shipped,
  tick,
  told,
  toMember,
} from './factories.ts';
import { createTicketWorld } from './world.ts';

describe('half an hour (篇2 3.17; R7)', () => {
  test('R7 it runs from the owner’s first recognisable word, not from the ticket', () => {
    const ticket = open({ firstWordAt: NOON - 12 * MINUTE }, { now: NOON });
    expect(ticket.deadlines.handover).toMatchObject({ clock: 'wall', dueAt: NOON + 18 * MINUTE });
  });

  const STOPS: readonly [string, (ticket: Ticket) => Ticket, boolean][] = [
    ['the push alone', (ticket) => ticket, false],
    [
      'delivery of a card',
      (ticket) => moved(ticket, { kind: 'delivered', alarm: 'x', ok: true }, { by: { kind: 'system' } }),
      false,
    ],
    ['收到 by the desk in daytime', (ticket) => moved(ticket, { kind: 'acknowledge' }, { by: 'he.jiedai' }), false],
    [
      'an assignment by the desk',
      (ticket) => moved(ticket, { kind: 'assign', userid: 'li.shifu' }, { by: 'he.jiedai' }),
      false,
    ],
    ['收到 by the head', (ticket) => moved(ticket, { kind: 'acknowledge' }, { by: 'wang.gong' }), true],
    ['收到 by a worker', (ticket) => moved(ticket, { kind: 'acknowledge' }, { by: 'zhang.shifu' }), true],
    ['接单', (ticket) => moved(ticket, { kind: 'accept' }, { by: 'li.shifu' }), true],
    ['项目经理', (ticket) => moved(ticket, { kind: 'acknowledge' }, { by: 'chen.jingli' }), true],
  ];
  test.each(STOPS)('R7 %s', (_, act, stops) => {
    expect(act(open()).deadlines.handover?.metAt !== null).toBe(stops);
  });

  test('R6 R7 in quiet hours the duty desk acknowledges for the department', () => {
    const night = at('2026-11-24 23:00');
    const ticket = moved(open({}, { now: night }), { kind: 'acknowledge' }, { by: 'he.jiedai', now: night + MINUTE });
    expect(ticket.deadlines.handover?.metAt).toBe(night + MINUTE);
  });

  test('R7 篇2 3.17 warned before, alarmed at 30 minutes, at any hour', () => {
    const night = at('2026-11-24 02:00');
    const fresh = open({}, { now: night });
    const warned = tick(fresh, fresh.deadlines.handover!.warnAt!);
    expect(
      told(warned.effects).some((line) => line.startsWith(`member ${fresh.keeper}`) && line.includes('半小时传递')),
    ).toBe(true);
    const late = tick(warned.ticket, night + 30 * MINUTE);
    expect(late.ticket.deadlines.handover?.missedAt).toBe(night + 30 * MINUTE);
    expect(told(late.effects).some((line) => line.includes('【半小时传递】'))).toBe(true);
  });
});

describe('首接负责 (篇3 4.2, 4.9; R12)', () => {
  test('R12 in chat the receptionist on duty, in turn; in 登记 whoever logged it', () => {
    const names = [1, 2, 3, 4].map((sequence) => open({}, { sequence }).firstReceiver);
    expect(names).toEqual(['zhou.zhuguan', 'he.jiedai', 'tang.jiedai', 'zhou.zhuguan']);
    const logged = open({ loggedBy: 'tang.jiedai', channel: '来电' });
    expect(logged).toMatchObject({ firstReceiver: 'tang.jiedai', keeper: 'tang.jiedai' });
    // A guard who logs is its 首接人; the desk keeps it.
    const byGuard = open({ loggedBy: 'ma.baoan', channel: '代录' }, { sequence: 2 });
    expect(byGuard).toMatchObject({ firstReceiver: 'ma.baoan', keeper: 'he.jiedai' });
  });

  test('R12 the 首接人 never changes; the keeper only by hand-over, which is on record', () => {
    const ticket = open({}, { sequence: 2 });
    const handed = moved(
      ticket,
      { kind: 'hand-keeper', to: 'tang.jiedai', shift: '中班' },
      { by: 'he.jiedai', now: NOON + HOUR },
    );
    expect(handed).toMatchObject({ firstReceiver: 'he.jiedai', keeper: 'tang.jiedai' });
    expect(handed.handOvers).toEqual([{ at: NOON + HOUR, from: 'he.jiedai', to: 'tang.jiedai', shift: '中班' }]);
    expect(refused(handed, { kind: 'hand-keeper', to: 'tang.jiedai' }, { by: 'he.jiedai' }).refused).toBe('already');
    expect(refused(handed, { kind: 'hand-keeper', to: 'nobody' }, { by: 'he.jiedai' }).refused).toBe('unknown-member');
  });

  test('R12 the new keeper gets the reminders', () => {
    const ticket = moved(open({}, { sequence: 2 }), { kind: 'hand-keeper', to: 'tang.jiedai' }, { by: 'he.jiedai' });
    const warned = tick(ticket, ticket.deadlines.handover!.warnAt!);
    expect(told(warned.effects).some((line) => line.startsWith('member tang.jiedai'))).toBe(true);
    expect(told(warned.effects).some((line) => line.startsWith('member he.jiedai'))).toBe(false);
  });
});

describe('the head the same day (篇2 1.4; R9)', () => {
  test.each(['grab', 'assign', 'rotate'] as const)(
    'R9 in %s mode the head of the department is told by name',
    (dispatch) => {
      const categories = { ...community.routing.categories, 报修: { ...community.routing.categories.报修, dispatch } };
      const of = { ...community, routing: { ...community.routing, categories } };
      const { ticket, effects } = opened({}, { community: of });
      expect(ticket.dispatch).toBe(dispatch);
      expect(told(effects).some((line) => line.startsWith('member wang.gong'))).toBe(true);
    },
  );

  test('R9 at night a head who is off duty is left in peace while it is still the same day, else told at once', () => {
    const purposeAt = (now: number) =>
      toMember(
        opened({ category: '建议', topic: 'suggestion-facility' }, { now, community: withoutNightDuty }).effects,
        'chen.jingli',
      );
    expect(purposeAt(at('2026-11-24 02:00'))).toMatchObject({ purpose: 'reminder' }); // held until 08:30 the same day
    expect(purposeAt(at('2026-11-24 13:00'))).toMatchObject({ purpose: 'reminder' }); // held over the noon rest
    expect(purposeAt(at('2026-11-24 23:00'))).toMatchObject({ purpose: 'task' });
    expect(purposeAt(at('2026-11-24 10:00'))).toMatchObject({ purpose: 'task' });
  });

  const night = { id: 'night', name: '夜班', hours: { from: 20 * 60, to: 8 * 60 }, members: ['fang.zhuli'] };
  const noon = { id: 'noon', name: '午班', hours: { from: 12 * 60, to: 14 * 60 }, members: ['fang.zhuli'] };
  const day = { id: 'day', name: '白班', hours: { from: 8 * 60, to: 20 * 60 }, members: [] };
  const withoutNightDuty = {
    ...community,
    duty: {
      ...community.duty,
      departments: {
        ...community.duty.departments,
        management: { roles: ['manager' as const], shifts: [noon, day, night] },
      },
    },
  };

  test('R9 whoever is on duty gets his card at once, at night too', () => {
    const { effects } = opened({}, { now: at('2026-11-24 23:00') });
    expect(toMember(effects, 'li.shifu')).toMatchObject({ purpose: 'task' });
  });
});

describe('把时间留给自己 (篇3 4.8; R13)', () => {
  test.each(Object.entries(shipped.routing.slas))(
    'R13 %s: what is promised is never earlier than the target',
    (_, level) => {
      const target = level.promises === 'answer' ? community.escalation.answer : level[level.promises];
      expect(target).toBeDefined();
      expect(level.promise).toBeGreaterThanOrEqual(target!);
    },
  );

  test.each([
    ['报修', 'repair-other', /抱歉.*要师傅上门看过才能修。预计11月28日10:00前处理好/],
    ['报修', 'power-indoor', /抱歉.*同事要赶到现场。预计约40分钟内（今天10:40前）有人到现场/],
    ['投诉', 'slow-repair', /抱歉.*要先把情况核实清楚。我们会在明天10:00前给您答复/],
    ['其它', 'enquiry-other', /抱歉.*要请负责的同事核实。我们会在今天14:00前跟您联系/],
    ['服务', 'housekeeping', /^我们会在约2小时内（今天12:00前）跟您联系/], // nothing to regret: it is an order
  ] as const)(
    'R13 篇3 4.8 at opening the owner reads regret, reason and time: %s %s',
    async (category, topic, words) => {
      expect((await createTicketWorld().open({ category, topic })).promise).toMatch(words);
    },
  );

  test('R13 every level whose matter can be called unsolved has its reason', () => {
    const orders = ['service', 'praise', 'suggestion', 'register'];
    const without = Object.entries(shipped.routing.slas).filter(([, { reason }]) => reason === undefined);
    expect(without.map(([level]) => level)).toEqual(orders);
    for (const { reason } of Object.values(shipped.routing.slas))
      expect(reason ?? '').not.toMatch(/不知道|不清楚|免费|你/);
  });

  test('R13 the promise is told with the time and kept on the ticket until its step is done; then the next one', () => {
    const ticket = open({ topic: 'power-indoor' });
    expect(currentPromise(ticket)).toMatchObject({ about: 'arrive', until: NOON + 40 * MINUTE });
    const accepted = apply(ticket, { kind: 'accept' }, { by: 'li.shifu', now: NOON + 5 * MINUTE });
    expect(told(accepted.effects).find((line) => line.startsWith('owner'))).toContain('10:40');
    const arrived = apply(accepted.ticket, { kind: 'arrive' }, { by: 'li.shifu', now: NOON + 20 * MINUTE });
    expect(arrived.ticket.promises[0]).toMatchObject({ endedAt: NOON + 20 * MINUTE, lapsed: false });
    expect(currentPromise(arrived.ticket)).toMatchObject({ about: 'finish' });
    expect(told(arrived.effects).find((line) => line.startsWith('owner'))).toContain('预计');
  });

  test('R13 a person renews with a reason and a later time; the owner reads regret, reason and time', () => {
    const ticket = moved(open(), { kind: 'accept' }, { by: 'li.shifu' });
    const until = at('2026-12-01 18:00');
    expect(refused(ticket, { kind: 'renew-promise', until, reason: '' }, { by: 'li.shifu' }).refused).toBe(
      'needs-text',
    );
    expect(refused(ticket, { kind: 'renew-promise', until: NOON - 1, reason: '忙' }, { by: 'li.shifu' }).refused).toBe(
      'bad-time',
    );
    const renewed = apply(ticket, { kind: 'renew-promise', until, reason: '配件周二才到' }, { by: 'li.shifu' });
    const line = told(renewed.effects).find((one) => one.startsWith('owner'))!;
    expect(line).toContain('抱歉');
    expect(line).toContain('配件周二才到');
    expect(line).toContain('12月1日18:00');
    expect(currentPromise(renewed.ticket)).toMatchObject({ until, reason: '配件周二才到', by: 'li.shifu' });
  });

  test('R13 never silently: the keeper is reminded, then the program renews with a reason, twice; then it lapses with an alarm', () => {
    let ticket: Ticket = moved(
      open({ category: '其它', topic: 'enquiry-other' }),
      { kind: 'acknowledge' },
      { by: 'he.jiedai' },
    );
    const seen: string[] = [];
    for (let count = 0; count < 60 && ticket.nextDueAt !== null; count += 1) {
      const now = ticket.nextDueAt;
      const result = tick(ticket, now);
      const before = ticket.promises.length;
      for (const line of told(result.effects)) {
        if (line.includes('答应业主的时间')) seen.push('reminded');
        if (line.startsWith('owner') && line.includes('抱歉')) seen.push('renewed');
        if (line.includes('【承诺到期】')) seen.push('alarm');
      }
      if (result.ticket.promises.length > before)
        expect(result.ticket.promises.at(-2)?.endedAt).toBeLessThanOrEqual(result.ticket.promises.at(-2)!.until);
      ticket = result.ticket;
      if (ticket.promises.at(-1)?.lapsed) break;
    }
    const steps = seen.filter((step) => step !== 'alarm').filter((step, index, all) => step !== all[index - 1]);
    expect(steps).toEqual(['reminded', 'renewed', 'reminded', 'renewed', 'reminded']);
    expect(ticket.promises.at(-1)).toMatchObject({ lapsed: true });
    expect(ticket.ladders.some(({ about, endedAt }) => about === 'promise' && endedAt === null)).toBe(true);
  });

  test.each([
    ['nobody has it', open({ category: '其它', topic: 'enquiry-other' }), '人手还在安排'],
    ['somebody has it', moved(open({ topic: 'power-indoor' }), { kind: 'accept' }, { by: 'li.shifu' }), '还在处理'],
    ['a complaint', open({ category: '投诉', topic: 'slow-repair' }), '还在核实情况'],
    [
      'a price waits for the owner',
      moved(
        moved(open({ topic: 'power-indoor' }), { kind: 'accept' }, { by: 'li.shifu' }),
        { kind: 'quote', amount: 80, item: '换开关', why: '按现场' },
        { by: 'li.shifu' },
      ),
      '等您确认报价',
    ],
  ])('R13 the program gives a true reason: %s', (_, ticket, reason) => {
    let current = ticket;
    while (current.promises.length === ticket.promises.length) current = tick(current, current.nextDueAt!).ticket;
    const words = told(current.pendingEffects).filter((line) => line.startsWith('owner') && line.includes('抱歉'));
    expect(words.at(-1)).toContain(reason);
  });

  test('R13 what was promised and falls into the night is renewed before it', () => {
    const ticket = open({ category: '其它', topic: 'enquiry-other' }, { now: at('2026-11-24 17:30') });
    const until = currentPromise(ticket)!.until;
    const evening = moved(
      ticket,
      { kind: 'renew-promise', until: at('2026-11-24 22:00'), reason: '核实中' },
      { by: 'he.jiedai' },
    );
    expect(until).toBeGreaterThan(at('2026-11-24 17:30'));
    let current = evening;
    let renewedAt = 0;
    while (current.nextDueAt !== null && current.nextDueAt <= at('2026-11-24 23:59')) {
      const now = current.nextDueAt;
      current = tick(current, now).ticket;
      if (renewedAt === 0 && current.promises.length > evening.promises.length) renewedAt = now;
    }
    expect(renewedAt).toBe(at('2026-11-24 20:59'));
    expect(currentPromise(current)!.until).toBeGreaterThanOrEqual(at('2026-11-25 08:30'));
  });

  test('R13 a promise made in the night for the same night is not renewed at once', () => {
    const ticket = open({ category: '投诉', topic: 'parking' }, { now: at('2026-11-24 23:00') });
    const late = tick(ticket, at('2026-11-24 23:05')).ticket;
    expect(late.promises).toHaveLength(1);
  });

  test('篇5 五.3 while it waits the owner knows why and when he hears again; going on he is told the new time', () => {
    const accepted = moved(open(), { kind: 'accept' }, { by: 'li.shifu' });
    const waiting = apply(accepted, { kind: 'suspend', reason: 'parts', text: '等阀芯到货' }, { by: 'li.shifu' });
    const line = told(waiting.effects).find((one) => one.startsWith('owner'))!;
    expect(line).toContain('等阀芯到货');
    expect(line).toContain('抱歉');
    expect(waiting.ticket.deadlines.next?.dueAt).toBe(NOON + 24 * HOUR);
    const on = apply(waiting.ticket, { kind: 'resume' }, { by: 'li.shifu', now: at('2026-11-25 09:00') });
    expect(told(on.effects).find((one) => one.startsWith('owner'))).toContain('继续处理');
    expect(on.ticket.deadlines.next?.metAt).toBe(at('2026-11-25 09:00'));
  });
});

describe('appointments and what is added (篇5 六.1)', () => {
  test('篇5 六.1 an agreed time is the promise and the time on site', () => {
    const appointment = { from: at('2026-11-26 14:00'), to: at('2026-11-26 16:00'), text: '周四下午2点到4点' };
    const ticket = open({ appointment });
    expect(ticket.deadlines.arrive).toMatchObject({ dueAt: appointment.to });
    expect(currentPromise(ticket)).toMatchObject({ until: appointment.to, about: 'arrive' });
    // Three working days of engineering from two in the afternoon of the 26th.
    expect(ticket.deadlines.finish?.dueAt).toBe(at('2026-11-29 14:00'));
  });

  test('urgent work does not wait for an appointment', () => {
    const appointment = { from: at('2026-11-26 14:00'), to: at('2026-11-26 16:00'), text: '周四下午' };
    const ticket = open({ topic: 'power-indoor', appointment });
    expect(ticket.deadlines.arrive?.dueAt).toBe(NOON + 30 * MINUTE);
  });

  test('what the owner adds reaches the worker, a photo too; what staff write reaches the owner with a name', () => {
    const accepted = moved(open(), { kind: 'accept' }, { by: 'li.shifu' });
    const note = apply(accepted, { kind: 'note', text: '下午三点以后在家' }, { by: owner() });
    expect(
      told(note.effects).some((line) => line.startsWith('member li.shifu') && line.includes('下午三点以后在家')),
    ).toBe(true);
    const photo = apply(accepted, { kind: 'add-media', media: [{ file: 'a.jpg', type: 'image' }] }, { by: owner() });
    expect(messagesOf(photo.effects)).toContainEqual(
      expect.objectContaining({ to: 'member', userid: 'li.shifu', content: { kind: 'image', file: 'a.jpg' } }),
    );
    const reply = apply(accepted, { kind: 'note', text: '师傅四点到', toOwner: true }, { by: 'li.shifu' });
    expect(told(reply.effects).find((line) => line.startsWith('owner'))).toContain('李师傅（工号202）');
    const back = apply(
      accepted,
      { kind: 'add-media', media: [{ file: 'b.jpg', type: 'image' }], toOwner: true },
      { by: member('li.shifu') },
    );
    expect(messagesOf(back.effects)).toContainEqual(
      expect.objectContaining({ to: 'owner', content: { kind: 'image', file: 'b.jpg' } }),
    );
  });
});
