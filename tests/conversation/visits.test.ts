import { describe, expect, test } from '@jest/globals';
import type { VisitAsk } from '../../src/conversation/types.ts';
import { begin, HOUR, MINUTE, type Talk } from './talk.ts';

const DAY = 24 * HOUR;
const VISIT: VisitAsk = {
  visitId: 'a1b2c3d4e5f6a1b2c3d4e5f6',
  ticketId: 'k1',
  number: 'BX261120-001',
  type: 'closing',
  matter: '厨房水龙头漏水',
  place: '3栋2单元1701',
  date: '11月20日',
  worker: '李师傅',
};
const hears = { 厨房水龙头漏水: { category: '报修', topic: 'plumbing' } } as const;

const visit = (talk: Talk, given: Partial<VisitAsk> = {}) =>
  talk.send({ kind: 'visit', visit: { ...VISIT, ...given } });
const quote = (talk: Talk, quoteId = 'q1') =>
  talk.send({ kind: 'quote', ticketId: 'k1', number: 'BX261120-001', quoteId, amount: '80元', item: '换阀芯' });
const answers = (talk: Talk) => talk.all.filter((effect) => effect.kind === 'answer-visit');

describe('R21 return visits', () => {
  test('solved, then one to five, in one talk that names place, date and worker', () => {
    const talk = begin();
    visit(talk);
    expect(talk.said()).toMatch(/11月20日[\s\S]*3栋2单元1701[\s\S]*厨房水龙头漏水[\s\S]*李师傅/);
    expect(talk.effects).toMatchObject([{ kind: 'say', purpose: 'survey' }]);
    talk.press('解决了');
    expect(answers(talk).at(-1)).toMatchObject({ solved: true, score: null, final: false });
    talk.press('5分');
    expect(answers(talk).at(-1)).toMatchObject({ solved: true, score: 5 });
  });

  test('not solved: regret, the reason in his own words, no score asked (R28: no blame taken)', () => {
    const talk = begin();
    visit(talk);
    talk.press('还没解决');
    expect(talk.said()).toContain('抱歉');
    talk.say('还是一直滴水');
    expect(answers(talk).at(-1)).toMatchObject({ solved: false, score: null, words: '还是一直滴水' });
    expect(talk.screen.map((shown) => shown.text).join()).not.toMatch(/打个分|我们没做好/);
  });

  test('the same visit twice asks once; a reminder asks once more', () => {
    const talk = begin();
    visit(talk);
    visit(talk);
    expect(talk.effects).toEqual([]);
    visit(talk, { reminder: true });
    expect(talk.said()).toContain('厨房水龙头漏水');
  });

  test('unanswered, the first dated visit takes it over instead of asking both', () => {
    const talk = begin();
    visit(talk);
    visit(talk, { visitId: 'later', type: 'dated' });
    expect(talk.state.talks).toHaveLength(1);
    expect(talk.asks()).toBe('stillgood.solved');
  });

  test('silence is no answer: nothing is reported, and the old menu still counts days later', () => {
    const talk = begin();
    visit(talk);
    talk.wait(3 * DAY);
    expect(answers(talk)).toEqual([]);
    expect(talk.state.talks).toEqual([]);
    talk.press('还没解决');
    expect(answers(talk).at(-1)).toMatchObject({ visitId: VISIT.visitId, solved: false });
  });

  test('half an answer counts when he leaves', () => {
    const talk = begin();
    visit(talk);
    talk.press('解决了');
    talk.wait(DAY);
    expect(answers(talk).at(-1)).toMatchObject({ solved: true, score: null, final: true });
  });

  test('R21: a visit that has its mark does not hold up the next one; without one it does', () => {
    const talk = begin();
    visit(talk);
    talk.press('解决了');
    visit(talk, { visitId: 'later', type: 'dated' });
    expect(talk.asks()).toBe('visit.score');
    talk.press('5分');
    expect(answers(talk).at(-1)).toMatchObject({ visitId: VISIT.visitId, score: 5, final: true });
    expect(talk.asks()).toBe('stillgood.solved');
    const other = begin();
    visit(other);
    other.press('解决了');
    other.press('5分');
    visit(other, { visitId: 'later', type: 'dated' });
    expect(other.asks()).toBe('stillgood.solved');
  });

  test('R21: “修完又坏了” where reasons are asked for takes back that it is solved', () => {
    const talk = begin();
    visit(talk);
    talk.press('解决了');
    talk.press('5分');
    talk.say('修完又坏了');
    expect(answers(talk).at(-1)).toMatchObject({ solved: false, score: null, words: '修完又坏了' });
    expect(talk.said()).toContain('抱歉');
  });

  test('an answered visit is not answered twice', () => {
    const talk = begin();
    visit(talk);
    talk.press('还没解决');
    talk.say('还是一直滴水');
    const before = answers(talk).length;
    talk.press('解决了');
    expect(talk.said()).toContain('答复过');
    expect(answers(talk)).toHaveLength(before);
  });

  test('it waits for the matter under way, and comes after it as a message of its own', () => {
    const talk = begin({ hears });
    talk.say('厨房水龙头漏水');
    visit(talk, { ticketId: 'k9' });
    expect(talk.effects).toEqual([]);
    talk.say('8栋1单元1109，13812341234，我姓李，明天下午');
    talk.say('对');
    expect(talk.effects).toMatchObject([{ kind: 'open-ticket' }, { kind: 'say', purpose: 'survey' }]);
  });

  test('a new matter during a visit is a matter (repair 4)', () => {
    const talk = begin({ hears });
    visit(talk, { ticketId: 'k9' });
    talk.say('厨房水龙头漏水');
    expect(talk.asks()).toContain('repair.');
  });

  test('a person taking the talk does not lose what was answered', () => {
    const talk = begin();
    visit(talk);
    talk.press('解决了');
    talk.send({ kind: 'session', change: 'taken', servicer: null, code: null });
    talk.send({ kind: 'session', change: 'ended', servicer: null, code: null });
    expect(answers(talk).at(-1)).toMatchObject({ solved: true, final: true });
  });

  test('R3 the visit of a leader and the periodic survey have flows of their own', () => {
    for (const [type, step] of [
      ['leader', 'leader.solved'],
      ['survey', 'survey.score'],
    ] as const) {
      const talk = begin();
      visit(talk, { type });
      expect(talk.asks()).toBe(step);
    }
  });
});

describe('R17 prices', () => {
  test.each([
    ['同意，请开工', true],
    ['不同意', false],
  ])('%s: %s', (tap, accepted) => {
    const talk = begin();
    quote(talk);
    expect(talk.said()).toContain('80元');
    talk.press(tap);
    expect(talk.did('answer-quote')).toMatchObject([{ quoteId: 'q1', accepted }]);
  });

  test.each(['再看看吧', '什么阀芯', '跳过', '👌'])('%s is no consent and no refusal either', (words) => {
    const talk = begin({ hears: { 跳过: { intents: ['skip'] } } });
    quote(talk);
    for (let turn = 0; turn < 3; turn += 1) talk.say(words);
    expect(talk.all.filter((effect) => effect.kind === 'answer-quote')).toEqual([]);
    expect(talk.all.filter((effect) => effect.kind === 'hand-over')).toHaveLength(1);
  });

  test('silence is no answer; his late tap is', () => {
    const talk = begin();
    quote(talk);
    talk.wait(2 * DAY);
    expect(talk.all.filter((effect) => effect.kind === 'answer-quote')).toEqual([]);
    talk.press('同意，请开工');
    expect(talk.did('answer-quote')).toMatchObject([{ quoteId: 'q1', accepted: true }]);
  });

  test('delivered twice it is asked once; a new price takes the place of the old one', () => {
    const talk = begin();
    quote(talk);
    quote(talk);
    expect(talk.effects).toEqual([]);
    quote(talk, 'q2');
    talk.press('同意，请开工');
    expect(talk.did('answer-quote')).toMatchObject([{ quoteId: 'q2' }]);
  });

  test('without room in the budget it waits for his next message', () => {
    const talk = begin({ hears });
    talk.state.sent = 4;
    quote(talk);
    expect(talk.effects).toEqual([]);
    talk.say('在吗');
    expect(talk.screen.map((shown) => shown.text).join()).toContain('80元');
    talk.wait(MINUTE);
  });
});
