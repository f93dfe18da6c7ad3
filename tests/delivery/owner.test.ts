import { beforeEach, describe, expect, test } from '@jest/globals';
import type { OutgoingMessage, Purpose } from '../../src/delivery/types.ts';
import { OWNER, toOwner } from './factories.ts';
import type { Call } from './fake-wecom.ts';
import { type DeliveryWorld, openDelivery } from './world.ts';

const HOUR = 3_600_000;

let world: DeliveryWorld;
beforeEach(async () => {
  world = await openDelivery();
});

type Body = { msgtype: string; text?: { content: string }; msgmenu?: { head_content?: string; list: unknown[] } };
const said = ({ body }: Call) => {
  const { text, msgmenu, msgtype } = body as Body;
  return text?.content ?? msgmenu?.head_content ?? msgtype;
};
const heard = () => [...world.wecom.of('owner')].map(said);
const menu = (head: string, purpose: Purpose = 'survey'): OutgoingMessage =>
  toOwner('', { purpose, content: { kind: 'menu', head, items: [{ id: 'a_1', text: '已解决' }] } });
const single = (text: string, purpose: Purpose = 'answer') =>
  toOwner(text, { purpose, content: { kind: 'image', file: `${text}.jpg` } });

describe('wecom-api.md 3.4: five messages and 48 hours', () => {
  test('nothing is sent to an owner who never wrote', async () => {
    const message = toOwner('您好');
    await world.send(message);
    expect(heard()).toEqual([]);
    expect(world.outcome(message)).toMatchObject({ result: 'failed', reason: 'window-closed' });
  });

  test('the sixth is not sent, and the next own message gives five more', async () => {
    await world.ownerWrites();
    const messages = Array.from({ length: 6 }, (_, index) => single(`p${index}`));
    for (const message of messages) await world.send(message);
    expect(heard()).toHaveLength(5);
    expect(world.outcome(messages[5]!)).toMatchObject({ result: 'failed', reason: 'budget-used' });
    world.clock.advance(1_000);
    await world.ownerWrites();
    await world.send(...Array.from({ length: 5 }, (_, index) => single(`q${index}`)));
    expect(heard()).toHaveLength(10);
  });

  test('one is kept for an answer, a promise, the question at the end or danger: progress leaves it', async () => {
    await world.ownerWrites();
    for (const index of [1, 2, 3, 4]) await world.send(single(`p${index}`, 'progress'));
    const step = single('p5', 'progress');
    await world.send(step);
    expect(world.outcome(step)).toBeNull();
    const promise = toOwner('单号BX261123-001', { purpose: 'promise' });
    await world.send(promise);
    expect(world.outcome(promise)).toMatchObject({ result: 'sent' });
  });

  test('the window ends with its last second', async () => {
    await world.ownerWrites();
    world.clock.advance(48 * HOUR - 1);
    const last = single('last');
    await world.send(last);
    expect(world.outcome(last)).toMatchObject({ result: 'sent' });
    world.clock.advance(1);
    const late = single('late');
    await world.send(late);
    expect(world.outcome(late)).toMatchObject({ result: 'failed', reason: 'window-closed' });
  });

  test('budget() tells what is left', async () => {
    const budget = () => world.delivery.budget(OWNER);
    expect(await budget()).toEqual({ open: false, left: 0, closesAt: null });
    await world.ownerWrites();
    const opened = world.clock.now();
    await world.send(single('a'));
    expect(await budget()).toEqual({ open: true, left: 4, closesAt: opened + 48 * HOUR });
    world.clock.advance(48 * HOUR);
    expect(await budget()).toEqual({ open: false, left: 0, closesAt: opened + 48 * HOUR });
    expect(await world.delivery.budget({ ...OWNER, openKfId: 'wkOther' })).toMatchObject({ open: false });
  });

  test('what WeCom refused is not counted', async () => {
    await world.ownerWrites();
    world.wecom.failNext({ class: 'request-bug', errcode: 40_058 });
    await world.send(single('refused'));
    world.wecom.fault();
    for (const index of [1, 2, 3, 4, 5]) await world.send(single(`p${index}`));
    expect(heard()).toHaveLength(5);
  });
});

describe('what can share a message does', () => {
  test('texts that wait together go out as one, a menu closes it', async () => {
    await world.ownerWrites();
    await world.send(
      toOwner('已接单'),
      toOwner('李师傅14点到', { purpose: 'progress' }),
      menu('报价80元，同意吗'),
      toOwner('还有'),
    );
    expect(heard()).toEqual(['已接单\n李师傅14点到\n报价80元，同意吗', '还有']);
  });

  test('a danger stands alone and before everything else', async () => {
    await world.ownerWrites();
    await world.send(toOwner('您好'), toOwner('请马上离开', { purpose: 'emergency' }), toOwner('请稍候'));
    expect(heard()).toEqual(['请马上离开', '您好\n请稍候']);
  });

  test('a survey is asked by itself', async () => {
    await world.ownerWrites();
    await world.send(toOwner('满意吗', { purpose: 'survey' }), toOwner('好了', { purpose: 'progress' }));
    expect(heard()).toEqual(['满意吗', '好了']);
  });

  test('never over 2048 bytes', async () => {
    await world.ownerWrites();
    const long = '水'.repeat(600);
    await world.send(toOwner(long), toOwner('二'.repeat(200)), toOwner('三'));
    for (const text of heard()) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
    expect(heard().join('')).toContain('三');
  });

  test('a text that is too long for one is cut between lines and loses nothing', async () => {
    await world.ownerWrites();
    const text = Array.from({ length: 100 }, (_, index) => `第${index}步，请按师傅说的做`).join('\n');
    await world.send(toOwner(text));
    expect(heard().length).toBeGreaterThan(1);
    expect(heard().join('\n')).toBe(text);
  });

  test('each real step once, inside the budget: a whole repair is four messages at most', async () => {
    await world.ownerWrites();
    const steps = ['已接单：李师傅', '李师傅14点到', '李师傅已到', '报价80元', '已处理完毕'];
    for (const text of steps) {
      await world.send(toOwner(text, { purpose: 'progress' }));
      world.clock.advance(600_000);
    }
    const left = (await world.delivery.budget(OWNER)).left;
    expect(left).toBeGreaterThanOrEqual(1);
    // The fifth step found only the reserve; it waits and is heard with the next answer.
    await world.ownerWrites();
    await world.send(toOwner('您问的单已办好'));
    expect(
      heard()
        .join('\n')
        .match(/已处理完毕/g),
    ).toHaveLength(1);
    for (const text of steps) expect(heard().join('\n').split(text)).toHaveLength(2);
  });
});

test('R21: after every step of a repair there is still a message for the question at 完成', async () => {
  await world.ownerWrites();
  const steps = ['已接单', '已到场', '已处理完毕'];
  await world.send(toOwner('已登记', { purpose: 'promise' }));
  for (const text of steps) await world.send(toOwner(text, { purpose: 'progress' }));
  await world.send(menu('解决了吗'));
  expect(heard().join('|')).toMatch(/已登记.*已接单.*已到场.*已处理完毕.*解决了吗/);
});

describe('when the window is shut', () => {
  test('progress waits for the next own message, once; the rest fails at once so that a person calls', async () => {
    const progress = toOwner('已接单', { purpose: 'progress' });
    const promise = toOwner('明天到', { purpose: 'promise' });
    await world.send(progress, promise);
    expect(world.outcome(progress)).toBeNull();
    expect(world.outcome(promise)).toMatchObject({ result: 'failed', reason: 'window-closed' });
    world.clock.advance(HOUR);
    await world.ownerWrites();
    await world.delivery.run();
    expect(heard()).toEqual(['已接单']);
  });

  test('what waits goes out also when they wrote while it was being put aside', async () => {
    await world.ownerWrites();
    for (const index of [1, 2, 3, 4]) await world.send(single(`p${index}`, 'progress'));
    const { markHeld } = world.windows;
    world.clock.advance(1_000);
    const delivery = world.start({
      windows: {
        ...world.windows,
        async markHeld(owner) {
          await markHeld(owner);
          await world.ownerWrites();
        },
      },
    });
    const step = single('p5', 'progress');
    await delivery.enqueue([step]);
    await delivery.run();
    expect(world.outcome(step)).toMatchObject({ result: 'sent' });
  });

  test('what was put aside is heard after the next own message, whichever call of the store was the last before a kill', async () => {
    for (let calls = 0; calls < 12; calls += 1) {
      world = await openDelivery();
      await world.ownerWrites();
      world.clock.advance(49 * HOUR);
      let left = calls;
      const mortal = <T extends object>(store: T): T =>
        new Proxy(store, {
          get(target, name) {
            const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
            return async (...args: unknown[]) => {
              left -= 1;
              if (left < 0) throw new Error('killed');
              return method.apply(target, args);
            };
          },
        });
      const progress = toOwner('已接单', { purpose: 'progress' });
      await world.delivery.enqueue([progress]);
      const dying = world.start({ outbox: mortal(world.outbox), windows: mortal(world.windows) });
      await dying.run().catch(() => {});
      world.clock.advance(10_001);
      await world.delivery.run();
      await world.ownerWrites();
      await world.delivery.run();
      expect([calls, heard()]).toEqual([calls, ['已接单']]);
    }
  });

  test('what waited too long fails, so that it is not dropped silently', async () => {
    const progress = toOwner('已接单', { purpose: 'progress' });
    await world.send(progress);
    await world.pass(8 * 24 * HOUR, HOUR);
    expect(world.outcome(progress)).toMatchObject({ result: 'failed' });
  });

  test('what has expired is recorded as expired, never sent', async () => {
    await world.ownerWrites();
    const message = toOwner('一小时内', { notBefore: world.clock.now() + HOUR, expiresAt: world.clock.now() + HOUR });
    await world.send(message);
    await world.pass(HOUR);
    expect(heard()).toEqual([]);
    expect(world.outcome(message)).toMatchObject({ result: 'failed', reason: 'expired' });
  });
});

describe('wecom-api.md 3.5: one-time codes', () => {
  test('a welcome needs no window and takes nothing of the budget', async () => {
    await world.send(toOwner('您好，翠湖物业', { code: 'w1' }));
    expect(world.wecom.of('event').map(({ to }) => to)).toEqual(['w1']);
    await world.ownerWrites();
    expect(await world.delivery.budget(OWNER)).toMatchObject({ left: 5 });
  });

  test('after its 20 seconds it is said to be too late', async () => {
    const welcome = toOwner('您好', {
      code: 'w1',
      expiresAt: world.clock.now() + 20_000,
      notBefore: world.clock.now() + 21_000,
    });
    await world.send(welcome);
    await world.pass(30_000);
    expect(world.outcome(welcome)).toMatchObject({ result: 'failed', reason: 'code-expired' });
  });
});

describe('errcode 0 is not delivered (wecom-api.md 3.3)', () => {
  const FAIL_TYPES = [
    [4, 'window-closed'],
    [5, 'window-closed'],
    [6, 'budget-used'],
    [10, 'owner-unreachable'],
    [11, 'misconfigured'],
    [0, 'refused'],
    [12, 'refused'],
  ] as const;
  test.each(FAIL_TYPES)('msg_send_fail %s: what was sent has failed after all: %s', async (failType, reason) => {
    await world.ownerWrites();
    const message = toOwner('已接单', { purpose: 'promise' });
    await world.send(message);
    const [call] = world.wecom.of('owner');
    await world.delivery.failed({ openKfId: OWNER.openKfId, failMsgId: call!.id, failType });
    await world.delivery.run();
    expect(world.outcomesOf(message)).toEqual([
      { result: 'sent', at: expect.any(Number) },
      { result: 'failed', at: expect.any(Number), reason },
    ]);
  });

  test('a failure that WeCom reports before the send has ended stands, and is the only one that is reported', async () => {
    await world.ownerWrites();
    const { finish } = world.outbox;
    let reported = false;
    const delivery = world.start({
      outbox: {
        ...world.outbox,
        async finish(mark) {
          if (!reported) {
            reported = true;
            const [call] = world.wecom.of('owner');
            await world.delivery.failed({ openKfId: OWNER.openKfId, failMsgId: call!.id, failType: 10 });
          }
          return finish(mark);
        },
      },
    });
    const message = toOwner('满意吗', { purpose: 'survey', visitId: 'v1' });
    await delivery.enqueue([message]);
    await delivery.run();
    await delivery.effects.idle();
    await delivery.effects.sweep(['main']);
    expect(world.outcomesOf(message)).toEqual([expect.objectContaining({ reason: 'owner-unreachable' })]);
    expect(await world.executed()).toEqual([
      expect.objectContaining({ kind: 'visit.outcome', outcome: expect.objectContaining({ result: 'failed' }) }),
    ]);
  });

  test('of a message of several texts all have failed; an id that is not ours changes nothing', async () => {
    await world.ownerWrites();
    const messages = [toOwner('一'), toOwner('二')];
    await world.send(...messages);
    await world.delivery.failed({ openKfId: OWNER.openKfId, failMsgId: 'other', failType: 4 });
    await world.delivery.failed({ openKfId: 'wkOther', failMsgId: world.wecom.of('owner')[0]!.id, failType: 4 });
    await world.delivery.run();
    for (const message of messages) expect(world.outcome(message)).toMatchObject({ result: 'sent' });
    await world.delivery.failed({ openKfId: OWNER.openKfId, failMsgId: world.wecom.of('owner')[0]!.id, failType: 4 });
    await world.delivery.run();
    for (const message of messages) expect(world.outcome(message)).toMatchObject({ result: 'failed' });
  });
});

describe('an owner writes', () => {
  const writes = (at: number) => world.delivery.ownerWrote(OWNER, { at, messageId: `m${at}` });
  const start = Date.UTC(2026, 10, 23, 2);

  test('they were reachable when they had written a moment before and messages were left', async () => {
    expect(await writes(start)).toEqual({ wasReachable: false });
    expect(await writes(start + 599_000)).toEqual({ wasReachable: true });
    expect(await writes(start + 599_000 + 600_000)).toEqual({ wasReachable: false });
  });

  test('not when only the reserve was left', async () => {
    await writes(start);
    for (const index of [1, 2, 3, 4]) await world.send(single(`p${index}`, 'progress'));
    expect(await writes(start + 1_000)).toEqual({ wasReachable: false });
  });

  test('a message that is read once more is news again: what it causes may not have been stored', async () => {
    await writes(start);
    expect(await writes(start)).toEqual({ wasReachable: false });
  });
});

describe('quiet hours', () => {
  const night = [{ from: 21 * 60, to: 8 * 60 + 30 }];
  beforeEach(async () => {
    world = await openDelivery({ quietHours: night });
    world.clock.advance(12 * HOUR); // 22:00
    await world.ownerWrites();
  });

  test.each(['survey', 'reminder', 'progress'] as const)('a %s waits for the morning', async (purpose) => {
    const message = toOwner('您好', { purpose });
    await world.send(message);
    await world.pass(10 * HOUR, 10 * 60_000);
    expect(heard()).toEqual([]);
    await world.pass(HOUR, 60_000);
    const { at } = world.outcome(message) as { at: number };
    const minute = new Date(at + 8 * HOUR);
    expect([minute.getUTCHours(), minute.getUTCMinutes() >= 30]).toEqual([8, true]);
  });

  test.each(['emergency', 'answer', 'promise'] as const)('%s is sent at night', async (purpose) => {
    await world.send(toOwner('您好', { purpose }));
    expect(heard()).toEqual(['您好']);
  });
});

test('the same message owed twice is one', async () => {
  await world.ownerWrites();
  const message = toOwner('一次');
  await world.send(message, message);
  await world.send(message);
  expect(heard()).toEqual(['一次']);
});

test('a menu that WeCom would change is not sent, and the log says so without its text', async () => {
  await world.ownerWrites();
  const bad = toOwner('', { content: { kind: 'menu', head: '秘密', items: [{ id: 'bad#id', text: '好' }] } });
  await world.send(bad, toOwner('之后'));
  expect(world.outcome(bad)).toMatchObject({ result: 'failed', reason: 'refused' });
  expect(heard()).toEqual(['之后']);
  expect(JSON.stringify(world.logged)).not.toContain('秘密');
});
