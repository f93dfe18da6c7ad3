import { describe, expect, test } from '@jest/globals';
import { DAY, HOUR, MINUTE, OWNER, TEN } from './factories.ts';
import { createWorld, type World } from './world.ts';

const KIND = { urgent: true, topic: 'lift-fault' } as const;

async function asked(): Promise<World> {
  const world = createWorld();
  world.windowOpened(TEN - HOUR);
  await world.finish(KIND);
  return world;
}

async function callIn(
  world: World,
  answer: { solved: boolean | null; score: 1 | 2 | 3 | 4 | 5 | null; words: string },
) {
  const call = { community: 'main', ticketId: 't1', by: 'he.jiedai', at: world.now(), id: `call/${world.now()}` };
  await world.service.recordVisit({ ...call, reached: true, ...answer });
  await world.settle();
}

describe('an answer', () => {
  test('it grows: solved, then a score, then words; complete, the visit has ended', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, final: false });
    await world.answers('closing', { solved: true, score: 5, final: false });
    expect((await world.visit('closing')).outcome).toBeNull();
    await world.answers('closing', { solved: true, score: 5, words: '师傅很准时' });
    expect(await world.visit('closing')).toMatchObject({
      outcome: 'answered',
      answer: { solved: true, score: 5, words: '师傅很准时', final: true, by: 'owner' },
    });
  });

  test('R21: there is no default: what was not said stays unknown', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true });
    expect((await world.visit('closing')).answer).toMatchObject({ solved: true, score: null, words: '' });
  });

  test('left half-way, it counts as it stands after a while, to the second', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, final: false });
    await world.later(15 * MINUTE - 1);
    expect((await world.visit('closing')).outcome).toBeNull();
    await world.later(1);
    expect((await world.visit('closing')).outcome).toBe('answered');
  });

  test('R21: “not solved” is acted on at once; what he tells about it afterwards goes to whoever does the work, and is the opinion', async () => {
    const world = await asked();
    await world.answers('closing', { solved: false, final: false });
    expect(await world.ticket()).toMatchObject({ state: 'waiting', reopenings: 1 });
    await world.answers('closing', { solved: false, words: '门一关就抖' });
    const visit = await world.visit('closing');
    expect(visit).toMatchObject({ outcome: 'answered', answer: { words: '门一关就抖' }, late: [] });
    expect(visit.opinion?.words).toBe('门一关就抖');
    expect((await world.ticket()).timeline.at(-1)).toMatchObject({ action: 'note', text: '门一关就抖' });
    expect((await world.ticket()).reopenings).toBe(1);
    await world.later(15 * MINUTE);
    const [notice] = world.saidTo('li.shifu').filter((text) => text.includes('【整改通知】'));
    expect(notice).toContain('门一关就抖');
    expect(world.notices.everything()).toHaveLength(1);
  });

  test('R21: solved and marked, the ticket is closed at once; what he adds still belongs to the answer', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, score: 5, final: false });
    expect((await world.ticket()).state).toBe('closed');
    await world.answers('closing', { solved: true, score: 5, reasons: ['来得快'] });
    expect((await world.visit('closing')).answer).toMatchObject({ score: 5, reasons: ['来得快'], final: true });
    expect((await world.ticket()).visits).toHaveLength(1);
  });

  test('R24: a low mark is acted on at once; reasons and words that follow are about it, and open one complaint at most', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, score: 2, final: false });
    expect(await world.ticket()).toMatchObject({ state: 'waiting', reopenings: 1 });
    await world.answers('closing', { solved: true, score: 2, reasons: ['态度不好'], final: false });
    await world.answers('closing', { solved: true, score: 2, reasons: ['态度不好'], words: '说话很冲' });
    const visit = await world.visit('closing');
    expect(visit).toMatchObject({
      outcome: 'answered',
      late: [],
      answer: { reasons: ['态度不好'], words: '说话很冲' },
    });
    expect(visit.opinion?.words).toBe('说话很冲');
    const notes = (await world.ticket()).timeline.filter(({ action }) => action === 'note');
    expect(notes.map(({ text }) => text)).toEqual(['态度不好', '说话很冲']);
    expect((await world.ticket()).reopenings).toBe(1);
    expect(world.tickets.all().filter(({ category }) => category === '投诉')).toHaveLength(1);
    expect(world.notices.everything()).toHaveLength(1);
  });

  test('one that changes keeps its older value: never overwritten silently', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, score: 5, final: false });
    await world.answers('closing', { solved: true, score: 2, final: true });
    const { answer } = await world.visit('closing');
    expect(answer).toMatchObject({ score: 2, changes: [{ field: 'score', from: '5', to: '2', at: TEN }] });
  });

  test('delivered twice, it is one', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, score: 4, id: 'same' });
    const before = await world.visit('closing');
    await world.answers('closing', { solved: true, score: 4, id: 'same' });
    expect(await world.visit('closing')).toEqual(before);
  });

  test('an old menu tapped weeks later: the answer stands, the other one is kept beside it and told to a person', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, score: 5 });
    await world.later(20 * DAY);
    await world.answers('closing', { solved: null, score: 1 });
    const visit = await world.visit('closing');
    expect(visit.answer?.score).toBe(5);
    expect(visit.late.map(({ score }) => score)).toEqual([1]);
    expect(world.saidTo('he.jiedai').at(-1)).toContain('5分');
    const said = world.saidTo('he.jiedai').length;
    await world.answers('closing', { score: 5 });
    expect(world.saidTo('he.jiedai')).toHaveLength(said);
  });

  test('one that had expired is answered late: the outcome stays, what he says is acted on, once', async () => {
    const world = createWorld();
    await world.finish(KIND);
    await world.until(TEN + 20 * DAY);
    expect((await world.visit('after/604800000')).outcome).toBe('expired');
    await world.answers('after/604800000', { solved: false, words: '又停了' });
    await world.answers('after/604800000', { solved: false, words: '又停了' });
    const visit = await world.visit('after/604800000');
    expect(visit).toMatchObject({ outcome: 'expired', answer: { solved: false } });
    expect((await world.ticket()).reopenings).toBe(1);
    expect(world.notices.everything()).toHaveLength(1);
  });

  test('he will not answer: refused, and never counted as satisfied', async () => {
    const world = await asked();
    await world.answers('closing', {});
    expect(await world.visit('closing')).toMatchObject({ outcome: 'refused', answer: null });
    const { all } = await world.service.figures({ community: 'main', from: TEN, to: TEN + 1 });
    expect(all.satisfied).toEqual({ count: 0, of: 0 });
  });
});

describe('not solved, or 3 and less', () => {
  test.each([
    ['not solved', { solved: false, score: null }],
    ['3 of 5', { solved: true, score: 3 }],
  ] as const)('%s: 返修, 整改通知, the head is told, and another visit after it', async (_, answer) => {
    const world = await asked();
    await world.answers('closing', { ...answer, words: '还是会抖' });
    expect(await world.ticket()).toMatchObject({ state: 'waiting', reopenings: 1 });
    expect(await world.visit('after/86400000')).toMatchObject({ outcome: 'cancelled' });
    expect(world.saidTo('li.shifu').some((text) => text.includes('【整改通知】'))).toBe(true);
    expect(world.saidTo('wang.gong').some((text) => text.includes('【整改通知】'))).toBe(true);
    await world.later(HOUR);
    await world.complete();
    expect(world.asks().filter(({ ask }) => ask.type === 'closing')).toHaveLength(2);
  });

  test('4 and more: thanks, the ticket is closed, no notice', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, score: 4 });
    expect((await world.ticket()).state).toBe('closed');
    expect(world.notices.everything()).toEqual([]);
  });

  test('the same by telephone', async () => {
    const world = createWorld();
    await world.finish(KIND);
    await world.until(TEN + DAY + 5 * HOUR);
    await callIn(world, { solved: false, score: null, words: '门还是关不上' });
    expect(await world.ticket()).toMatchObject({ state: 'waiting', reopenings: 1 });
    expect(world.notices.everything()).toHaveLength(1);
  });
});

describe('R24: the 整改通知', () => {
  async function found(words = '还是会抖，3栋2单元1701'): Promise<World> {
    const world = await asked();
    await world.answers('closing', { solved: false, words });
    return world;
  }
  const notice = (world: World) => world.notices.everything().at(-1)!;

  test('R24: it names and reaches the repairer and his head within 24 h of the finding, with a deadline', async () => {
    const world = await found();
    await world.until(TEN + 20 * MINUTE);
    expect(notice(world)).toMatchObject({ state: 'issued', worker: 'li.shifu', head: 'wang.gong' });
    for (const { sentAt } of notice(world).recipients) expect(sentAt).toBeLessThanOrEqual(TEN + DAY);
    const [text] = world.saidTo('li.shifu').filter((said) => said.includes('整改通知'));
    expect(text).toContain('李师傅');
    expect(text).toContain('王工');
    expect(text).toContain('11月27日10:00前整改完毕');
  });

  test('R4, R24: without anything that tells who said it', async () => {
    const world = await found();
    await world.until(TEN + 20 * MINUTE);
    const [text] = world.saidTo('li.shifu').filter((said) => said.includes('整改通知'));
    expect(text).not.toContain('1701');
    expect(text).not.toContain('王小明');
  });

  test('R24: found in the night it waits for the morning, but never past its time', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish({ topic: 'repair-other' });
    await world.until(TEN + 13 * HOUR);
    await world.answers('closing', { solved: false, words: '没修好' });
    expect(notice(world).state).toBe('planned');
    await world.until(TEN + DAY);
    expect(notice(world).state).toBe('issued');
    expect(notice(world).recipients.every(({ sentAt }) => sentAt !== null && sentAt <= notice(world).deliverBy)).toBe(
      true,
    );
  });

  test('R24: the head’s own work goes one level up', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.open(KIND);
    await world.complete('t1', 'wang.gong');
    await world.answers('closing', { solved: false });
    expect(notice(world)).toMatchObject({ worker: 'wang.gong' });
    expect(notice(world).head).not.toBe('wang.gong');
  });

  test('R24: not acknowledged: the head, then 客服主管, then the manager hear of it', async () => {
    const world = await found();
    await world.until(TEN + 2 * DAY);
    const why = notice(world).escalations.map(({ to }) => to);
    expect(why).toHaveLength(3);
    expect(why[0]).toContain('wang.gong');
    expect(why[1]).toContain('zhou.zhuguan');
    expect(why[2]).toEqual(['chen.jingli']);
    expect(notice(world).state).toBe('issued');
  });

  test('R24: 收到 acknowledges it, and nobody above is bothered', async () => {
    const world = await found();
    await world.until(TEN + 20 * MINUTE);
    expect(
      await world.service.acknowledge({ community: 'main', ticketId: 't1', by: 'li.shifu', at: world.now() }),
    ).toBe(1);
    expect(
      await world.service.acknowledge({ community: 'main', ticketId: 't1', by: 'li.shifu', at: world.now() }),
    ).toBe(0);
    await world.until(TEN + 2 * DAY);
    expect(notice(world)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'li.shifu', escalations: [] });
  });

  test('R24: taking the work up again acknowledges it as well', async () => {
    const world = await found();
    await world.until(TEN + HOUR);
    await world.act({ kind: 'assign', userid: 'li.shifu' }, 'wang.gong');
    await world.act({ kind: 'accept' }, 'li.shifu');
    expect(notice(world)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'li.shifu' });
  });

  test('R24: not put right by its deadline: told upwards, day after day, three times', async () => {
    const world = await found();
    await world.until(TEN + 20 * MINUTE);
    await world.service.acknowledge({ community: 'main', ticketId: 't1', by: 'li.shifu', at: world.now() });
    await world.until(TEN + 10 * DAY);
    expect(notice(world).escalations.map(({ why }) => why)).toEqual(Array(3).fill('not-rectified'));
    expect(notice(world).escalations[0]!.at).toBeGreaterThanOrEqual(notice(world).rectifyBy);
  });

  test('R24: put right, visited again and found good: verified, and both are told', async () => {
    const world = await found();
    await world.later(HOUR);
    await world.complete();
    expect(notice(world).state).toBe('rectified');
    await world.answers('closing', { solved: true, score: 5 });
    const second = await world.visit('closing');
    expect(notice(world)).toMatchObject({ state: 'verified', checkedBy: second._id });
    expect(world.saidTo('li.shifu').at(-1)).toContain('确认没有问题');
  });

  test('R24: visited again and still bad: failed, and a new notice', async () => {
    const world = await found();
    await world.later(HOUR);
    await world.complete();
    await world.answers('closing', { solved: false, words: '还是老样子' });
    expect(
      world.notices
        .everything()
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['failed', 'issued']);
  });

  test('R24: it reaches nobody: the manager hears of it at once', async () => {
    const world = await asked();
    world.gone.push('li.shifu');
    await world.answers('closing', { solved: false });
    await world.later(20 * MINUTE);
    expect(notice(world).escalations[0]).toMatchObject({ why: 'not-delivered' });
    expect(world.saidTo('chen.jingli').some((text) => text.includes('整改通知'))).toBe(true);
  });

  test('R1, R24: of a complaint about a person, not the accused but the handler gets it', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.open({ category: '投诉', accused: '马师傅', words: ['马师傅态度很差'], summary: '保安态度差' });
    const handler = (await world.ticket()).complaint!.handlers[0]!;
    await world.act({ kind: 'assign', userid: handler }, handler);
    await world.act({ kind: 'complete', text: '已批评教育' }, handler);
    await world.answers('closing', { solved: false, words: '还是爱理不理' });
    await world.later(20 * MINUTE);
    expect(notice(world).recipients.map(({ userid }) => userid)).not.toContain('ma.baoan');
    expect(world.saidTo('ma.baoan')).toEqual([]);
  });

  test('R23: a notice that was verified counts as put right; one that is only finished does not yet', async () => {
    const world = await found();
    const handled = async () =>
      (await world.service.figures({ community: 'main', from: TEN, to: TEN + DAY })).all.handled;
    expect(await handled()).toEqual({ count: 0, of: 1 });
    await world.later(HOUR);
    await world.complete();
    expect(await handled()).toEqual({ count: 0, of: 1 });
    await world.answers('closing', { solved: true, score: 5 });
    expect(await handled()).toEqual({ count: 1, of: 1 });
  });
});

describe('R25: every opinion gets an answer', () => {
  test('R25: whatever the score, a named person gets it with a deadline', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, score: 5, words: '要是早半小时来就更好了' });
    const { opinion } = await world.visit('closing');
    expect(opinion).toMatchObject({ person: 'he.jiedai', dueAt: TEN + DAY, answeredAt: null });
    expect(world.saidTo('he.jiedai').at(-1)).toContain('早半小时');
  });

  test.each(['没有', '无', '没有了。', '', '暂时没有'])('R25: “%s” is none', async (words) => {
    const world = await asked();
    await world.answers('closing', { solved: true, score: 5, words });
    expect((await world.visit('closing')).opinion).toBeNull();
  });

  test('R25: a low score without a word is one', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, score: 2 });
    expect((await world.visit('closing')).opinion?.words).toContain('2分');
  });

  test('R25: not answered in time: 客服主管, then the manager', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, score: 5, words: '楼道灯也看看' });
    await world.until(TEN + DAY);
    expect(world.saidTo('zhou.zhuguan').filter((text) => text.includes('意见未答复'))).toHaveLength(1);
    await world.until(TEN + 10 * DAY);
    expect(world.saidTo('chen.jingli').filter((text) => text.includes('意见未答复'))).toHaveLength(1);
  });

  test('R25: answered: the owner is told by whom, once, and nobody is reminded', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, score: 5, words: '楼道灯也看看' });
    const { _id: visitId } = await world.visit('closing');
    const answer = { community: 'main', visitId, by: 'he.jiedai', text: '楼道灯已安排今天更换' };
    expect(await world.service.answerOpinion(answer)).toBe(true);
    expect(await world.service.answerOpinion({ ...answer, text: '再说一遍' })).toBe(false);
    await world.settle();
    const told = world.saidTo(OWNER).filter((text) => text.includes('楼道灯已安排'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('何敏');
    await world.until(TEN + 10 * DAY);
    expect(world.saidTo('zhou.zhuguan').filter((text) => text.includes('意见未答复'))).toEqual([]);
  });
});

describe('what is inside the words', () => {
  const opened = async (world: World, category: string) =>
    world.tickets.all().filter((ticket) => ticket._id !== 't1' && ticket.category === category);

  test('R29: praise becomes a 表扬 record when the owner agrees', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, score: 5, words: '李师傅真负责，太感谢了', praise: true });
    const [praise] = await opened(world, '表扬');
    expect(praise).toMatchObject({ words: ['李师傅真负责，太感谢了'], praise: { verified: null } });
  });

  test('R29: not without his consent', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, score: 5, words: '李师傅真负责，太感谢了', praise: false });
    expect(await opened(world, '表扬')).toEqual([]);
  });

  test('R1: a complaint inside becomes a complaint, around the person it is about', async () => {
    const world = await asked();
    await world.answers('closing', { solved: true, score: 1, reasons: ['态度不好'] });
    const [complaint] = await opened(world, '投诉');
    expect(complaint?.complaint).toMatchObject({ accused: 'li.shifu', scope: 'person' });
    expect(complaint?.complaint?.handlers).not.toContain('li.shifu');
  });

  test('doing the effects twice opens one', async () => {
    const world = await asked();
    world.replays = 2;
    await world.answers('closing', { solved: true, score: 1, reasons: ['态度不好'] });
    await world.settle();
    expect(await opened(world, '投诉')).toHaveLength(1);
  });

  test('that the work is bad is no complaint of its own: the ticket is reopened', async () => {
    const world = await asked();
    await world.answers('closing', { solved: false, words: '还在漏水' });
    expect(await opened(world, '投诉')).toEqual([]);
  });
});
