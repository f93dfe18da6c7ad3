import { describe, expect, test } from '@jest/globals';
import { DAY, HOUR, planned, TEN } from './factories.ts';
import { createWorld } from './world.ts';

const LEAK = { topic: 'leak', summary: '飘窗渗水' } as const;
const rain = (id: string, when: number) => ({ community: 'main', by: 'chen.jingli', at: when, id });

describe('R22: the first rain after the repair', () => {
  test('R22: 下雨 makes the waiting visit due, once; the question names the rain', async () => {
    const world = createWorld();
    await world.finish(LEAK);
    await world.until(TEN + 10 * DAY);
    expect((await world.visit('rain')).state).toBe('planned');
    expect(await world.service.rain(rain('r1', world.now()))).toBe(1);
    expect(await world.service.rain(rain('r1', world.now()))).toBe(0);
    expect(await world.service.rain(rain('r2', world.now()))).toBe(0);
    await world.later(5 * HOUR);
    const visit = await world.visit('rain');
    expect(visit).toMatchObject({ state: 'phone', rain: { id: 'r1', by: 'chen.jingli' } });
    expect(world.saidTo('he.jiedai').at(-1)).toContain('下过雨之后还漏吗');
  });

  test('R22: no rain: due after 30 days at the latest', async () => {
    const world = createWorld();
    await world.finish(LEAK);
    await world.until(TEN + 30 * DAY - 1);
    expect((await world.visit('rain')).state).toBe('planned');
    await world.until(TEN + 30 * DAY + 5 * HOUR);
    expect((await world.visit('rain')).state).toBe('phone');
  });

  test('R22: rain before the repair, or in another community, is none', async () => {
    const world = createWorld();
    await world.finish(LEAK);
    await world.later(HOUR);
    expect(await world.service.rain(rain('r0', TEN - HOUR))).toBe(0);
    expect(await world.service.rain({ ...rain('r1', world.now()), community: 'east' })).toBe(0);
  });

  test('R22: rain just before the visit after three days: one visit, not two', async () => {
    const world = createWorld();
    await world.finish(LEAK);
    await world.until(TEN + 3 * DAY - 6 * HOUR);
    await world.service.rain(rain('r1', world.now()));
    const dated = await world.visit('after/259200000');
    expect(await world.visit('rain')).toMatchObject({ outcome: 'merged', takenOverBy: dated._id });
    expect(dated.rain?.id).toBe('r1');
  });

  test('R22: rain more than 12 h before it: two visits', async () => {
    const world = createWorld();
    await world.finish(LEAK);
    await world.until(TEN + 2 * DAY);
    await world.service.rain(rain('r1', world.now()));
    expect((await world.visit('rain')).outcome).toBeNull();
  });

  test('every waiting visit hears of it, however many there are', async () => {
    const world = createWorld();
    const waiting = planned(['leak']).find(({ waits }) => waits === 'rain')!;
    for (let index = 0; index < 230; index += 1) {
      await world.visits.insert({ ...waiting, _id: `r${index}`, ticketId: `t${index}`, conversationId: null });
    }
    await world.later(DAY);
    expect(await world.service.rain(rain('r1', world.now()))).toBe(230);
  });
});
