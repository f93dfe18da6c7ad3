import { describe, expect, test } from '@jest/globals';
import type { FailReason } from '../../src/delivery/types.ts';
import { at, DAY, HOUR, MINUTE, OWNER, TEN } from './factories.ts';
import { createWorld } from './world.ts';

const route = (visit: { route: readonly { way: string; result: string; reason: string | null }[] }) =>
  visit.route.map(({ way, result, reason }) => [way, result, reason]);
const good = { solved: true, score: 5 } as const;

describe('R21: the closing visit', () => {
  test('R21: at 完成 the owner inside his window is asked at once, and the ticket is being visited', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish();
    const [ask, ...more] = world.asks();
    expect(more).toEqual([]);
    expect(ask).toMatchObject({ at: TEN, conversationId: OWNER, ask: { type: 'closing', matter: '阳台晾衣架坏了' } });
    expect((await world.ticket()).state).toBe('visiting');
  });

  test('R21: answered, it is never asked again; the dated visit asks its own question', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish({ urgent: true, topic: 'pipe-burst' });
    await world.answers('closing', good);
    await world.later(DAY + HOUR);
    expect(world.asks().map(({ ask }) => ask.type)).toEqual(['closing', 'dated']);
    expect((await world.visit('closing')).outcome).toBe('answered');
  });

  test('R21: unanswered, it is taken over by the first dated one, which does not put the same question again', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.later(DAY + HOUR);
    const closing = await world.visit('closing');
    const dated = await world.visit('after/86400000');
    expect(closing).toMatchObject({ outcome: 'merged', takenOverBy: dated._id });
    expect(dated.takesOver).toBe(closing._id);
    expect(world.asks().map(({ ask }) => [ask.type, ask.reminder ?? false])).toEqual([
      ['closing', false],
      ['closing', true],
      ['dated', false],
    ]);
  });

  test('R21: one that never reached the owner is asked by the visit that takes it over: solved, and 1–5', async () => {
    const world = createWorld();
    await world.finish({ urgent: true, topic: 'lift-fault' });
    expect(world.asks()).toEqual([]);
    await world.later(DAY - HOUR);
    world.windowOpened(TEN + DAY - HOUR);
    await world.later(2 * HOUR);
    expect(world.asks().map(({ ask }) => ask.type)).toEqual(['closing']);
    expect((await world.visit('closing')).outcome).toBe('merged');
  });

  test('R21: an answer to the old question after the hand-over belongs to the visit that took it over', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.later(DAY + HOUR);
    await world.answers('closing', good);
    expect(await world.visit('after/86400000')).toMatchObject({ outcome: 'answered', answer: { score: 5 } });
    expect((await world.visit('closing')).answer).toBeNull();
  });

  test('one reminder, then stop', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish();
    await world.until(TEN + 2 * HOUR - 1);
    expect(world.asks()).toHaveLength(1);
    await world.later(1);
    // 12:00 is two hours later and half an hour before the quiet ones.
    expect(world.asks().map(({ at: when, ask }) => [when, ask.reminder])).toEqual([
      [TEN, undefined],
      [TEN + 2 * HOUR, true],
    ]);
    await world.until(TEN + 30 * HOUR);
    expect(world.asks()).toHaveLength(2);
  });

  test('no message is left for the reminder: it is not sent and nothing else changes', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR, { used: 3 });
    await world.finish();
    await world.later(DAY);
    expect(world.asks()).toHaveLength(1);
    expect((await world.visit('closing')).state).toBe('reminded');
  });
});

describe('quiet hours', () => {
  test('finished at 21:30, asked at 08:30 to the second', async () => {
    const evening = at('2026-11-24 21:30');
    const world = createWorld({ now: evening });
    world.windowOpened(evening - HOUR);
    await world.finish();
    await world.until(at('2026-11-25 08:30') - 1);
    expect(world.asks()).toEqual([]);
    await world.later(1);
    expect(world.asks()).toHaveLength(1);
  });

  test('a reminder that falls into them waits for their end', async () => {
    const noon = at('2026-11-24 11:00');
    const world = createWorld({ now: noon });
    world.windowOpened(noon - HOUR);
    await world.finish();
    await world.until(at('2026-11-24 14:00') - 1);
    expect(world.asks()).toHaveLength(1);
    await world.later(1);
    expect(world.asks()).toHaveLength(2);
  });

  test('an owner who writes at night is asked in the morning', async () => {
    const world = createWorld();
    await world.finish();
    await world.until(at('2026-11-24 23:00'));
    await world.ownerWrites();
    expect(world.asks()).toEqual([]);
    await world.until(at('2026-11-25 08:30'));
    expect(world.asks()).toHaveLength(1);
  });
});

describe('the window, to the second', () => {
  test('it shuts one second after the visit is due: asked when due', async () => {
    const world = createWorld({ followUp: { early: 0 } });
    const due = TEN + DAY;
    world.windowOpened(due + 1_000 - 2 * DAY);
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.answers('closing', good);
    await world.until(due);
    expect(world.asks().at(-1)).toMatchObject({ at: due, ask: { type: 'dated' } });
    expect(route(await world.visit('after/86400000'))).toEqual([['chat', 'sent', null]]);
  });

  test('it shuts at the very second the visit is due: asked before, an hour ahead of the shutting', async () => {
    const world = createWorld();
    const due = TEN + DAY;
    world.windowOpened(due - 2 * DAY);
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.answers('closing', good);
    await world.until(due);
    expect(world.asks().at(-1)).toMatchObject({ at: due - HOUR, ask: { type: 'dated' } });
    expect(route(await world.visit('after/86400000'))).toEqual([['early', 'sent', null]]);
  });

  test('never earlier than the policy permits: then the link goes out, and the visit waits for him when due', async () => {
    const world = createWorld({ followUp: { early: 0 } });
    const due = TEN + DAY;
    world.windowOpened(due - 2 * DAY);
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.answers('closing', good);
    await world.until(due);
    expect(world.asks()).toHaveLength(1);
    expect(world.saidTo(OWNER).filter((text) => text.includes('/h5/visit/'))).toHaveLength(1);
    expect(route(await world.visit('after/86400000'))).toEqual([
      ['link', 'sent', null],
      ['with-reply', 'pending', null],
    ]);
  });

  test('the page that the link opens answers the visit, without a call', async () => {
    const world = createWorld({ followUp: { early: 0 } });
    world.windowOpened(TEN - DAY);
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.answers('closing', good);
    await world.until(TEN + DAY + HOUR);
    await world.answers('after/86400000', { solved: true, via: 'link' });
    const visit = await world.visit('after/86400000');
    expect(visit.outcome).toBe('answered');
    expect(route(visit)).toEqual([
      ['link', 'answered', null],
      ['with-reply', 'dropped', null],
    ]);
    await world.later(DAY);
    expect(world.saidTo('he.jiedai').filter((text) => text.includes('电话回访'))).toEqual([]);
  });
});

describe('the budget, to the message', () => {
  test.each([
    [4, 1],
    [5, 0],
  ])('R21: %i of five used, the last one is kept for the closing visit: %i question', async (used, asked) => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR, { used });
    await world.finish();
    expect(world.asks()).toHaveLength(asked);
  });

  test('two matters finished together: the second does not take the message that the first has reserved', async () => {
    const world = createWorld();
    world.chat(() => 'silence');
    world.windowOpened(TEN - HOUR, { used: 4 });
    await world.finish();
    await world.finish({ summary: '门铃不响' }, 't2');
    expect(world.asks()).toHaveLength(1);
    expect(route(await world.visit('closing', 't2'))).toEqual([['with-reply', 'pending', null]]);
  });
});

describe('with the next message, by telephone, by a leader', () => {
  test('the owner writes while the visit waits: it is asked then', async () => {
    const world = createWorld();
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.until(TEN + DAY + HOUR);
    await world.ownerWrites();
    expect(route(await world.visit('after/86400000'))).toEqual([
      ['with-reply', 'dropped', null],
      ['with-reply', 'sent', null],
    ]);
  });

  test('he does not write: after the wait the responsible one gets the task with the five questions and the form', async () => {
    const world = createWorld();
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.until(TEN + DAY + 4 * HOUR);
    const [task] = world.saidTo('he.jiedai').filter((text) => text.includes('【电话回访】'));
    expect(task).toContain('BX261124-001');
    for (const asked of ['1. 问题解决了吗', '2. 到场', '3. 质量', '4. 态度', '5. 收费']) expect(task).toContain(asked);
    const { _id } = await world.visit('after/86400000');
    expect(task).toContain(`/h5/visit/${_id}/he.jiedai`);
    expect(world.saidTo('service').some((text) => text.includes('【电话回访】'))).toBe(true);
  });

  test('R23: the call is entered: the visit ends by phone, with the number of the attempt', async () => {
    const world = createWorld();
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.until(TEN + DAY + 5 * HOUR);
    const call = { community: 'main', ticketId: 't1', by: 'he.jiedai', at: world.now(), words: '' };
    const answered = { ...call, id: 'c1', reached: true, solved: true, score: 4 } as const;
    expect(await world.service.recordVisit(answered)).toBe(true);
    expect(await world.service.recordVisit(answered)).toBe(true);
    await world.settle();
    const visit = await world.visit('after/86400000');
    expect(visit).toMatchObject({ outcome: 'by-phone', answer: { score: 4, by: 'he.jiedai' } });
    expect(visit.attempts).toHaveLength(1);
  });

  test('R23: three calls in vain: unreachable, with the reason; none for what is not due', async () => {
    const world = createWorld();
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.until(TEN + DAY + 5 * HOUR);
    for (const id of ['c1', 'c2', 'c3']) {
      const call = { reached: false, solved: null, score: null, words: '无人接听' } as const;
      await world.service.recordVisit({ community: 'main', ticketId: 't1', by: 'he.jiedai', at: TEN, id, ...call });
    }
    await world.settle();
    expect(await world.visit('after/86400000')).toMatchObject({
      outcome: 'unreachable',
      outcomeReason: '电话打了3次没有打通',
    });
    const late = { id: 'c4', by: 'he.jiedai', at: TEN, reached: true, solved: true, score: 5, words: '' } as const;
    expect(await world.service.recordVisit({ community: 'main', ticketId: 't1', ...late })).toBe(false);
  });

  test('he writes while the call is still to be made: he is asked in chat and the call waits', async () => {
    const world = createWorld();
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.until(TEN + DAY + 5 * HOUR);
    await world.ownerWrites();
    expect(world.asks()).toHaveLength(1);
    expect(world.saidTo('he.jiedai').at(-1)).toContain('先不用打电话');
    expect(route(await world.visit('after/86400000'))).toEqual([
      ['with-reply', 'failed', 'no-answer'],
      ['phone', 'dropped', null],
      ['with-reply', 'sent', null],
    ]);
    await world.answers('after/86400000', good);
    expect((await world.visit('after/86400000')).outcome).toBe('answered');
  });

  test('R3: the leader’s own visit is not taken from him by a message of the owner, until he has called in vain', async () => {
    const world = createWorld();
    await world.open({ category: '投诉', accused: '马师傅', words: ['马师傅态度很差'], summary: '保安态度差' });
    const handler = (await world.ticket()).complaint!.handlers[0]!;
    await world.act({ kind: 'assign', userid: handler }, handler);
    await world.act({ kind: 'complete', text: '已批评教育并道歉' }, handler);
    await world.until(TEN + 3 * DAY + MINUTE);
    await world.ownerWrites();
    expect(world.asks()).toEqual([]);
    const call = { id: 'c1', by: handler, at: TEN, reached: false, solved: null, score: null, words: '' } as const;
    await world.service.recordVisit({ community: 'main', ticketId: 't1', ...call });
    await world.settle();
    expect(world.asks().map(({ ask }) => ask.type)).toEqual(['leader']);
  });

  test('nobody calls: reminded once, then 客服主管 hears of it, and in the end it has expired', async () => {
    const world = createWorld();
    await world.finish();
    await world.until(TEN + 7 * DAY + 4 * HOUR);
    await world.until(TEN + 7 * DAY + 8 * DAY);
    expect(world.saidTo('he.jiedai').filter((text) => text.includes('【请回访】'))).toHaveLength(1);
    expect(world.saidTo('zhou.zhuguan').filter((text) => text.includes('【回访超时】'))).toHaveLength(1);
    const visit = await world.visit('after/604800000');
    expect(visit).toMatchObject({ outcome: 'expired', outcomeReason: '负责人没有在时限内打电话' });
    expect((await world.ticket()).state).toBe('closed');
  });

  test('the task does not reach its person: the one above him has it', async () => {
    const world = createWorld();
    world.gone.push('he.jiedai');
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.until(TEN + DAY + 4 * HOUR);
    expect(world.saidTo('zhou.zhuguan').some((text) => text.includes('【回访超时】'))).toBe(true);
  });

  test('R3: after a complaint about attitude a leader calls, and no group hears of it', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.open({ category: '投诉', accused: '马师傅', words: ['马师傅态度很差'], summary: '保安态度差' });
    const handler = (await world.ticket()).complaint!.handlers[0]!;
    await world.act({ kind: 'assign', userid: handler }, handler);
    await world.act({ kind: 'complete', text: '已批评教育并道歉' }, handler);
    const before = world.saidTo('service').length;
    await world.until(TEN + 3 * DAY + MINUTE);
    expect(world.saidTo(handler).some((text) => text.includes('【领导回访】'))).toBe(true);
    expect(world.saidTo('service')).toHaveLength(before);
    expect(world.saidTo('ma.baoan')).toEqual([]);
    expect(route(await world.visit('after/259200000'))).toEqual([['leader', 'sent', null]]);
  });

  test('an owner who is not in WeChat is called, without waiting', async () => {
    const world = createWorld();
    const house = { building: '3', unit: '2', room: '1701' };
    const reporter = { conversationId: null, name: '王小明', phone: '13812345678', house, relation: null };
    await world.finish({ urgent: true, topic: 'lift-fault', reporter, channel: '来电' });
    await world.until(TEN + DAY);
    expect(world.saidTo('he.jiedai').some((text) => text.includes('业主不在微信'))).toBe(true);
  });
});

describe('each fallback', () => {
  const cases: readonly [string, FailReason, string][] = [
    ['95001', 'budget-used', '五条消息已用完'],
    ['95002', 'window-closed', '超过48小时没有来信'],
    ['95018', 'session-with-person', '人工接待'],
    ['msg_send_fail 10', 'owner-unreachable', '删除或拒收'],
    ['40096', 'owner-unreachable', '删除或拒收'],
  ];

  test.each(cases)('%s: the next way is taken, and every way is on record', async (_, reason, words) => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.answers('closing', good);
    world.chat(() => reason);
    await world.ownerWrites();
    await world.until(TEN + DAY + 6 * HOUR);
    const visit = await world.visit('after/86400000');
    expect(route(visit)[0]).toEqual(['chat', 'failed', reason]);
    expect(route(visit).at(-1)).toEqual(['phone', 'sent', null]);
    expect(visit.route.some(({ why }) => why.includes(words))).toBe(true);
    expect(world.saidTo('he.jiedai').filter((text) => text.includes('【电话回访】'))).toHaveLength(1);
  });

  test('an owner who has left is not waited for: somebody calls at once', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.answers('closing', good);
    await world.until(TEN + DAY - HOUR);
    await world.ownerWrites();
    world.chat(() => 'owner-unreachable');
    await world.until(TEN + DAY);
    expect((await world.visit('after/86400000')).state).toBe('phone');
  });

  test('msg_send_fail after “sent”: the question has failed and the next way is taken', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.answers('closing', good);
    await world.until(TEN + DAY);
    const visit = await world.visit('after/86400000');
    const messageId = visit.route.at(-1)!.effectId!;
    const failed = { result: 'failed', at: world.now(), reason: 'owner-unreachable' } as const;
    const heard = { community: 'main', visitId: visit._id, messageId, to: 'owner', purpose: 'survey' } as const;
    await world.service.onDeliveryOutcome({ ...heard, outcome: failed });
    await world.settle();
    expect(route(await world.visit('after/86400000'))).toEqual([
      ['chat', 'failed', 'owner-unreachable'],
      ['phone', 'sent', null],
    ]);
  });

  test('the reminder fails: the question stands as it was', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    world.chat(({ ask }) => (ask.reminder === true ? 'session-with-person' : 'sent'));
    await world.finish();
    await world.later(3 * HOUR);
    const visit = await world.visit('closing');
    expect(visit.state).toBe('reminded');
    expect(route(visit)).toEqual([['chat', 'sent', null]]);
  });

  test('nothing is heard of the question: given up after its time, then asked for again or called', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.answers('closing', good);
    world.chat(() => 'silence');
    await world.ownerWrites();
    await world.until(TEN + DAY + 20 * HOUR);
    await world.until(TEN + 3 * DAY);
    const ways = route(await world.visit('after/86400000'));
    expect(ways[0]).toEqual(['chat', 'failed', 'not-asked']);
    expect(ways.at(-1)![0]).toBe('phone');
  });

  test('silence after a question that arrived: somebody calls; nobody is asked twice in chat', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish({ urgent: true, topic: 'lift-fault' });
    await world.answers('closing', good);
    await world.ownerWrites();
    await world.until(TEN + 2 * DAY - 1);
    const visit = await world.visit('after/86400000');
    expect(route(visit)).toEqual([
      ['chat', 'silent', 'no-answer'],
      ['phone', 'sent', null],
    ]);
    expect(world.asks().filter(({ ask }) => ask.visitId === visit._id && ask.reminder !== true)).toHaveLength(1);
  });
});

describe('the end of a person’s talk: 20 seconds', () => {
  test('the code takes the question of a visit that is due; nobody else may use it', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    world.chat(() => 'session-with-person');
    await world.finish();
    const ended = { community: 'main', conversationId: OWNER, code: 'CODE-1' };
    world.chat(() => 'sent');
    expect(await world.service.sessionEnded(ended)).toBe(true);
    await world.settle();
    expect(world.asks().at(-1)).toMatchObject({ code: 'CODE-1', expiresAt: TEN + 20_000 });
    expect(await world.service.sessionEnded({ ...ended, code: 'CODE-2' })).toBe(false);
  });

  test.each([
    [20_000, 'sent'],
    [20_001, 'pending'],
  ])('%i ms later it is %s', async (delay, result) => {
    const world = createWorld();
    world.chat(() => 'session-with-person');
    world.windowOpened(TEN - HOUR);
    await world.finish();
    world.chat(() => 'sent');
    await world.service.sessionEnded({ community: 'main', conversationId: OWNER, code: 'CODE' });
    world.setClock(TEN + delay);
    await world.settle();
    expect((await world.visit('closing')).route.at(-1)).toMatchObject({ way: 'session-end', result });
  });

  test('nothing is due, or people sleep: the code is left alone', async () => {
    const night = at('2026-11-24 22:00');
    const world = createWorld({ now: night });
    const ended = { community: 'main', conversationId: OWNER, code: 'CODE' };
    expect(await world.service.sessionEnded(ended)).toBe(false);
    await world.finish();
    expect(await world.service.sessionEnded(ended)).toBe(false);
  });
});

test('a reopened ticket: what is still planned is called off, also the call', async () => {
  const world = createWorld();
  await world.finish({ urgent: true, topic: 'lift-fault' });
  await world.until(TEN + DAY + 5 * HOUR);
  await world.act({ kind: 'reopen', reason: '又坏了', unsolved: true }, { kind: 'owner', conversationId: OWNER });
  expect(await world.visit('after/86400000')).toMatchObject({ outcome: 'cancelled', outcomeReason: '工单已返修' });
  expect(await world.visit('after/604800000')).toMatchObject({ outcome: 'cancelled' });
  expect(world.saidTo('he.jiedai').at(-1)).toContain('不用再打电话');
});
