import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Community } from '../../../src/config/types.ts';
import { createShiftScheduler } from '../../../src/staff/shifts/shift-scheduler.ts';
import { openStaffWorld, type StaffWorld, textOf } from '../world.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

let world: StaffWorld;
let plain: Community;
beforeAll(async () => {
  world = await openStaffWorld();
  plain = world.community();
});

/** 何敏 in the morning, 唐悦 in the afternoon, 周主管 at night. */
function rostered(): Community {
  const members: Record<string, string[]> = { early: ['he.jiedai'], late: ['tang.jiedai'], night: ['zhou.zhuguan'] };
  const { service } = plain.duty.departments;
  const shifts = service!.shifts.map((shift) => ({ ...shift, members: members[shift.id]! }));
  return {
    ...plain,
    duty: { ...plain.duty, departments: { ...plain.duty.departments, service: { ...service!, shifts } } },
  };
}
let today = 0;
beforeEach(async () => {
  world.empty();
  world.configure([rostered()]);
  // Each test has a day of its own, from 10:00 on.
  today += 1;
  const start = Date.UTC(2026, 10, 25 + today, 2);
  world.clock.advance(start - world.clock.now());
});

const to = (userid: string) =>
  world
    .take()
    .filter((message) => message.to === 'member' && message.userid === userid)
    .map(textOf);
const scheduler = () => createShiftScheduler(world.schedulerDeps());

describe('篇3 4.9, R35: the shift is handed over', () => {
  test('交班: open items with promised times and next steps, free entries, told to the next shift by name', async () => {
    const ticket = await world.open();
    expect(ticket.keeper).toBe('he.jiedai');
    expect(await world.say('he.jiedai', '交班 3号楼门禁坏了，已报修')).toContain('交班簿');
    world.take();
    const answer = await world.say('he.jiedai', '交班');
    expect(answer).toContain('早班→中班');
    expect(answer).toContain(ticket.number);
    expect(answer).toMatch(/承诺\S+\d\d:\d\d/);
    expect(answer).toContain('3号楼门禁坏了');
    expect(to('tang.jiedai').join()).toContain(ticket.number);
  });

  test('接班: he signs, and what the last shift kept is his by name, with everything else unchanged', async () => {
    const ticket = await world.open();
    await world.say('he.jiedai', '交班');
    const answer = await world.say('tang.jiedai', '接班');
    expect(answer).toContain('唐悦已接班签字，接手 1 项');
    const after = await world.load(ticket);
    expect(after.keeper).toBe('tang.jiedai');
    expect(after.firstReceiver).toBe('he.jiedai');
    expect(after.handOvers).toEqual([{ at: world.clock.now(), from: 'he.jiedai', to: 'tang.jiedai', shift: '中班' }]);
    expect(await world.store.shifts.latest('main', 'service')).toMatchObject({
      from: 'he.jiedai',
      to: ['tang.jiedai'],
      signedBy: 'tang.jiedai',
      items: [expect.objectContaining({ number: ticket.number, promisedAt: expect.any(Number) })],
    });
  });

  test('is signed once, and not by whoever handed over', async () => {
    await world.open();
    await world.say('he.jiedai', '交班');
    expect(await world.say('he.jiedai', '接班')).toContain('不能是同一个人');
    await world.say('tang.jiedai', '接班');
    expect(await world.say('zhou.zhuguan', '接班')).toMatch(/已由唐悦接班|没有待接的班/);
  });

  test('whoever goes on working keeps what is his', async () => {
    world.configure([plain]);
    const kept = [await world.open(), await world.open(), await world.open()];
    const byHe = kept.filter(({ keeper }) => keeper === 'he.jiedai');
    const others = kept.filter(({ keeper }) => keeper !== 'he.jiedai');
    expect(byHe.length * others.length).toBeGreaterThan(0);
    await world.say('he.jiedai', '交班');
    await world.say('tang.jiedai', '接班');
    for (const ticket of byHe) expect((await world.load(ticket)).keeper).toBe('tang.jiedai');
    for (const ticket of others) expect((await world.load(ticket)).keeper).toBe(ticket.keeper);
  });

  test('a finished ticket and a complaint about a person are not on the paper (R1)', async () => {
    const done = await world.open();
    await world.say('li.shifu', `接 ${done.number}`);
    await world.say('li.shifu', `完成 ${done.number} 通了`);
    const personal = await world.open({
      category: '投诉',
      topic: 'attitude',
      words: ['保安马师傅骂人'],
      summary: '保安马师傅骂人',
      accused: '马师傅',
      accusedDepartment: 'security',
    });
    const answer = await world.say('he.jiedai', '交班');
    expect(answer).not.toContain(done.number);
    expect(answer).not.toContain(personal.number);
    expect(answer).not.toContain('骂人');
  });

  test('another department has a book of its own', async () => {
    const ticket = await world.open();
    await world.say('li.shifu', '交班 梯子在3栋地下室');
    const answer = await world.say('li.shifu', '交班');
    expect(answer).toContain(ticket.number);
    expect(answer).toContain('梯子');
    expect(await world.say('he.jiedai', '交班')).not.toContain('梯子');
  });
});

describe('the record writes itself', () => {
  test('at the end of the shift, once, and the next one reads it at once, also at midnight', async () => {
    const ticket = await world.open();
    await world.say('he.jiedai', '交班 钥匙在抽屉');
    world.take();
    const tick = () => scheduler().tick();
    world.clock.advance(6 * HOUR - 1);
    await tick();
    expect(to('tang.jiedai')).toEqual([]);
    world.clock.advance(1); // 16:00
    await tick();
    await tick();
    const told = world.take().filter((message) => message.to === 'member' && message.userid === 'tang.jiedai');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ purpose: 'task' });
    expect(textOf(told[0]!)).toMatch(new RegExp(`系统[\\s\\S]*${ticket.number}[\\s\\S]*钥匙在抽屉`));
    await world.say('tang.jiedai', '接班');
    expect((await world.load(ticket)).keeper).toBe('tang.jiedai');
    world.take();

    world.clock.advance(8 * HOUR); // midnight
    await tick();
    expect(to('zhou.zhuguan').join()).toContain(ticket.number);
  });

  test('without a roster nobody is woken: it waits for the morning, and nobody in particular is missed', async () => {
    world.configure([plain]);
    await world.open();
    world.take();
    world.clock.advance(14 * HOUR); // midnight
    const shifts = scheduler();
    await shifts.tick();
    const told = world.take();
    expect(told.length).toBeGreaterThan(0);
    for (const { purpose } of told) expect(plain.delivery.quiet).toContain(purpose);
    world.clock.advance(HOUR);
    await shifts.tick();
    expect(world.take()).toEqual([]);
  });

  test('two processes write it once', async () => {
    await world.open();
    world.take();
    world.clock.advance(6 * HOUR);
    await Promise.all([scheduler().tick(), scheduler().tick()]);
    expect(to('tang.jiedai')).toHaveLength(1);
  });

  test('what was handed over by hand stays as it was', async () => {
    await world.open();
    await world.say('he.jiedai', '交班');
    world.take();
    world.clock.advance(6 * HOUR);
    await scheduler().tick();
    expect(to('tang.jiedai')).toEqual([]);
    expect(await world.store.shifts.latest('main', 'service')).toMatchObject({ from: 'he.jiedai' });
  });

  test('nothing to hand over: a record, and nobody is troubled', async () => {
    world.clock.advance(6 * HOUR);
    await scheduler().tick();
    expect(await world.store.shifts.latest('main', 'service')).toMatchObject({
      shift: '早班',
      items: [],
      from: 'system',
    });
    expect(world.take()).toEqual([]);
  });

  test('篇2 3.17: nobody signs within half an hour: 客服主管 hears of it, once', async () => {
    await world.open();
    world.clock.advance(6 * HOUR);
    const shifts = scheduler();
    await shifts.tick();
    world.clock.advance(30 * MINUTE - 1);
    await shifts.tick();
    world.take();
    world.clock.advance(1);
    await shifts.tick();
    await shifts.tick();
    expect(to('zhou.zhuguan')).toEqual([expect.stringMatching(/中班.*接班/)]);
  });

  test('接班 without a record writes the one of the shift that has just ended', async () => {
    const ticket = await world.open();
    world.clock.advance(6 * HOUR + MINUTE);
    expect(await world.say('tang.jiedai', '接班')).toContain('接手 1 项');
    expect((await world.load(ticket)).keeper).toBe('tang.jiedai');
  });
});
