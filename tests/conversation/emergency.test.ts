import { describe, expect, test } from '@jest/globals';
import type { DangerKind } from '../../src/understanding/index.ts';
import { begin, HOUR, MINUTE } from './talk.ts';

const KINDS: readonly [DangerKind, string, RegExp][] = [
  ['fire', '着火了', /楼梯|119/],
  ['gas', '好大的煤气味', /室外[\s\S]*96777/],
  ['lift-trapped', '我被困在电梯里了', /不要扒门|96333/],
  ['violence', '有人撬门', /110/],
  ['injury', '有人晕倒了', /120/],
  ['electric', '有人触电', /触碰|总闸/],
  ['flood', '水管爆了淹了', /总阀|阀/],
];
const HOUSE = { building: '3', unit: '2', room: '1701' };
const hears = Object.fromEntries(
  KINDS.map(([kind, words]) => [words, { category: '其它', urgent: true, danger: { level: 'yes', kind } } as const]),
);

describe('repair 12: danger', () => {
  test.each(KINDS)(
    '%s: one message with the advice and the phones, a ticket and people at once',
    (kind, words, advice) => {
      const talk = begin({ hears, fresh: true });
      talk.say(words);
      const messages = talk.effects.flatMap((effect) =>
        effect.kind === 'say' ? effect.messages : effect.kind === 'open-ticket' ? effect.tell : [],
      );
      expect(messages).toHaveLength(1);
      expect(talk.said()).toMatch(advice);
      expect(talk.said()).not.toContain('您好');
      expect(talk.did('open-ticket')[0]!.draft).toMatchObject({ danger: kind, urgent: true, words: [words] });
    },
  );

  test('the known address goes along and is not asked', () => {
    const talk = begin({ hears, knows: { houses: [HOUSE] } });
    talk.say('着火了');
    expect(talk.did('open-ticket')[0]!.draft.reporter.house).toEqual(HOUSE);
    expect(talk.asks()).not.toBe('emergency.where');
  });

  test('then at most where, hurt and safe, each once, and every answer goes to the people on their way', () => {
    const talk = begin({ hears });
    talk.say('着火了');
    const asked = [];
    for (const answer of ['8栋1单元1109', '没有', '是的']) {
      asked.push(talk.asks());
      talk.say(answer);
      expect(talk.did('add-to-ticket')).toMatchObject([{ what: 'safety', text: answer }]);
    }
    expect(asked).toEqual(['emergency.where', 'emergency.hurt', 'emergency.safe']);
    expect(talk.state.talks).toEqual([]);
  });

  test('words that answer nothing are told on, and no question is refused or asked twice', () => {
    const talk = begin({ hears });
    talk.say('着火了');
    const asked = [];
    for (let turn = 0; turn < 4; turn += 1) {
      asked.push(talk.asks());
      talk.say('好大的烟快来人');
      expect(talk.effects.length).toBeGreaterThan(0);
    }
    const questions = asked.filter((one) => one !== 'nothing');
    expect(questions.length).toBeGreaterThan(1);
    expect(new Set(questions).size).toBe(questions.length);
  });

  test('a tapped answer is told on too', () => {
    const talk = begin({ hears, knows: { houses: [HOUSE] } });
    talk.say('着火了');
    talk.press('有人受伤');
    expect(talk.did('add-to-ticket')).toMatchObject([{ what: 'safety', text: expect.stringContaining('有人受伤') }]);
  });

  test('more danger of another kind: its advice, no second ticket', () => {
    const talk = begin({ hears, knows: { houses: [HOUSE] } });
    talk.say('着火了');
    talk.say('有人晕倒了');
    expect(talk.did('open-ticket')).toEqual([]);
    expect(talk.did('add-to-ticket')).toMatchObject([{ what: 'safety' }]);
    expect(talk.said()).toContain('120');
    talk.say('着火了');
    expect(talk.tickets).toHaveLength(1);
  });

  test('the same danger shouted again after the talk: the same ticket', () => {
    const talk = begin({ hears, knows: { houses: [HOUSE] } });
    talk.say('着火了');
    talk.say('没有');
    talk.say('是的');
    expect(talk.state.talks).toEqual([]);
    talk.wait(5 * MINUTE);
    talk.say('着火了');
    expect(talk.tickets).toHaveLength(1);
    expect(talk.did('add-to-ticket')).toMatchObject([{ what: 'safety' }]);
    talk.wait(2 * HOUR);
    talk.say('着火了');
    expect(talk.tickets).toHaveLength(2);
  });

  test('danger in the middle of a form goes first, and the form comes after', () => {
    const talk = begin({ hears: { ...hears, 厨房水龙头漏水: { category: '报修', topic: 'plumbing' } } });
    talk.say('厨房水龙头漏水');
    talk.say('着火了');
    expect(talk.did('open-ticket')).toHaveLength(1);
    for (const answer of ['8栋1单元1109', '没有', '是的']) talk.say(answer);
    expect(talk.asks()).toContain('repair.');
    expect(talk.said()).not.toMatch(/哪一栋/);
  });

  test('danger is heard while a person serves: people are alerted, the bot stays quiet', () => {
    const talk = begin({ hears });
    talk.send({ kind: 'session', change: 'taken', servicer: null, code: null });
    talk.say('着火了');
    expect(talk.effects).toMatchObject([{ kind: 'alert', level: 'yes', danger: 'fire' }]);
  });

  test('a picture with the cry for help goes into the ticket', () => {
    const talk = begin({ hears });
    talk.send({
      kind: 'messages',
      parts: [
        { kind: 'media', id: 'p', at: talk.now, media: { file: 'p.jpg', type: 'image' } },
        { kind: 'text', id: 'm', at: talk.now, text: '着火了' },
      ],
    });
    expect(talk.did('open-ticket')[0]!.draft.media).toHaveLength(1);
  });

  const doubtful = { 上次着火那家: { category: '其它', danger: { level: 'doubtful', kind: 'fire' } } } as const;

  test.each([
    ['正在发生', 1],
    ['说不准', 1],
    ['没有，已经过去了', 0],
  ])('doubtful: a person is told and 现在还在发生吗 is asked; %s', (answer, tickets) => {
    const talk = begin({ hears: doubtful });
    talk.say('上次着火那家');
    expect(talk.did('alert')).toMatchObject([{ level: 'doubtful', danger: 'fire' }]);
    expect(talk.said()).toContain('现在还在发生吗');
    talk.press(answer);
    expect(talk.did('open-ticket').filter((effect) => effect.draft.danger !== null)).toHaveLength(tickets);
  });

  test('R8 repair 9: an urgent repair whose house nobody gives is opened with what is known, not kept', () => {
    const talk = begin({ hears: { 家里停电了: { category: '报修', topic: 'power-indoor', urgent: true } } });
    talk.say('家里停电了');
    talk.wait(3 * MINUTE);
    expect(talk.tickets).toHaveLength(1);
  });
});
