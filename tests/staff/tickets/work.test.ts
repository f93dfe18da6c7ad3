import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { StaffDeps } from '../../../src/staff/index.ts';
import { isRefusal } from '../../../src/tickets/texts.ts';
import { OWNER, openStaffWorld, type StaffWorld, short, textOf } from '../world.ts';

let world: StaffWorld;
beforeAll(async () => {
  world = await openStaffWorld();
});
beforeEach(() => world.empty());

const HOUR = 3_600_000;
const toOwner = () =>
  world
    .take()
    .filter(({ to }) => to === 'owner')
    .map(textOf);

describe('a repair by words alone', () => {
  test('接单, 到场, 完成: the state, the answer, and what the owner hears: each real step once', async () => {
    const ticket = await world.open();
    world.take();
    const number = short(ticket);

    const accepted = await world.say('li.shifu', `接 ${number}`);
    expect(accepted).toContain(ticket.number);
    expect(accepted).toContain('3栋2单元1701');
    expect(await world.load(ticket)).toMatchObject({ state: 'accepted', assignee: 'li.shifu' });
    expect(toOwner()).toEqual([expect.stringContaining('李师傅')]);

    await world.say('li.shifu', `到场 ${number}`);
    expect(await world.load(ticket)).toMatchObject({ state: 'working' });
    expect(toOwner()).toEqual([expect.stringContaining('到')]);

    await world.say('li.shifu', `备注 ${number} 管道老化`);
    expect(toOwner()).toEqual([]);

    const done = await world.say('li.shifu', `完成 ${number} 疏通了下水 材料30`);
    expect(done).toContain('完成');
    expect(await world.load(ticket)).toMatchObject({
      state: 'done',
      result: { text: '疏通了下水 材料30', materials: '30元', by: 'li.shifu' },
    });
    expect(toOwner()).toEqual([expect.stringContaining('疏通了下水')]);
    expect((await world.load(ticket)).timeline.map(({ action, byName }) => `${byName} ${action}`)).toEqual([
      '业主 open',
      '李师傅 accept',
      '李师傅 arrive',
      '李师傅 note',
      '李师傅 complete',
    ]);
  });

  test('a step that is said again is told to the owner once, and the answer is the truth', async () => {
    const ticket = await world.open();
    const number = short(ticket);
    await world.say('li.shifu', `接 ${number}`);
    world.take();
    expect(await world.say('li.shifu', `接 ${number}`)).toContain('李师傅');
    await world.say('li.shifu', `到场 ${number}`);
    world.take();
    expect(await world.say('li.shifu', `到场 ${number}`)).toContain('已经登记过到场');
    expect(toOwner()).toEqual([]);
  });

  test('the same message handled twice acts once and answers the same', async () => {
    const ticket = await world.open();
    const input = { id: 'twice', userid: 'li.shifu', via: 'app', at: 0 } as const;
    const text = `接 ${short(ticket)}`;
    const first = await world.staff.handle({ ...input, message: { kind: 'text', text } });
    const again = await world.staff.handle({ ...input, message: { kind: 'text', text } });
    expect(again).toEqual(first);
    expect((await world.load(ticket)).timeline.filter(({ action }) => action === 'accept')).toHaveLength(1);
    expect(world.sent().filter(({ purpose }) => purpose === 'answer')).toHaveLength(1);
  });

  test('also when the process died before it could remember that it had', async () => {
    const forgetful = await openStaffWorld({ deps: { memory: { get: async () => null, set: async () => {} } } });
    const ticket = await forgetful.open();
    const message = { kind: 'text', text: `回复 ${short(ticket)} 师傅马上到` } as const;
    for (let time = 0; time < 3; time += 1) {
      await forgetful.staff.handle({ id: 'again', userid: 'li.shifu', via: 'app', at: 0, message });
      await forgetful.settle();
    }
    const { timeline } = await forgetful.load(ticket);
    expect(timeline.filter(({ action }) => action === 'note')).toHaveLength(1);
    const owner = forgetful.take().filter(({ to }) => to === 'owner');
    expect(owner).toHaveLength(1);
  });

  test('two who grab: the second is told who has it', async () => {
    const ticket = await world.open();
    await world.say('li.shifu', `接 ${short(ticket)}`);
    expect(await world.say('zhang.shifu', `接 ${short(ticket)}`)).toContain('李师傅');
    expect((await world.load(ticket)).assignee).toBe('li.shifu');
  });

  test.each([
    ['转 {n} 保洁部', { state: 'waiting', department: 'cleaning' }],
    ['转 {n} 保洁 那边的地漏', { department: 'cleaning' }],
    ['退 {n} 人手不够', { state: 'waiting', assignee: null, returnedBy: ['li.shifu'] }],
    ['挂起 {n} 等配件', { state: 'suspended' }],
    ['挂起 {n} 业主不在家', { state: 'suspended' }],
    ['报价 {n} 80元 疏通', { state: 'quoted', paid: true }],
  ])('%s', async (words, expected) => {
    const ticket = await world.open();
    await world.say('li.shifu', `接 ${short(ticket)}`);
    const answer = await world.say('li.shifu', words.replace('{n}', short(ticket)));
    expect(answer).toContain(ticket.number);
    expect(await world.load(ticket)).toMatchObject(expected);
  });

  test.each([
    ['等配件', 'parts'],
    ['下大雨 没法做', 'rain'],
    ['业主不在家', 'owner'],
    ['等电梯厂家', 'third-party'],
    ['先放一放', 'other'],
  ])('挂起 %s: the clock stands still because of %s', async (words, reason) => {
    const ticket = await world.open();
    await world.say('li.shifu', `接 ${short(ticket)}`);
    await world.say('li.shifu', `挂起 ${short(ticket)} ${words}`);
    expect((await world.load(ticket)).pauses.at(-1)).toMatchObject({ reason, text: words });
  });
});

describe('what is missing is asked for, in two short messages', () => {
  test.each([
    ['完成', '换了阀芯', { state: 'done', result: { text: '换了阀芯' } }],
    ['转', '保洁部', { department: 'cleaning' }],
    ['退', '人手不够', { returnedBy: ['li.shifu'] }],
    ['挂起', '等配件', { state: 'suspended' }],
    ['报价', '80元 疏通', { state: 'quoted' }],
    ['报价', '８０ 疏通', { state: 'quoted' }],
  ])('%s, then %s', async (word, words, expected) => {
    const ticket = await world.open();
    await world.say('li.shifu', `接 ${short(ticket)}`);
    expect(await world.say('li.shifu', `${word} ${short(ticket)}`)).toMatch(/请回复|哪个部门/);
    await world.say('li.shifu', words);
    expect(await world.load(ticket)).toMatchObject(expected);
  });

  test('算了 ends it; ten minutes end it; another command is not swallowed', async () => {
    const ticket = await world.open();
    const number = short(ticket);
    await world.say('li.shifu', `接 ${number}`);
    await world.say('li.shifu', `完成 ${number}`);
    expect(await world.say('li.shifu', '算了')).toContain('取消');
    await world.say('li.shifu', '换了阀芯');
    expect((await world.load(ticket)).state).toBe('accepted');

    await world.say('li.shifu', `完成 ${number}`);
    world.clock.advance(11 * 60_000);
    await world.say('li.shifu', '换了阀芯');
    expect((await world.load(ticket)).state).toBe('accepted');

    await world.say('li.shifu', `完成 ${number}`);
    expect(await world.say('li.shifu', '我的单')).toContain(ticket.number);
    expect(await world.say('li.shifu', `到场 ${number}`)).toContain('到场');
  });

  test('an unknown department is answered with those there are', async () => {
    const ticket = await world.open();
    await world.say('li.shifu', `接 ${short(ticket)}`);
    const answer = await world.say('li.shifu', `转 ${short(ticket)} 食堂`);
    expect(answer).toContain('工程部');
    expect(answer).toContain('保洁部');
  });
});

describe('R17: money', () => {
  test('no work before consent, no other amount without a new quote, nobody pays the worker', async () => {
    const ticket = await world.open({ topic: 'plumbing', words: ['换水龙头'], summary: '换水龙头' });
    const number = short(ticket);
    await world.say('li.shifu', `接 ${number}`);
    expect(await world.say('li.shifu', `完成 ${number} 换好了 收费30`)).toContain('同意报价');
    const quoted = await world.say('li.shifu', `报价 ${number} 30元 换水龙头`);
    expect(quoted).toMatch(/同意后再施工/);
    expect(quoted).toMatch(/客服部收取.*不要直接收/s);
    expect(world.quotes).toEqual([expect.objectContaining({ conversationId: OWNER, amount: '30.00' })]);
    const { quotes } = await world.load(ticket);
    await world.act(
      ticket,
      { kind: 'answer-quote', quoteId: quotes[0]!.id, accepted: true },
      { kind: 'owner', conversationId: OWNER },
    );
    expect(await world.say('li.shifu', `完成 ${number} 换好了 收费50`)).toContain('重新报价');
    expect(await world.say('li.shifu', `完成 ${number} 换好了 收费30`)).toContain('交单');
    expect(await world.load(ticket)).toMatchObject({ state: 'done', charge: { amount: 30, state: 'due' } });
  });

  test('a price that is not on the list says why', async () => {
    const ticket = await world.open();
    await world.say('li.shifu', `接 ${short(ticket)}`);
    const answer = await world.say('li.shifu', `报价 ${short(ticket)} 300元 拆墙`);
    expect(answer).toContain('价目表');
    expect((await world.load(ticket)).quotes[0]).toMatchObject({ line: null, why: expect.stringContaining('价目表') });
  });

  test('R18: 交单 → 注记 → 收费单 → 已收费, each by whom it is for', async () => {
    const ticket = await world.open();
    const number = short(ticket);
    await world.say('li.shifu', `接 ${number}`);
    await world.say('li.shifu', `报价 ${number} 80元 疏通`);
    await world.say('tang.jiedai', `业主同意 ${number}`);
    await world.say('li.shifu', `完成 ${number} 通了 收费80`);
    expect(await world.say('qian.kuaiji', `收费单 ${number}`)).toContain('下一步是“交任务单”');
    expect(await world.say('li.shifu', `已收费 ${number}`)).toMatch(/不归您/);
    await world.say('li.shifu', `交单 ${number}`);
    await world.say('qian.kuaiji', `注记 ${number}`);
    await world.say('qian.kuaiji', `收费单 ${number}`);
    await world.say('tang.jiedai', `已收费 ${number}`);
    const { charge } = await world.load(ticket);
    expect(charge).toMatchObject({ state: 'collected', bill: `${ticket.number}-S` });
    expect(charge?.steps.map(({ step, by }) => `${step} ${by}`)).toEqual([
      'handed-in li.shifu',
      'noted qian.kuaiji',
      'billed qian.kuaiji',
      'collected tang.jiedai',
    ]);
  });
});

describe('R26: words for an owner', () => {
  const COMMANDS = [
    '完成 {n} {t}',
    '回复 {n} {t}',
    '挂起 {n} {t}',
    '报价 {n} 80元 {t}',
    '撤销 {n} {t}',
    '答复 {n} {t}',
  ];
  test.each(COMMANDS)('%s: a banned word stops it, and says how else it can be said', async (command) => {
    const ticket = await world.open();
    const number = short(ticket);
    await world.say('li.shifu', `接 ${number}`);
    const before = await world.load(ticket);
    world.take();
    for (const words of ['这个我不清楚', '这个我 不 清 楚', '不归我管']) {
      const who = command.startsWith('撤销') ? 'zhou.zhuguan' : 'li.shifu';
      const answer = await world.say(who, command.replace('{n}', number).replace('{t}', words));
      expect(answer).toMatch(/不能有“.+”，这次没有发送/);
    }
    expect((await world.load(ticket)).state).toBe(before.state);
    expect(toOwner()).toEqual([]);
  });

  test('what the owner said himself may be quoted', async () => {
    const ticket = await world.open();
    await world.say('li.shifu', `接 ${short(ticket)}`);
    world.take();
    await world.say('li.shifu', `回复 ${short(ticket)} 您说的“不知道怎么关阀”，我到了教您`);
    expect(toOwner()).toEqual([expect.stringContaining('“不知道怎么关阀”')]);
  });

  test('R27: whoever writes gives his name and number', async () => {
    const ticket = await world.open();
    await world.say('li.shifu', `接 ${short(ticket)}`);
    world.take();
    await world.say('li.shifu', `回复 ${short(ticket)} 我十分钟后到`);
    expect(toOwner()).toEqual([expect.stringMatching(/李师傅（工号202）.*我十分钟后到/)]);
  });
});

describe('R4: name and phone', () => {
  test('are masked wherever a member reads, and shown to the worker by a reading that is logged', async () => {
    const ticket = await world.open();
    const number = short(ticket);
    await world.say('li.shifu', `接 ${number}`);
    for (const text of [`查 ${number}`, '我的单', `接 ${number}`]) {
      const answer = await world.say('li.shifu', text);
      expect(answer).not.toContain('13812345678');
      expect(answer).not.toContain('王建国');
    }
    for (const message of world.take()) expect(textOf(message)).not.toMatch(/13812345678|王建国/);

    const answer = await world.say('li.shifu', `电话 ${number}`);
    expect(answer).not.toContain('13812345678');
    const [told] = world.take().filter((message) => textOf(message).includes('13812345678'));
    expect(told).toMatchObject({ to: 'member', userid: 'li.shifu' });
    expect((await world.load(ticket)).revealed).toEqual([{ at: world.clock.now(), by: 'li.shifu' }]);
    expect((await world.load(ticket)).timeline.at(-1)).toMatchObject({ action: 'reveal', by: 'li.shifu' });
  });

  test('are not shown to somebody who does not do the work', async () => {
    const ticket = await world.open();
    await world.say('li.shifu', `接 ${short(ticket)}`);
    world.take();
    expect(await world.say('zhang.shifu', `电话 ${short(ticket)}`)).toContain('不归您');
    expect(world.take().map(textOf).join()).not.toContain('13812345678');
    expect((await world.load(ticket)).revealed).toEqual([]);
  });

  test('篇1 4.1: the words are stored as they were said', async () => {
    const ticket = await world.open();
    expect((await world.load(ticket)).words).toEqual(['厨房下水堵了，我是王建国 13812345678']);
  });

  test('a phone that was missing is added by 备注 and never stands in the note', async () => {
    const reporter = { conversationId: null, name: '王建国', phone: null, house: null, relation: null };
    const ticket = await world.open({ reporter, channel: '来电' });
    expect(await world.say('zhou.zhuguan', `备注 ${short(ticket)} 13900001111`)).toContain('已补上');
    const after = await world.load(ticket);
    expect(after.reporter.phone).toBe('13900001111');
    expect(after.timeline.map(({ text }) => text).join()).not.toContain('13900001111');
  });
});

describe('photos', () => {
  test('follow the ticket last named; after 完成 the first goes to the owner as well', async () => {
    const ticket = await world.open();
    const number = short(ticket);
    await world.say('li.shifu', `接 ${number}`);
    world.take();
    expect(await world.photo('li.shifu', 'before.jpg')).toContain(ticket.number);
    expect(toOwner()).toEqual([]);
    await world.say('li.shifu', `完成 ${number} 换了阀芯`);
    world.take();
    expect(await world.photo('li.shifu', 'after.jpg')).toContain('发给了业主');
    await world.photo('li.shifu', 'more.jpg');
    expect(toOwner()).toEqual(['[after.jpg]']);
    expect((await world.load(ticket)).media.map(({ file }) => file)).toEqual(['before.jpg', 'after.jpg', 'more.jpg']);
  });

  test('without a ticket are asked about, also when the ticket was named long ago', async () => {
    expect(await world.photo('li.shifu')).toContain('哪一单');
    const ticket = await world.open();
    await world.say('li.shifu', `接 ${short(ticket)}`);
    world.clock.advance(3 * HOUR);
    expect(await world.photo('li.shifu')).toContain('哪一单');
  });

  test('and words of the owner reach the worker, his photos too', async () => {
    const ticket = await world.open();
    await world.say('li.shifu', `接 ${short(ticket)}`);
    world.take();
    const owner = { kind: 'owner', conversationId: OWNER } as const;
    expect(isRefusal(await world.act(ticket, { kind: 'note', text: '门口有狗，先打电话' }, owner))).toBe(false);
    await world.act(ticket, { kind: 'add-media', media: [{ file: 'o.jpg', type: 'image' }] }, owner);
    const got = world
      .take()
      .filter((message) => message.to === 'member' && message.userid === 'li.shifu')
      .map(textOf);
    expect(got).toEqual(expect.arrayContaining([expect.stringContaining('门口有狗'), '[o.jpg]']));
  });
});

describe('R34: words left for a member', () => {
  test('收到 acknowledges the oldest', async () => {
    const relay = { community: 'main', userid: 'li.shifu', from: '王先生（3栋2单元1701）' };
    await world.store.relays.add({ ...relay, id: 'r1', at: 1, text: '明天再来' });
    await world.store.relays.add({ ...relay, id: 'r2', at: 2, text: '带上发票' });
    expect(await world.say('li.shifu', '收到')).toContain('明天再来');
    expect(await world.say('li.shifu', '收到')).toContain('带上发票');
    expect(await world.say('li.shifu', '收到')).not.toContain('带上发票');
  });
});

test('R7: 收到 by the department stops the 30 minutes', async () => {
  const ticket = await world.open();
  await world.say('li.shifu', `收到 ${short(ticket)}`);
  expect((await world.load(ticket)).deadlines.handover?.metAt).toBe(world.clock.now());
});

test('what is not understood is answered with what he may have meant', async () => {
  const answer = await world.say('li.shifu', '接丹 007');
  expect(answer).toContain('接丹 007');
  expect(answer).toMatch(/是不是想发：.*接单 <号>/);
  expect(answer).toContain('帮助');
  expect(await world.say('li.shifu', '水'.repeat(500))).toMatch(/^.{1,200}$/s);
  expect(await world.say('li.shifu', '谢谢')).not.toContain('没看懂');
});

test('nobody outside the staff list is served, and nothing is told', async () => {
  const ticket = await world.open();
  const answer = await world.say('somebody', `查 ${short(ticket)}`);
  expect(answer).toContain('员工名单');
  expect(answer).not.toContain(ticket.number);
});

test('a failing store is a polite sentence with a phone number, and the error is told', async () => {
  const errors: unknown[] = [];
  const broken = await openStaffWorld({
    deps: {
      tickets: {
        ...world.store.tickets,
        search: async () => {
          throw new Error('down');
        },
      },
      log: { error: (details: unknown) => errors.push(details) } as StaffDeps['log'],
    },
  });
  const answer = await broken.say('li.shifu', '我的单');
  expect(answer).toContain('0571-88880000');
  expect(answer).not.toContain('down');
  expect(errors).toHaveLength(1);
});

test('a step of an urgent ticket does not wait for the morning', async () => {
  const { community } = world;
  expect(community().delivery.quiet).toContain('progress');
  for (const urgent of [true, false]) {
    world.empty();
    const ticket = await world.open({ urgent });
    world.take();
    await world.say('li.shifu', `接 ${ticket.number}`);
    const [told] = world.take().filter(({ to }) => to === 'owner');
    expect(community().delivery.quiet.includes(told!.purpose)).toBe(!urgent);
  }
});

describe('完成 whose words hold the decision that is owed', () => {
  test.each([
    ['建议', 'suggestion-facility', '采纳，下月加装', { state: 'closed', suggestion: { adopted: true } }],
    ['建议', 'suggestion-facility', '暂不采纳，场地不够', { state: 'closed', suggestion: { adopted: false } }],
    [
      '表扬',
      'praise-staff',
      '已核实属实，李师傅冒雨上门',
      { state: 'closed', praise: { verified: true, userid: 'li.shifu' } },
    ],
  ] as const)('%s: 完成 %s %s', async (category, topic, words, after) => {
    const ticket = await world.open({ category, topic });
    await world.say('chen.jingli', `完成 ${short(ticket)} ${words}`);
    expect(await world.load(ticket)).toMatchObject(after);
  });
});
