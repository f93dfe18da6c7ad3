import { describe, expect, test } from '@jest/globals';
import { lacking, measureCoverage } from '../../../src/conversation/story/coverage.ts';
import { parseStories } from '../../../src/conversation/story/parse-stories.ts';
import { readHouse } from '../../../src/conversation/story/read-house.ts';
import { runStory } from '../../../src/conversation/story/run-story.ts';
import { transcript } from '../../../src/conversation/story/transcript.ts';
import { createUnderstanding } from '../../../src/understanding/index.ts';
import { shippedCommunity, shippedFlows } from '../setting.ts';

const { understand } = createUnderstanding();

const flows = shippedFlows();
const setting = { flows, community: await shippedCommunity(), understand };

/** Plays the lines of one talk of an owner who is known. */
function play(talk: string) {
  const text = `stories:\n  - story: 试\n    knows: {house: 3栋2单元1701, phone: "13900001701"}\n    talk:\n${talk}`;
  const { stories, problems } = parseStories({ name: 't.stories.yaml', text });
  expect(problems).toEqual([]);
  return runStory(stories[0]!, setting);
}

const OPENED = '      - owner: 厨房水龙头漏水\n      - tap: 对，请登记\n';

describe('a story passes when the talk goes as it says', () => {
  test.each([
    ['words', '      - bot: [工单号, 工程部]\n'],
    ['what is not said', '      - bot: {never: 免费}\n'],
    ['how many messages', '      - bot: {messages: 1}\n'],
    [
      'a deed',
      '      - does: {open-ticket: {category: 报修, house: 3栋2单元1701, reporter.phone: "13900001701", media: 0, urgent: no}}\n',
    ],
    ['a missing value', '      - does: {open-ticket: {danger: null}}\n'],
    ['the state', '      - state: {talks.length: 0, serves: bot}\n'],
  ])('%s', (_, line) => {
    expect(play(OPENED + line).problems).toEqual([]);
  });
});

describe('a story fails, and says what came instead, when it goes otherwise:', () => {
  test.each([
    ['words', '      - bot: 下周再说\n', 'line 3: should say "下周再说" but says: '],
    ['words that should not be', '      - bot: {never: 工单号}\n', 'line 3: should not say "工单号" but says: '],
    ['the question', '      - bot: {asks: repair.phone}\n', 'line 3: should ask repair.phone but asks '],
    ['the taps', '      - bot: {offers: 再来一个}\n', 'line 3: should offer "再来一个" but offers '],
    ['the number of messages', '      - bot: {messages: 3}\n', 'line 3: should send 3 messages but sends 1'],
    ['silence', '      - quiet: true\n', 'line 3: should be quiet but says: '],
    [
      'a deed that is not done',
      '      - does: {hand-over: null}\n',
      'line 3: should do hand-over but does open-ticket',
    ],
    [
      'a deed done otherwise',
      '      - does: {open-ticket: {category: 投诉}}\n',
      'line 3: open-ticket does not fit {"category":"投诉"}',
    ],
    [
      'a house that is another',
      '      - does: {open-ticket: {house: 3栋2单元1702}}\n',
      'line 3: open-ticket does not fit',
    ],
    ['no deed', '      - does: nothing\n', 'line 3: should do nothing but does open-ticket'],
    ['the state', '      - state: {serves: person}\n', 'line 3: state serves is "bot", not "person"'],
    ['a tap that nobody offers', '      - tap: 再来一个\n', 'no menu offers "再来一个"'],
  ])('%s', (_, line, problem) => {
    expect(play(OPENED + line).problems).toEqual([expect.stringContaining(problem)]);
  });
});

describe('a story file', () => {
  test('with a mistake is told with its line and what is accepted', () => {
    const { problems } = parseStories({
      name: 't.stories.yaml',
      text: 'stories:\n  - story: 试\n    talk:\n      - owner: 您好\n      - say: 您好\n    knwos: {}\n',
    });
    const lines = problems.map(({ line, message }) => `${line} ${message}`);
    expect(lines).toContainEqual(expect.stringMatching(/^5 .*unknown setting "say"; accepted: owner, tap, /));
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^6 .*unknown setting "knwos"; accepted: story, at, knows, tickets, hears, transcript, talk/,
      ),
    );
  });

  test('that is no YAML is told with its line', () => {
    const { problems, stories } = parseStories({ name: 't.stories.yaml', text: 'stories:\n  - [' });
    expect(stories).toEqual([]);
    expect(problems[0]).toMatchObject({ file: 't.stories.yaml', level: 'error' });
  });
});

describe('half words in a story', () => {
  const head = 'stories:\n  - story: 试\n    hears: {灯的问题: [报修, 售后]}\n    talk:\n      - owner: 灯的问题\n';
  const first = (text: string) =>
    runStory(parseStories({ name: 't.stories.yaml', text }).stories[0]!, setting).problems;

  test('are heard as the story says, several categories as a doubt', () => {
    expect(first(`${head}      - bot: {asks: question.clarify, offers: [报修, 交房遗留]}\n`)).toEqual([]);
    expect(first(`${head.replace('[报修, 售后]', '[表扬]')}      - bot: 谢谢您的肯定\n`)).toEqual([]);
  });

  test('another category than the seven is refused with its line', () => {
    const { problems } = parseStories({ name: 't.stories.yaml', text: head.replace('售后', '维修') });
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      expect.stringMatching(/^3 .*"维修" is not accepted; expected one of "售后", "报修"/),
    ]);
  });
});

describe('the clock of a story', () => {
  test('wakes the talk when it asked for it: the reminder comes once', () => {
    const { screen } = play('      - owner: 客厅的窗户关不严\n      - wait: 24h\n');
    expect(screen.filter((shown) => shown.text.includes('还在吗'))).toHaveLength(1);
  });

  test('counts the owner messages until the first ticket', () => {
    expect(play(OPENED).ownerMessages).toBe(2);
    expect(play('      - owner: 你好\n').ownerMessages).toBeNull();
  });
});

describe('coverage', () => {
  test('of no story lacks every step and every repair', () => {
    const lacks = lacking(measureCoverage(flows, []), []);
    expect(lacks).toContain(`not covered: repair.yaml:${flows.byId.get('repair')!.steps[0]!.line} repair.ack:done`);
    expect(lacks).toContain('repair 12 is seen in 0 flows, not in 3');
  });

  test('counts what one story passed', () => {
    const result = play(OPENED);
    const row = measureCoverage(flows, [result]).rows.find((one) => one.flow === 'repair');
    expect(row?.steps.startsWith('0/')).toBe(false);
    expect(lacking(measureCoverage(flows, [result]), [result])).not.toContainEqual(
      expect.stringContaining('repair.open:done'),
    );
  });

  test('a median above three owner messages is owed', () => {
    const slow = { ...play(OPENED), ownerMessages: 4 };
    expect(lacking(measureCoverage(flows, [slow]), [slow])).toContain(
      'the median talk takes 4 owner messages, more than 3',
    );
  });
});

describe('a transcript', () => {
  test('reads as a talk: who, when, words, taps', () => {
    const { screen } = play(OPENED);
    const text = transcript({ title: '试', screen, timezone: 'Asia/Shanghai' });
    expect(text).toContain('## 试');
    expect(text).toContain('**2026-11-24**');
    expect(text).toContain('> **业主** 10:00<br>厨房水龙头漏水');
    expect(text).toContain('［对，请登记］ ［要改一下］ ［先不报了］');
  });
});

test('a house in words is a house', () => {
  expect(readHouse('3栋2单元1701')).toEqual({ building: '3', unit: '2', room: '1701' });
  expect(readHouse('3栋1701')).toEqual({ building: '3', unit: null, room: '1701' });
});
