import { describe, expect, test } from '@jest/globals';
import { community, DAY, HOUR, moved, NOON, open, told } from '../factories.ts';
import { createTicketWorld } from '../world.ts';

const from = (conversationId: string, room: string) => {
  const house = { building: '3', unit: '2', room };
  return { house, reporter: { conversationId, name: null, phone: null, house, relation: null } };
};
const LIGHT = {
  topic: 'lighting-public',
  words: ['楼道灯坏了'],
  summary: '楼道灯坏了',
  place: '2单元5楼楼道',
} as const;

describe('common-area faults, repeats and rises', () => {
  test('several owners, one ticket: each reporter is on it and all are told when it is fixed', async () => {
    const room = createTicketWorld();
    const first = await room.open({ ...LIGHT, ...from('wkDEMO/a', '501') });
    const second = await room.open({ ...LIGHT, ...from('wkDEMO/b', '502'), words: ['5楼楼道又黑了'] });
    const third = await room.open({ ...LIGHT, ...from('wkDEMO/c', '503') });
    expect([first.joined, second.joined, third.joined]).toEqual([false, true, true]);
    expect(new Set([first, second, third].map(({ ticket }) => ticket.number)).size).toBe(1);
    await room.act('t1', { kind: 'accept' }, 'li.shifu');
    const done = await room.act('t1', { kind: 'complete', text: '换了灯' }, 'li.shifu');
    const finished = told(done.pendingEffects).filter((line) => line.includes('换了灯'));
    expect(finished.map((line) => line.split(':')[0])).toEqual(['owner wkDEMO/a', 'owner wkDEMO/b', 'owner wkDEMO/c']);
    expect(done.joined[0]?.words).toEqual(['5楼楼道又黑了']);
  });

  test('the same report handled again joins once', async () => {
    const room = createTicketWorld();
    await room.open({ ...LIGHT, ...from('wkDEMO/a', '501') }, 'a');
    const once = await room.open({ ...LIGHT, ...from('wkDEMO/b', '502') }, 'b');
    const again = await room.open({ ...LIGHT, ...from('wkDEMO/b', '502') }, 'b');
    expect(again).toMatchObject({ joined: true, ticket: { _id: once.ticket._id } });
    expect(again.ticket.joined).toHaveLength(1);
  });

  test.each([
    ['another building', { house: { building: '5', unit: '2', room: '501' } }],
    ['another unit', { house: { building: '3', unit: '1', room: '501' } }],
    ['another spot', { place: '地下车库' }],
    ['another topic', { topic: 'lift-fault' }],
    ['a private fault', { topic: 'plumbing' }],
  ])('%s is a ticket of its own', async (_, other) => {
    const room = createTicketWorld();
    await room.open({ ...LIGHT, ...from('wkDEMO/a', '501') });
    const { joined } = await room.open({ ...LIGHT, ...from('wkDEMO/b', '502'), ...other });
    expect(joined).toBe(false);
  });

  test('a fixed fault that comes back is a ticket of its own', async () => {
    const room = createTicketWorld();
    await room.open({ ...LIGHT, ...from('wkDEMO/a', '501') });
    await room.act('t1', { kind: 'accept' }, 'li.shifu');
    await room.act('t1', { kind: 'complete', text: '换了灯' }, 'li.shifu');
    expect((await room.open({ ...LIGHT, ...from('wkDEMO/b', '502') })).joined).toBe(false);
  });

  test('the same owner again is linked both ways, within 30 days', async () => {
    const room = createTicketWorld();
    await room.open({ topic: 'leak' }, 'first');
    room.time.now = NOON + 29 * DAY;
    const second = await room.open({ topic: 'leak' }, 'second');
    expect(second.ticket.linked).toEqual([expect.objectContaining({ id: 'first', why: 'repeat' })]);
    await room.settle();
    expect((await room.load('first')).linked).toEqual([expect.objectContaining({ id: 'second', why: 'repeat' })]);
    room.time.now = NOON + 60 * DAY;
    expect((await room.open({ topic: 'leak' }, 'third')).ticket.linked).toEqual([]);
  });

  test('a sudden rise over one topic or building alarms 项目经理 at the mark and at every doubling', async () => {
    const room = createTicketWorld();
    const { tickets: mark } = community.escalation.rise;
    const said: number[] = [];
    for (let count = 1; count <= mark * 2 + 1; count += 1) {
      room.time.now = NOON + count * 60_000;
      const { ticket } = await room.open({
        topic: 'sanitation',
        category: '投诉',
        ...from(`wkDEMO/${count}`, `${count}01`),
      });
      const alarm = told(ticket.pendingEffects).find((line) => line.includes('集中反映'));
      if (alarm === undefined) continue;
      expect(alarm).toMatch(/^member chen\.jingli/);
      said.push(count);
    }
    expect(said).toEqual([mark, mark * 2]);
  });

  test('a rise is counted within its window only', async () => {
    const room = createTicketWorld();
    for (let count = 1; count <= 10; count += 1) {
      room.time.now = NOON + count * HOUR;
      const { ticket } = await room.open({
        topic: 'sanitation',
        category: '投诉',
        ...from(`wkDEMO/${count}`, `${count}01`),
      });
      expect(told(ticket.pendingEffects).join()).not.toContain('集中反映');
    }
  });

  test('merging takes the reporters along and tells them; splitting opens a ticket that knows the other', async () => {
    const room = createTicketWorld();
    await room.open({ ...from('wkDEMO/a', '501') }, 'a');
    await room.open({ ...from('wkDEMO/b', '502') }, 'b');
    const numberOfA = (await room.load('a')).number;
    const merged = await room.act('b', { kind: 'merge', into: 'a', intoNumber: numberOfA }, 'he.jiedai');
    expect(merged).toMatchObject({ state: 'merged', mergedInto: { id: 'a' } });
    expect(told(merged.pendingEffects).find((line) => line.startsWith('owner wkDEMO/b'))).toContain(numberOfA);
    await room.settle();
    const kept = await room.load('a');
    expect(kept.joined.map(({ reporter }) => reporter.conversationId)).toEqual(['wkDEMO/b']);
    await room.act('a', { kind: 'split', category: '服务', topic: 'housekeeping', summary: '顺便保洁' }, 'he.jiedai');
    await room.settle();
    const [split] = await room.tickets.search({ community: 'main', categories: ['服务'], limit: 5 });
    expect(split).toMatchObject({ summary: '顺便保洁', words: kept.words });
    expect(split?.linked).toEqual([expect.objectContaining({ id: 'a', why: 'related' })]);
  });

  test('R20 a leak from above is 报修 to the household; the one above is not accused', () => {
    const ticket = open({ topic: 'leak', words: ['楼上漏水，把我家吊顶泡了'] });
    expect(ticket).toMatchObject({ category: '报修', complaint: null, visitKinds: ['leak'] });
    expect(moved(ticket, { kind: 'accept' }, { by: 'li.shifu' }).state).toBe('accepted');
  });
});
