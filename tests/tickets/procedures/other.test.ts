import { describe, expect, test } from '@jest/globals';
import { apply, community, HOUR, moved, NOON, open, opened, refused, told } from '../factories.ts';
import { createTicketWorld } from '../world.ts';

const lost = (item: string, features = '') => ({
  category: '其它' as const,
  topic: 'lost',
  words: [`我丢了${features}${item}`],
  summary: `丢失${features}${item}`,
  details: { item, features },
});
const found = (item: string, features = '') => ({
  ...lost(item, features),
  topic: 'found',
  words: [`捡到${features}${item}`],
  summary: `拾到${features}${item}`,
  reporter: { conversationId: 'wkDEMO/finder', name: '林女士', phone: null, house: null, relation: null },
});

describe('其它 (篇1 4.4, 4.6; R31, R36)', () => {
  test.each([
    ['a loss finds what was handed in', found('钥匙', '红色挂件'), lost('钥匙', '红色')],
    ['a find finds who misses it', lost('白色泰迪犬'), found('泰迪犬', '白色')],
    ['pets are in the register too (R36)', lost('橘猫', '脖子有铃铛'), found('橘猫')],
  ])('篇1 4.6 lost and found both ways: %s', async (_, first, second) => {
    const room = createTicketWorld();
    await room.open(first, 'first');
    const { ticket } = await room.open(second, 'second');
    expect(ticket.linked).toEqual([expect.objectContaining({ id: 'first', why: 'lost-found' })]);
    expect(
      told(ticket.pendingEffects).some((line) => line.startsWith(`member ${ticket.keeper}`) && line.includes('对得上')),
    ).toBe(true);
    await room.settle();
    expect((await room.load('first')).linked).toEqual([expect.objectContaining({ id: 'second', why: 'lost-found' })]);
  });

  test('篇1 4.6 other things are not matched', async () => {
    const room = createTicketWorld();
    await room.open(found('雨伞', '蓝色'), 'first');
    expect((await room.open(lost('钥匙'), 'second')).ticket.linked).toEqual([]);
  });

  test('篇1 4.6 hand-back: to whom, whether an identity document was looked at; never its number', () => {
    const ticket = open(found('钱包'));
    expect(refused(ticket, { kind: 'hand-back', to: ' ', verified: true }, { by: 'he.jiedai' }).refused).toBe(
      'needs-text',
    );
    const next = moved(ticket, { kind: 'hand-back', to: '王先生', verified: true }, { by: 'he.jiedai' });
    expect(next).toMatchObject({ state: 'closed', handBack: { to: '王先生', verified: true, by: 'he.jiedai' } });
    expect(next.closing?.text).not.toMatch(/\d{6,}/);
  });

  test('R31 a question answered on the spot is logged, struck off and troubles nobody', () => {
    const { ticket, effects } = opened({
      category: '其它',
      topic: 'enquiry-other',
      words: ['几点上班'],
      settled: '服务中心全天有人接待',
    });
    expect(ticket).toMatchObject({ state: 'closed', nextDueAt: null, closing: { text: '服务中心全天有人接待' } });
    expect(effects).toEqual([]);
    expect(ticket.timeline.map(({ action }) => action)).toEqual(['open', 'close']);
  });

  test('R31 an unknown question goes to a person with a time by which he answers', () => {
    const { ticket, effects } = opened({ category: '其它', topic: 'enquiry-other', words: ['能不能养鸽子'] });
    expect(ticket.state).toBe('waiting');
    expect(ticket.promises.at(-1)).toMatchObject({ about: 'respond', endedAt: null });
    expect(told(effects).some((line) => line.startsWith(`member ${ticket.keeper}`))).toBe(true);
  });

  test('R22 篇1 4.11 an enquiry ends with an answer to whoever asked, never silently', () => {
    const ticket = open({ category: '其它', topic: 'enquiry-other', words: ['能不能养鸽子'] });
    expect(refused(ticket, { kind: 'close' }, { by: 'he.jiedai' }).refused).toBe('needs-answer');
    const { ticket: next, effects } = apply(ticket, { kind: 'close', text: '按管理规约不能养鸽' }, { by: 'he.jiedai' });
    expect(next).toMatchObject({ state: 'closed', finishedAt: NOON, visitKinds: [] });
    expect(told(effects).find((line) => line.startsWith('owner'))).toContain('按管理规约不能养鸽');
  });

  test('R33 篇3 4.7 fee matters go to 财务', () => {
    expect(open({ category: '其它', topic: 'enquiry-fees' }).department).toBe(community.duty.finance);
    expect(open({ category: '投诉', topic: 'fees' }).department).toBe(community.duty.finance);
  });

  test('R32 rental enquiries are a topic of 服务', () => {
    const ticket = open({ category: '服务', topic: 'rental', words: ['想租房'] });
    expect(ticket).toMatchObject({ category: '服务', topic: 'rental', paid: false });
    expect(ticket.promises[0]!.until).toBeLessThan(NOON + 3 * HOUR);
  });
});
