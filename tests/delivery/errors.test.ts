import { describe, expect, test } from '@jest/globals';
import { type Circumstances, judge, reasonOfFailType } from '../../src/delivery/judge.ts';
import { SendError, type SendErrorClass } from '../../src/delivery/send-error.ts';
import { toGroup, toMember, toOwner } from './factories.ts';
import { openDelivery } from './world.ts';

const NOW = 1_000_000;
const SECOND = 1_000;
const MINUTE = 60_000;

const circumstances = (overrides: Partial<Circumstances> = {}): Circumstances => ({
  to: 'owner',
  now: NOW,
  inDoubt: false,
  byCode: false,
  failures: 0,
  troubledSince: null,
  retry: { first: SECOND, most: MINUTE },
  patience: 30 * MINUTE,
  random: 1,
  ...overrides,
});
const error = (kind: SendErrorClass, errcode?: number, more: object = {}) =>
  new SendError({ class: kind, message: 'x', errcode, ...more });

describe('wecom-api.md 11: what each class of error means for a message', () => {
  const ROWS: readonly [string, SendError, Partial<Circumstances>, object][] = [
    [
      'network: again, with backoff, not known whether it is out',
      error('unreachable', undefined, { outcomeUnknown: true }),
      {},
      { kind: 'retry', at: NOW + SECOND, fresh: false, troubled: false },
    ],
    ['network before anything was sent: again, afresh', error('unreachable'), {}, { kind: 'retry', fresh: true }],
    ['busy (-1): again after a second', error('retryable', -1), {}, { kind: 'retry', at: NOW + SECOND, fresh: true }],
    ['busy a fourth time: 8 s', error('retryable', -1), { failures: 3 }, { kind: 'retry', at: NOW + 8 * SECOND }],
    [
      'busy for long: never later than a minute',
      error('retryable', -1),
      { failures: 60 },
      { kind: 'retry', at: NOW + MINUTE },
    ],
    ['busy, least jitter: half of it', error('retryable', -1), { random: 0 }, { kind: 'retry', at: NOW + SECOND / 2 }],
    [
      'too often (45009): after a minute',
      error('rate-limited', 45_009),
      {},
      { kind: 'retry', at: NOW + MINUTE, fresh: true },
    ],
    [
      'too often, with a time given',
      error('rate-limited', 45_009, { retryAfterMs: 5_000 }),
      {},
      { kind: 'retry', at: NOW + 5_000 },
    ],
    [
      'token (42001 twice): a setting; somebody must look',
      error('token', 42_001),
      {},
      { kind: 'retry', troubled: true },
    ],
    ['config (60020): the same', error('config', 60_020), {}, { kind: 'retry', troubled: true }],
    [
      'config for half an hour: failed',
      error('config', 60_020),
      { troubledSince: NOW - 30 * MINUTE },
      { kind: 'fail', reason: 'misconfigured' },
    ],
    ['our mistake (40058): dropped', error('request-bug', 40_058), {}, { kind: 'fail', reason: 'refused' }],
    [
      'our mistake after a doubtful try: it is out',
      error('request-bug', 40_058),
      { inDoubt: true },
      { kind: 'accepted' },
    ],
    [
      'an unknown code after a doubtful try: it is out',
      error('unknown', 95_999),
      { inDoubt: true },
      { kind: 'accepted' },
    ],
    ['an unknown code: dropped', error('unknown', 99_999), {}, { kind: 'fail', reason: 'refused' }],
    [
      'to a group a doubt helps nothing',
      error('request-bug', 40_058),
      { inDoubt: true, to: 'group' },
      { kind: 'fail', reason: 'refused' },
    ],
    ['gone (93000)', error('target-gone', 93_000), { to: 'group' }, { kind: 'fail', reason: 'target-gone' }],
    [
      'the owner is no contact any more (40096)',
      error('target-gone', 40_096),
      {},
      { kind: 'fail', reason: 'owner-unreachable' },
    ],
    ['five are used (95001)', error('business', 95_001), {}, { kind: 'fail', reason: 'budget-used' }],
    ['48 hours are over (95002)', error('business', 95_002), {}, { kind: 'fail', reason: 'window-closed' }],
    ['no session (95013)', error('business', 95_013), {}, { kind: 'fail', reason: 'window-closed' }],
    ['a person serves (95018)', error('business', 95_018), {}, { kind: 'fail', reason: 'session-with-person' }],
    ['the code is used (41051)', error('business', 41_051), { byCode: true }, { kind: 'fail', reason: 'code-expired' }],
    ['another state', error('business', 95_016), {}, { kind: 'fail', reason: 'refused' }],
    [
      'the code has expired',
      error('expired-handle', 95_007),
      { byCode: true },
      { kind: 'fail', reason: 'code-expired' },
    ],
    ['a media id has expired', error('expired-handle', 40_007), {}, { kind: 'fail', reason: 'refused' }],
  ];
  test.each(ROWS)('%s', (_, thrown, given, expected) => {
    expect(judge(thrown, circumstances(given))).toMatchObject(expected);
  });

  test('every fail_type has a reason, an unknown one as well', () => {
    for (const type of [0, 1, 2, 4, 5, 6, 7, 8, 10, 11, 12, 13, 99])
      expect(reasonOfFailType(type)).toMatch(/^[a-z-]+$/);
  });
});

describe('through the whole of delivery', () => {
  const all = () => [toOwner('您好'), toGroup('BX261123-001'), toMember('请到场')] as const;

  test.each(['unreachable', 'retryable'] as const)('%s: sent in the end, each once', async (kind) => {
    const world = await openDelivery();
    await world.ownerWrites();
    world.wecom.failNext({ class: kind }, 6);
    const messages = all();
    await world.send(...messages);
    await world.pass(2 * MINUTE);
    for (const message of messages) expect(world.outcome(message)).toMatchObject({ result: 'sent' });
    expect(world.wecom.calls.map(({ api }) => api).sort()).toEqual(['group', 'member', 'owner']);
  });

  test('an answer that was lost: the owner and the member read it once', async () => {
    const world = await openDelivery();
    await world.ownerWrites();
    world.wecom.fault(({ api, again }) => (api === 'group' || again ? null : { class: 'unreachable', late: true }));
    const [owner, , member] = all();
    await world.delivery.enqueue([owner, member]);
    await world.delivery.run();
    world.wecom.fault();
    await world.pass(MINUTE);
    for (const message of [owner, member]) expect(world.outcome(message)).toMatchObject({ result: 'sent' });
    expect(world.wecom.of('owner')).toHaveLength(1);
    expect(world.wecom.of('member', 'li.shifu')).toHaveLength(1);
  });

  test('what comes after a failing message waits for it, so that nothing is read out of order', async () => {
    const world = await openDelivery();
    await world.ownerWrites();
    world.wecom.failNext({ class: 'retryable', errcode: -1 }, 2);
    await world.send(toOwner('一', { purpose: 'survey' }), toOwner('二', { purpose: 'survey' }));
    await world.pass(MINUTE);
    expect(world.wecom.of('owner').map(({ text }) => /一|二/.exec(text)?.[0])).toEqual(['一', '二']);
  });

  test('one owner in trouble does not hold up another', async () => {
    const world = await openDelivery();
    await world.ownerWrites();
    const other = { community: 'main', openKfId: 'wkDEMO', externalUserid: 'wmOther' } as const;
    await world.delivery.ownerWrote(other, { at: world.clock.now(), messageId: 'm' });
    world.wecom.fault(({ to }) => (to === 'wmOwner' ? { class: 'unreachable' } : null));
    await world.send(toOwner('一'), toOwner('二', { externalUserid: 'wmOther' }));
    expect(world.wecom.of('owner').map(({ to }) => to)).toEqual(['wmOther']);
  });

  test('a wrong setting: waited for, then everything is sent; after half an hour it has failed', async () => {
    const world = await openDelivery();
    await world.ownerWrites();
    world.wecom.fault(() => ({ class: 'config', errcode: 60_020 }));
    const early = toOwner('您好', { purpose: 'promise' });
    await world.send(early);
    await world.pass(10 * MINUTE, 10 * SECOND);
    expect(world.outcome(early)).toBeNull();
    expect(world.logged).toContainEqual(
      expect.objectContaining({ fields: expect.objectContaining({ errcode: 60_020 }) }),
    );
    world.wecom.fault();
    await world.pass(2 * MINUTE);
    expect(world.outcome(early)).toMatchObject({ result: 'sent' });

    world.wecom.fault(() => ({ class: 'config', errcode: 60_020 }));
    const late = toMember('请到场', { alarm: 'a1', ticketId: 't1' });
    await world.send(late);
    await world.pass(40 * MINUTE, 30 * SECOND);
    expect(world.outcome(late)).toMatchObject({ result: 'failed', reason: 'misconfigured', errcode: 60_020 });
  });

  test('a person serves: the owner is not written to, and whoever owes it hears why', async () => {
    const world = await openDelivery();
    await world.ownerWrites();
    world.wecom.failNext({ class: 'business', errcode: 95_018 });
    const message = toOwner('已接单', { purpose: 'progress' });
    await world.send(message);
    expect(world.outcome(message)).toMatchObject({ result: 'failed', reason: 'session-with-person', errcode: 95_018 });
    expect(await world.delivery.budget({ openKfId: 'wkDEMO', externalUserid: 'wmOwner' })).toMatchObject({ left: 5 });
  });

  test('an alarm that could not be delivered is told as failed: it was not sent', async () => {
    const world = await openDelivery();
    world.wecom.fault(() => ({ class: 'target-gone', errcode: 60_111 }));
    const alarm = toMember('超时', { purpose: 'alarm', alarm: 'l1-0', ticketId: 't1' });
    await world.send(alarm);
    expect(world.outcomesOf(alarm)).toEqual([
      { result: 'failed', at: world.clock.now(), reason: 'target-gone', errcode: 60_111 },
    ]);
  });

  test('nothing a message says, and nobody it is for, stands in the log', async () => {
    const world = await openDelivery();
    await world.ownerWrites();
    world.wecom.fault(() => ({ class: 'request-bug', errcode: 40_058 }));
    await world.send(toOwner('王建国的密码'), toMember('王建国的密码'), toGroup('王建国的密码'));
    expect(world.logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(world.logged)).not.toMatch(/王建国|密码|wmOwner|li\.shifu|demo-engineering/);
  });
});

describe('a picture that is still being fetched', () => {
  test('waits alone, and goes when it is there', async () => {
    const world = await openDelivery();
    await world.ownerWrites();
    world.wecom.missing.add('a.jpg');
    const picture = toOwner('', { content: { kind: 'image', file: 'a.jpg' } });
    const text = toOwner('您好');
    await world.send(picture, text);
    expect(world.outcome(text)).toMatchObject({ result: 'sent' });
    expect(world.outcome(picture)).toBeNull();
    world.wecom.missing.clear();
    await world.pass(MINUTE);
    expect(world.outcome(picture)).toMatchObject({ result: 'sent' });
    expect(await world.delivery.budget({ openKfId: 'wkDEMO', externalUserid: 'wmOwner' })).toMatchObject({ left: 3 });
  });

  test('that never comes has failed after half an hour', async () => {
    const world = await openDelivery();
    world.wecom.missing.add('a.jpg');
    const picture = toMember('', { content: { kind: 'image', file: 'a.jpg' } });
    await world.send(picture);
    await world.pass(40 * MINUTE, 10 * SECOND);
    expect(world.outcome(picture)).toMatchObject({ result: 'failed', reason: 'refused' });
  });
});
