import { describe, expect, test } from '@jest/globals';
import { isAnswerable } from './answerable.ts';
import { shippedCommunity, shippedFlows } from './setting.ts';
import { begin, HOUR } from './talk.ts';

const flows = shippedFlows();
const community = await shippedCommunity();
const REPAIR = '厨房水龙头漏水';
const hears = {
  [REPAIR]: { category: '报修', topic: 'plumbing' },
  谢谢: { intents: ['thanks'] },
  再见: { intents: ['farewell'] },
  你好: { intents: ['greeting'] },
  怎么投诉: { intents: ['how-to-complain'] },
  保安态度太差: { category: '投诉', topic: 'attitude', accused: '保安' },
  表扬李师傅修得好: { category: '表扬', topic: 'praise-staff', accused: '李师傅' },
  想出租房子: { category: '服务', topic: 'rental' },
  物业费账单对不上: { category: '其它', topic: 'enquiry-fees' },
  请转告王师傅钥匙放门口了: { intents: ['relay'], relayTo: '王师傅' },
  小区有几个门: { category: '其它', topic: 'enquiry-other' },
} as const;

describe('R5 relation to the house', () => {
  test.each([
    ['我是租户', '租户'],
    ['我是这里的业主', '业主'],
    ['我是住户，想问下', '住户'],
  ])('%s: kept with the owner and in his tickets', (words, relation) => {
    const talk = begin({ hears });
    talk.say(words);
    expect(talk.state.profile.relation).toBe(relation);
    talk.say(REPAIR);
    talk.say('8栋1单元1109，13812341234，我姓李，明天下午');
    talk.say('对');
    expect(talk.did('open-ticket')[0]!.draft.reporter.relation).toBe(relation);
  });
});

describe('R26 R28 our own sentences', () => {
  const texts = [
    ...Object.values(flows.phrases.texts).map((text) => text.source),
    ...flows.list.flatMap((flow) =>
      flow.steps.flatMap((step) => {
        if (step.kind === 'collect')
          return [
            step.ask.source,
            step.why.source,
            step.refuse.source,
            step.short,
            ...step.options.map((one) => one.text),
          ];
        if (step.kind === 'say') return [step.say.source];
        if (step.kind === 'confirm') return [step.confirm.source, step.yes, step.change, step.no];
        return step.kind === 'do' ? [step.tell?.source ?? '', step.settled?.source ?? ''] : [];
      }),
    ),
    ...community.answers.map((entry) => entry.answer),
  ];

  test('there are many', () => expect(texts.length).toBeGreaterThan(200));

  test.each([
    ['R26 banned words', /不知道|不清楚|不归我|不是我的事|没办法|急什么|自己看着办/],
    ['R28 no liability, nothing promised free', /我们没做好|我们的责任|我们的错|免费|不收费|赔偿|包赔|(?<!是否)在保/],
    ['always 您', /你/],
  ])('%s', (_, banned) => {
    expect(texts.filter((text) => banned.test(text))).toEqual([]);
  });

  test('the words of the owner stand as he wrote them, banned or not (R26)', () => {
    const words = '物业说不知道不清楚';
    const talk = begin({ hears: { [words]: { category: '投诉', topic: 'attitude' } } });
    talk.say(words);
    talk.say('8栋1单元1109，13812341234，明天下午');
    talk.say('对');
    expect(talk.all.find((effect) => effect.kind === 'open-ticket')).toMatchObject({
      draft: { words: expect.arrayContaining([words]) },
    });
  });
});

describe('R27 greeting, name, farewell, festival', () => {
  test.each([
    [0, '早上好'],
    [4, '中午好'],
    [7, '下午好'],
    [11, '晚上好'],
  ])('%i:00 UTC is %s; the company and 请问我能为您做什么吗', (hour, words) => {
    const talk = begin({ hears, fresh: true, now: Date.UTC(2026, 10, 23, hour) });
    talk.say('你好');
    expect(talk.said()).toContain(words);
    expect(talk.said()).toContain(community.company);
    expect(talk.said()).toContain('请问我能为您做什么吗');
  });

  test('once a day', () => {
    const talk = begin({ hears, fresh: true });
    talk.say('你好');
    talk.say(REPAIR);
    expect(talk.said()).not.toContain(community.company);
    talk.wait(24 * HOUR);
    talk.say(REPAIR);
    expect(talk.said()).toContain(community.company);
  });

  test('a wish on the day, once', () => {
    const talk = begin({ hears, fresh: true, now: Date.UTC(2027, 1, 6, 2) });
    talk.say('你好');
    expect(talk.said()).toContain('拜年');
    talk.say('你好');
    expect(talk.said()).not.toContain('拜年');
  });

  test('a person who takes over gives his name, with the one-time code', () => {
    const talk = begin({ hears });
    const [member] = community.staff;
    talk.send({ kind: 'session', change: 'taken', servicer: member!.userid, code: 'c' });
    expect(talk.effects).toMatchObject([{ kind: 'say', code: 'c' }]);
    expect(talk.said()).toContain(member!.name);
  });

  test('farewell by the hour', () => {
    const talk = begin({ hears, now: Date.UTC(2026, 10, 23, 14) });
    talk.say('再见');
    expect(talk.said()).toMatch(/晚安|再见/);
  });
});

describe('篇3 4.10 thanks', () => {
  test.each([true, false])('gets exactly the one sentence (first words of the day: %s)', (fresh) => {
    const talk = begin({ hears, fresh });
    talk.say('谢谢');
    expect(talk.effects).toEqual([
      { kind: 'say', purpose: 'answer', messages: [{ kind: 'text', text: '请别客气，这是我应该做的' }] },
    ]);
  });
});

describe('篇1 4.7a complaints', () => {
  test('the department is apologised for before the first question', () => {
    const talk = begin({ hears });
    talk.say('保安态度太差');
    const said = talk.said();
    expect(said).toContain('秩序维护部');
    expect(said.indexOf('致歉')).toBeGreaterThan(-1);
    expect(said.search(/告诉我|请问/)).toBeGreaterThan(said.indexOf('致歉'));
  });
});

describe('what the procedures want answered', () => {
  test('R29 praise: thanked at once, passed on only after it was verified', () => {
    const talk = begin({ hears });
    talk.say('表扬李师傅修得好');
    expect(talk.said()).toContain('谢谢您的肯定');
    for (let turn = 0; turn < 4 && talk.tickets.length === 0; turn += 1)
      talk.say(talk.asks().endsWith('confirm') ? '对' : '昨天上门修水管');
    expect(talk.said()).toMatch(/核实后/);
    expect(talk.all.filter((effect) => effect.kind === 'relay')).toEqual([]);
  });

  test('R30 how to complain: the bodies with day and night phone', () => {
    const talk = begin({ hears });
    talk.say('怎么投诉');
    expect(talk.said()).toContain(community.phones.day);
    expect(talk.said()).toContain(community.phones.night);
  });

  test.each(community.answers.map((entry) => [entry.id, entry] as const))(
    'R31 %s: answered at once and logged as a settled 其它',
    (_, entry) => {
      const question = isAnswerable(entry, community.answers);
      const talk = begin({ hears });
      talk.say(question);
      expect(talk.did('open-ticket')).toMatchObject([{ draft: { category: '其它', details: { answer: entry.id } } }]);
      expect(talk.did('open-ticket')[0]!.draft.settled).toBeTruthy();
      expect(talk.said()).not.toMatch(/[{}]/);
    },
  );

  test('R31 an unknown question goes to a person with a time by which he answers', () => {
    const talk = begin({ hears });
    talk.say('小区有几个门');
    expect(talk.did('open-ticket')).toMatchObject([{ draft: { category: '其它', topic: 'enquiry-other' } }]);
    expect(talk.did('open-ticket')[0]!.draft).not.toHaveProperty('settled');
    expect(JSON.stringify(talk.effects)).toContain('{promise}');
  });

  test('R32 租售 is a topic of 服务 with its own contact', () => {
    const talk = begin({ hears });
    talk.say('想出租房子');
    expect(talk.asks()).toContain('rental.');
    for (let turn = 0; turn < 4 && talk.tickets.length === 0; turn += 1)
      talk.say(talk.asks().endsWith('confirm') ? '对' : '13812341234');
    expect(talk.all.find((effect) => effect.kind === 'open-ticket')).toMatchObject({
      draft: { category: '服务', topic: 'rental' },
    });
  });

  test('R33 fee matters go to the finance colleague by name, with the context', () => {
    const talk = begin({ hears });
    talk.say('物业费账单对不上');
    const finance = community.staff.find((member) => member.roles.includes('finance'))!;
    expect(talk.said()).toContain(finance.name);
    expect(talk.did('open-ticket')[0]!.draft.topic).toBe('enquiry-fees');
    expect(talk.did('hand-over')).toMatchObject([{ reason: 'fees', summary: expect.stringContaining('账单对不上') }]);
    expect(talk.effects.at(-1)!.kind).toBe('hand-over');
  });

  test('R34 转告: to whom and what, and the owner hears that it was passed on', () => {
    const talk = begin({ hears });
    talk.say('请转告王师傅钥匙放门口了');
    if (talk.did('relay').length === 0) talk.say('钥匙放门口了');
    expect(talk.did('relay')).toMatchObject([{ to: '王师傅', text: expect.stringContaining('钥匙放门口') }]);
    expect(talk.said()).toContain('王师傅');
  });
});
