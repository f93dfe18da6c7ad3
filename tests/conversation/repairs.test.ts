import { describe, expect, test } from '@jest/globals';
import type { Category } from '../../src/shared/category.ts';
import { begin, HOUR, MINUTE, NOW } from './talk.ts';

/** Three flows that ask for house and phone; what opens them; what they are. */
const FORMS: readonly { flow: string; category: Category; topic?: string; words: string }[] = [
  { flow: 'repair', category: '报修', topic: 'plumbing', words: '厨房水龙头漏水' },
  { flow: 'aftersales', category: '售后', topic: 'handover-wall', words: '收房时客厅墙面就有裂缝' },
  { flow: 'service', category: '服务', topic: 'housekeeping', words: '想请人打扫一次卫生' },
];
const CONTACT = '3栋2单元1701，13812341234，我姓李，明天下午';

describe.each(FORMS)('repairs in every flow without writing them there: $flow', ({ flow, category, topic, words }) => {
  const meaning = { category, ...(topic === undefined ? {} : { topic }) };
  const all = `${words}，${CONTACT}`;
  const hears = {
    [words]: meaning,
    [all]: meaning,
    谢谢: { intents: ['thanks'] as const },
    到哪一步了: { intents: ['progress'] as const },
    算了不要了: { intents: ['cancel'] as const },
    为什么要问: { intents: ['why'] as const },
    再说一遍: { intents: ['repeat'] as const },
    跳过: { intents: ['skip'] as const },
    转人工: { intents: ['human'] as const },
    '不对，电话换成13987654321': { intents: ['correction'] as const },
    另外路灯也坏了: { category: '报修', topic: 'lighting-public' } as const,
    你们什么都不管我要找记者: { mood: 'threatening' as const },
  };

  const upToConfirm = () => {
    const talk = begin({ hears });
    talk.say(all);
    expect(talk.asks()).toBe(`${flow}.confirm`);
    return talk;
  };

  test('repair 1: a message that holds everything is open after one confirmation', () => {
    const talk = upToConfirm();
    expect(talk.said()).toContain('3栋2单元1701');
    talk.say('对');
    expect(talk.did('open-ticket')).toHaveLength(1);
    expect(talk.did('open-ticket')[0]!.draft).toMatchObject({
      category,
      house: { building: '3', unit: '2', room: '1701' },
      reporter: { phone: '13812341234', name: '李' },
    });
  });

  test('repair 1: what the binding knows is not asked, and the open questions come in one message', () => {
    const house = { building: '3', unit: '2', room: '1701' };
    const talk = begin({ hears, knows: { houses: [house], phone: '13812341234', name: '李' } });
    talk.say(words);
    expect(talk.said()).not.toMatch(/房号|几栋|电话是多少|怎么称呼/);
    const bare = begin({ hears });
    bare.say(words);
    expect(bare.effects).toHaveLength(1);
    expect(bare.said()).toContain('一条消息');
  });

  test('repair 1: later questions answered early are not asked again', () => {
    const talk = begin({ hears });
    talk.say(words);
    talk.say('13812341234');
    expect(talk.said()).not.toContain('电话');
    talk.say('3栋2单元1701');
    expect(talk.said()).not.toMatch(/电话是多少|哪一栋/);
  });

  test('repair 2: 电话换成139… in the summary changes it and shows it again', () => {
    const talk = upToConfirm();
    talk.say('不对，电话换成13987654321');
    expect(talk.said()).toContain('139****4321');
    expect(talk.asks()).toBe(`${flow}.confirm`);
    talk.say('对');
    expect(talk.did('open-ticket')[0]!.draft.reporter.phone).toBe('13987654321');
  });

  test('repair 3: thanks in the middle gets its sentence and the open question comes again', () => {
    const talk = begin({ hears });
    talk.say(words);
    const asked = talk.asks();
    talk.say('谢谢');
    expect(talk.said()).toContain('请别客气，这是我应该做的');
    expect(talk.said()).toContain('一条消息');
    expect(talk.asks()).toBe(asked);
  });

  test('repair 3: progress in the middle is answered and the summary comes again', () => {
    const talk = begin({
      hears,
      tickets: [{ number: 'TS261122-009', category: '投诉', topic: 'sanitation', summary: '楼道垃圾没人收' }],
    });
    talk.say(all);
    talk.say('到哪一步了');
    expect(talk.said()).toContain('TS261122-009');
    expect(talk.asks()).toBe(`${flow}.confirm`);
  });

  test('repair 4: a second matter before the first is done: both become tickets and link', () => {
    const talk = upToConfirm();
    talk.say('另外路灯也坏了');
    for (let turn = 0; turn < 8 && talk.tickets.length < 2; turn += 1)
      talk.say(talk.asks().endsWith('confirm') ? '对' : CONTACT);
    const opened = talk.all.filter((effect) => effect.kind === 'open-ticket');
    expect(opened).toHaveLength(2);
    expect(opened.at(-1)).toMatchObject({ draft: { links: [talk.tickets.at(-1)!.id] } });
  });

  test('repair 5: cancelling drops it politely, nothing is opened', () => {
    const talk = begin({ hears });
    talk.say(words);
    talk.say('算了不要了');
    expect(talk.said()).toContain('先不登记');
    expect(talk.state.talks).toEqual([]);
    expect(talk.tickets).toEqual([]);
  });

  test('repair 5: why and repeat are answered and the question comes again', () => {
    for (const control of ['为什么要问', '再说一遍']) {
      const talk = begin({ hears });
      talk.say(words);
      const asked = talk.asks();
      talk.say(control);
      expect(talk.asks()).toBe(asked);
      expect(talk.said()).toContain('房号');
    }
  });

  test('repair 5: what is needed is not skipped without a word, and the second time it is', () => {
    const talk = begin({ hears });
    talk.say(words);
    talk.say('跳过');
    expect(talk.asks()).toBe(`${flow}.house`);
    talk.say('跳过');
    expect(talk.asks()).not.toBe(`${flow}.house`);
  });

  test('repair 6: refused twice offers choices, a third time goes on without it', () => {
    const talk = begin({ hears });
    talk.say(words);
    talk.say('嗯哼哼');
    expect(talk.asks()).toBe(`${flow}.house`);
    talk.say('嗯哼哼');
    const taps = talk.screen.at(-1)!.items!.map((item) => item.text);
    expect(taps).toEqual(expect.arrayContaining(['先不填', '请同事来帮我']));
    talk.say('嗯哼哼');
    expect(talk.asks()).not.toBe(`${flow}.house`);
    expect(talk.asks()).not.toBe('nothing');
  });

  test('repair 6: half a house is asked for once more, then choices, and never for ever', () => {
    const talk = begin({ hears });
    talk.say(words);
    talk.say('3栋');
    expect(talk.said()).toContain('单元或房号');
    talk.say('3栋');
    talk.say('3栋');
    expect(talk.asks()).not.toBe(`${flow}.house`);
    expect(talk.state.talks[0]!.slots.house).toMatchObject({ building: '3' });
  });

  test('repair 8: pictures before the words wait for them and go into the ticket', () => {
    const talk = begin({ hears });
    talk.media('image', 2);
    expect(talk.said()).toContain('照片收到了');
    talk.say(all);
    talk.say('对');
    expect(talk.did('open-ticket')[0]!.draft.media).toHaveLength(2);
  });

  test('repair 8: pictures between are attached and the question comes again; a recalled one is taken out', () => {
    const talk = begin({ hears });
    talk.say(words);
    talk.media('image', 2);
    expect(talk.said()).toContain('附上');
    talk.send({ kind: 'recalled', messageId: talk.state.talks[0]!.mediaIds![0]! });
    talk.say(CONTACT);
    talk.say('对');
    expect(talk.did('open-ticket')[0]!.draft.media).toHaveLength(1);
  });

  test('R8 repair 9: one reminder, then the service desk before thirty minutes, and he may go on', () => {
    const talk = begin({ hears });
    talk.say(words);
    talk.wait(11 * MINUTE);
    talk.wait(18 * MINUTE);
    const said = talk.screen.filter((shown) => shown.who === 'bot').map((shown) => shown.text);
    expect(said.filter((text) => text.includes('还在吗'))).toHaveLength(1);
    const handed = talk.all.filter((effect) => effect.kind === 'hand-over');
    expect(handed).toMatchObject([{ reason: 'silence' }]);
    expect(handed[0]).toHaveProperty('summary', expect.stringContaining(words));
    expect(talk.state.serves).toBe('bot');
    talk.say(CONTACT);
    expect(talk.asks()).toBe(`${flow}.confirm`);
  });

  test('repair 9: who comes back with other words is offered to go on', () => {
    const talk = begin({ hears });
    talk.say(words);
    talk.wait(HOUR);
    talk.say('哎呀呀');
    expect(talk.asks()).toBe('question.resume');
    talk.press('接着办');
    expect(talk.asks()).toBe(`${flow}.house`);
    talk.wait(29 * MINUTE);
    expect(talk.all.filter((effect) => effect.kind === 'hand-over')).toHaveLength(2);
  });

  test('repair 10: 转人工 hands over with a summary, the words first; then silence, then back', () => {
    const talk = upToConfirm();
    talk.say('转人工');
    expect(talk.effects.map((effect) => effect.kind)).toEqual(['say', 'hand-over']);
    expect(talk.did('hand-over')[0]!.summary).toContain(words);
    talk.say('在吗');
    expect(talk.effects).toEqual([]);
    talk.send({ kind: 'session', change: 'ended', servicer: null, code: null });
    expect(talk.state).toMatchObject({ serves: 'bot', talks: [] });
    talk.say(words);
    expect(talk.asks()).not.toBe('nothing');
  });

  test('repair 10: a threat of media goes to a person at once, urgent, and somebody is alerted', () => {
    const talk = upToConfirm();
    talk.say('你们什么都不管我要找记者');
    expect(talk.did('alert')).toHaveLength(1);
    expect(talk.did('hand-over')).toMatchObject([{ reason: 'threat', urgent: true }]);
  });

  test('repair 11: the same matter at the same house asks first, and 是同一件 opens nothing', () => {
    const talk = begin({ hears, tickets: [{ category, topic: topic ?? null, summary: words }] });
    talk.say(all);
    expect(talk.asks()).toBe('question.repeat');
    talk.press('同一件');
    expect(talk.did('add-to-ticket')).toMatchObject([{ ticketId: 'k1', what: 'note' }]);
    expect(talk.state.talks).toEqual([]);
  });

  test('repair 11: another house is another matter', () => {
    const talk = begin({
      hears,
      tickets: [{ category, topic: topic ?? null, house: { building: '5', unit: '1', room: '302' } }],
    });
    talk.say(all);
    expect(talk.asks()).toBe(`${flow}.confirm`);
  });
});

describe('repair 7: low confidence asks once, with the likely meanings', () => {
  const unsure = (a: Category, b: Category) => ({ category: a, unsure: [a, b] });
  const hears = {
    楼上又在弄: unsure('投诉', '报修'),
    门口那个东西: unsure('建议', '报修'),
    保洁的事: unsure('服务', '投诉'),
    就是那个: {},
  };

  test.each([
    ['楼上又在弄', '报修', 'repair'],
    ['楼上又在弄', '投诉', 'complaint'],
    ['门口那个东西', '建议', 'suggestion'],
    ['保洁的事', '预约服务', 'service'],
  ])('%s, then %s: %s', (words, choice, flow) => {
    const talk = begin({ hears });
    talk.say(words);
    expect(talk.asks()).toBe('question.clarify');
    expect(talk.screen.at(-1)!.items!.length).toBeLessThanOrEqual(4);
    talk.press(choice);
    expect(talk.asks()).toContain(`${flow}.`);
  });

  test('never the list twice: more words that do not help go to a person', () => {
    const talk = begin({ hears });
    talk.say('楼上又在弄');
    talk.say('就是那个');
    expect(talk.did('hand-over')).toMatchObject([{ reason: 'not-understood' }]);
  });

  test('R8: unanswered, it goes to the service desk like any draft', () => {
    const talk = begin({ hears });
    talk.say('楼上又在弄');
    talk.wait(29 * MINUTE);
    expect(talk.all.filter((effect) => effect.kind === 'hand-over')).toMatchObject([
      { reason: 'silence', summary: expect.stringContaining('楼上又在弄') },
    ]);
  });
});

describe('repair 11: words about a ticket that is open act on it', () => {
  const hears = {
    催一下: { intents: ['urge'] as const },
    还没修好: { intents: ['rework'] as const },
    又漏了: { intents: ['rework'] as const },
    不用来了: { intents: ['cancel'] as const },
    到哪了: { intents: ['progress'] as const },
    请帮我保密: { intents: ['confidential'] as const },
  };

  test.each([
    ['催一下', 'urge'],
    ['还没修好', 'urge'],
    ['不用来了', 'cancel'],
    ['请帮我保密', 'confidential'],
  ] as const)('%s: %s', (words, what) => {
    const talk = begin({ hears, tickets: [{}] });
    talk.say(words);
    expect(talk.did('add-to-ticket')).toMatchObject([{ ticketId: 'k1', what, text: words }]);
    expect(talk.did('open-ticket')).toEqual([]);
    expect(talk.said()).not.toBe('');
  });

  test('又漏了 about a finished one is rework', () => {
    const talk = begin({ hears, tickets: [{ open: false, stateText: '已完成' }] });
    talk.say('又漏了');
    expect(talk.did('add-to-ticket')).toMatchObject([{ what: 'rework' }]);
  });

  test('加一张照片 is answered, and the picture goes to the ticket', () => {
    const talk = begin({ hears, tickets: [{}] });
    talk.say('加一张照片');
    expect(talk.said()).toContain('发过来');
    talk.media('image');
    expect(talk.did('add-to-ticket')).toMatchObject([{ what: 'media', media: [{ type: 'image' }] }]);
  });

  test('words with a picture take it along', () => {
    const talk = begin({ hears, tickets: [{}] });
    talk.send({
      kind: 'messages',
      parts: [
        { kind: 'media', id: 'p1', at: NOW, media: { file: 'p1.jpg', type: 'image' } },
        { kind: 'text', id: 'm1', at: NOW, text: '还没修好' },
      ],
    });
    expect(talk.did('add-to-ticket')).toMatchObject([{ what: 'urge', media: [{ file: 'p1.jpg' }] }]);
    expect(talk.state.media).toBeUndefined();
  });

  test('with several open, it asks which', () => {
    const talk = begin({
      hears,
      tickets: [{}, { id: 'k2', number: 'BX261123-002', summary: '楼道灯坏了', topic: 'lighting-public' }],
    });
    talk.say('催一下');
    expect(talk.asks()).toBe('question.which');
    talk.press('BX261123-002');
    expect(talk.did('add-to-ticket')).toMatchObject([{ ticketId: 'k2', what: 'urge' }]);
  });

  test('R13 progress tells state and promised time; urging regrets', () => {
    const talk = begin({ hears, tickets: [{}] });
    talk.say('到哪了');
    expect(talk.said()).toContain('李师傅已接单');
    expect(talk.said()).toContain('今天16:00');
    talk.say('催一下');
    expect(talk.said()).toMatch(/抱歉/);
  });

  test('with nothing open, progress says so and opens nothing', () => {
    const talk = begin({ hears });
    talk.say('到哪了');
    expect(talk.said()).toContain('没有查到');
    talk.say('还没修好');
    expect(talk.tickets).toEqual([]);
  });

  test('a phone or a missing house sent afterwards is added', () => {
    const talk = begin({ hears, tickets: [{ house: null }] });
    talk.say('3栋2单元1701');
    expect(talk.did('add-to-ticket')).toMatchObject([{ what: 'note' }]);
    talk.say('13812341234');
    expect(talk.did('add-to-ticket')).toMatchObject([{ what: 'contact' }]);
  });

  test('a nod afterwards is no misunderstanding', () => {
    for (const nod of ['好的', '收到', '嗯', '没有了', '👌', '知道了']) {
      const talk = begin({ hears, tickets: [{}] });
      talk.say(nod);
      expect(talk.said()).toBe('好的，有事随时找我。');
      expect(talk.state.misses).toBe(0);
    }
  });

  test('two messages that say nothing go to a person (design rule 7)', () => {
    const talk = begin({ hears });
    talk.say('咕噜咕噜');
    expect(talk.did('hand-over')).toEqual([]);
    talk.say('咕噜咕噜');
    expect(talk.did('hand-over')).toMatchObject([{ reason: 'not-understood' }]);
  });
});
