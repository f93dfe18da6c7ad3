import { describe, expect, test } from '@jest/globals';
import { parseFlows } from '../../../src/conversation/flow/parse-flows.ts';
import { linesOf, SHIPPED, withFile } from './files.ts';

const HEAD = `flow: extra
name: 试试
kind: side
starts:
  words: [[试试看]]
`;

/** A flow whose steps begin in line 7. */
const steps = (text: string) => `${HEAD}steps:\n${text}`;

const MATTER = `flow: extra
name: 试试
kind: matter
starts:
  topics: [heating]
steps:
`;

interface Mistake {
  readonly what: string;
  readonly text: string;
  /** `line level part of the message`. */
  readonly problem: string;
}

const SHAPE: readonly Mistake[] = [
  { what: 'YAML that is none', text: `${HEAD}steps: [`, problem: '6 error Flow sequence' },
  {
    what: 'an unknown key above the steps',
    text: `${HEAD}colour: red\nsteps:\n  - {id: a, say: 您好}\n`,
    problem: '6 error colour: unknown setting "colour"; accepted: flow, name, kind, version, starts, steps',
  },
  {
    what: 'an unknown key in a step',
    text: steps('  - id: a\n    say: 您好\n    loud: yes\n'),
    problem: '9 error steps[0].loud: unknown setting "loud"; accepted: id, when, say',
  },
  {
    what: 'an unknown kind of flow',
    text: `${HEAD.replace('side', 'talk')}steps:\n  - {id: a, say: 您好}\n`,
    problem: '3 error kind: "talk" is not accepted; expected one of "matter", "side", "visit", "quote", "emergency"',
  },
  {
    what: 'an unknown kind of answer',
    text: steps('  - id: a\n    collect: colour\n    label: 颜色\n    ask: 请问什么颜色？\n'),
    problem: '8 error steps[0].collect: "colour" is not accepted; expected one of "house", "phone"',
  },
  {
    what: 'an unknown deed',
    text: steps('  - id: a\n    do: dance\n'),
    problem: '8 error steps[0].do: "dance" is not accepted; expected one of "open-ticket", "hand-over"',
  },
  {
    what: 'a step that is nothing',
    text: steps('  - id: a\n    when: {urgent: yes}\n'),
    problem: '7 error steps[0]: a step has exactly one of collect, say, confirm, go, do',
  },
  {
    what: 'a step that is two things',
    text: steps('  - id: a\n    say: 您好\n    do: end\n'),
    problem: '7 error steps[0]: a step has exactly one of collect, say, confirm, go, do, not say and do',
  },
  {
    what: 'a question without words',
    text: steps('  - id: a\n    collect: phone\n    label: 电话\n'),
    problem: '7 error steps[0].ask: missing; write a string',
  },
  {
    what: 'an empty text',
    text: steps('  - id: a\n    say: "  "\n'),
    problem: '8 error steps[0].say: is empty; write the words, or leave the line out',
  },
  {
    what: 'a name that is too long',
    text: steps('  - id: averylongnameindeed\n    say: 您好\n'),
    problem: '7 error steps[0].id: small letters and digits, at most 12, a letter first',
  },
  {
    what: 'an unknown category',
    text: `${HEAD.replace('words: [[试试看]]', 'categories: [维修]')}steps:\n  - {id: a, say: 您好}\n`,
    problem: '5 error starts.categories[0]: "维修" is not accepted; expected one of "售后", "报修"',
  },
  {
    what: 'an unknown intent',
    text: `${HEAD.replace('words: [[试试看]]', 'intents: [sing]')}steps:\n  - {id: a, say: 您好}\n`,
    problem: '5 error starts.intents[0]: "sing" is not accepted; expected one of "greeting"',
  },
  {
    what: 'an unknown source',
    text: steps('  - id: a\n    collect: phone\n    label: 电话\n    ask: 请问电话？\n    from: [moon]\n'),
    problem:
      '11 error steps[0].from[0]: "moon" is not accepted; expected one of "words", "profile", "directory", "tickets"',
  },
];

const ORDER: readonly Mistake[] = [
  {
    what: 'a name that stands twice',
    text: steps('  - {id: a, say: 您好}\n  - {id: a, say: 您好}\n'),
    problem: '8 error step "a" already stands in line 7',
  },
  {
    what: 'a jump to nowhere',
    text: steps('  - {id: a, go: z}\n  - {id: b, say: 您好}\n'),
    problem: '7 error there is no step "z"; accepted: b',
  },
  {
    what: 'a jump backwards',
    text: steps('  - {id: a, say: 您好}\n  - {id: b, go: a}\n  - {id: c, say: 您好}\n'),
    problem: '8 error go only leads forward, "a" stands before; accepted: c',
  },
  {
    what: 'a step that is never reached',
    text: steps('  - {id: a, go: c}\n  - {id: b, say: 您好}\n  - {id: c, say: 您好}\n'),
    problem: '8 error step "b" is never reached',
  },
  {
    what: 'a step after the end',
    text: steps('  - {id: a, do: end}\n  - {id: b, say: 您好}\n'),
    problem: '8 error step "b" is never reached',
  },
  {
    what: 'a question that would never be asked',
    text: steps('  - {id: a, collect: phone, label: 电话, ask: 请问电话？, optional: yes, together: g}\n'),
    problem: '7 error "a" would never be asked: every question of the group "g" is optional',
  },
  {
    what: 'a matter of which nobody hears',
    text: `${MATTER}  - {id: a, say: 您好}\n`,
    problem: '7 error a flow of kind matter needs a step "do: open-ticket" or "do: hand-over"',
  },
];

const FIELDS: readonly Mistake[] = [
  {
    what: 'a choice without options',
    text: steps('  - {id: a, collect: choice, label: 选, ask: 请选一个}\n'),
    problem: '7 error "a" is a choice and needs options',
  },
  {
    what: 'an option that stands twice',
    text: steps(
      '  - id: a\n    collect: choice\n    label: 选\n    ask: 请选\n    options:\n      - {id: x, text: 甲}\n      - {id: x, text: 乙}\n',
    ),
    problem: '13 error option "x" stands here twice',
  },
  {
    what: 'more options than a menu holds',
    text: steps(
      `  - id: a\n    collect: choice\n    label: 选\n    ask: 请选\n    options: [${'abcdefghi'
        .split('')
        .map((x) => `{id: ${x}, text: ${x}}`)
        .join(', ')}]\n`,
    ),
    problem: '11 error 9 options; at most 8 fit into a menu',
  },
  {
    what: 'yes or no with another answer',
    text: steps(
      '  - id: a\n    collect: yesno\n    label: 是否\n    ask: 请问是吗？\n    options:\n      - {id: yes, text: 是}\n      - {id: nope, text: 否}\n',
    ),
    problem: '13 error "nope" is not accepted; a yes-or-no question has the options yes and no',
  },
  {
    what: 'a score with another answer',
    text: steps(
      '  - id: a\n    collect: score\n    label: 分\n    ask: 请打分\n    options:\n      - {id: s5, text: 好}\n      - {id: good, text: 中}\n',
    ),
    problem: '13 error "good" is not accepted; a score has the options s1 to s5',
  },
  {
    what: 'an answer from where it cannot be',
    text: steps('  - {id: a, collect: text, label: 事, ask: 请问什么事？, from: [words, directory]}\n'),
    problem: '7 error text cannot come from directory; that holds phone',
  },
  {
    what: 'a telling of what is no time',
    text: steps('  - {id: a, collect: phone, label: 电话, ask: 请问电话？, told: yes}\n'),
    problem: '7 error told is for "collect: time" only',
  },
  {
    what: 'words for a question that is not there',
    text: steps(
      '  - id: a\n    collect: choice\n    label: 选\n    ask: 请选\n    otherwise: words\n    options:\n      - {id: x, text: 甲}\n      - {id: y, text: 乙}\n',
    ),
    problem: '11 error there is no question "words" that could take the words',
  },
  {
    what: 'a ticket whose owner is told nothing',
    text: `${MATTER}  - {id: a, do: open-ticket}\n`,
    problem: '7 error "a" opens a ticket and needs tell',
  },
  {
    what: 'a ticket without its number',
    text: `${MATTER}  - {id: a, do: open-ticket, tell: 已经登记，请您放心。}\n`,
    problem: '7 error the owner must be told his ticket number: write {number}',
  },
  {
    what: 'a privacy deed without a request',
    text: steps('  - {id: a, do: privacy}\n'),
    problem: '7 error "a" needs request: delete or correct',
  },
  {
    what: 'a field of another deed',
    text: steps('  - {id: a, do: end, settled: 好的}\n'),
    problem: '7 error settled is for "do: open-ticket" only',
  },
];

const NAMES: readonly Mistake[] = [
  {
    what: 'a place that stands for nothing',
    text: steps('  - {id: a, say: "您的{colour}"}\n'),
    problem: '7 error {colour} stands for nothing here; always at hand: owner, bye',
  },
  {
    what: 'a place that is asked later',
    text: steps('  - {id: a, say: "您的{b}"}\n  - {id: b, collect: phone, label: 电话, ask: 请问电话？}\n'),
    problem: '7 error {b} is asked only in line 8, so nothing would stand here yet',
  },
  {
    what: 'the ticket number before there is one',
    text: steps('  - {id: a, say: "编号{number}，请您放心"}\n'),
    problem: '7 error {number} stands for nothing here',
  },
  {
    what: 'a fact of another kind of flow',
    text: steps('  - {id: a, say: "您好，报价{amount}"}\n'),
    problem: '7 error {amount} stands for nothing here',
  },
  {
    what: 'a phone without a name',
    text: steps('  - {id: a, say: "请打{phones.moon}"}\n'),
    problem: '7 error {phones.moon} stands for nothing here',
  },
  {
    what: 'a condition on what is never asked',
    text: steps('  - id: a\n    when:\n      colour: known\n    say: 您好\n'),
    problem: '9 error "colour" is never asked; accepted: ',
  },
  {
    what: 'a branch that can never be taken',
    text: steps(
      '  - {id: a, collect: yesno, label: 是否, ask: 请问是吗？}\n  - id: b\n    when:\n      a: maybe\n    say: 您好\n',
    ),
    problem: '10 error a is never "maybe", so this is never taken; accepted: yes, no, known, unknown',
  },
  {
    what: 'a fact that is never so',
    text: steps('  - {id: a, when: {urgent: known}, say: 您好}\n'),
    problem: '7 error urgent is never "known", so this is never taken; accepted: yes, no',
  },
  {
    what: 'a question that waits for its own answer',
    text: steps('  - {id: a, when: {a: known}, collect: phone, label: 电话, ask: 请问电话？}\n'),
    problem: '7 error "a" would only be asked once it is known',
  },
  {
    what: 'a branch whose question is asked in the other branch only',
    text: steps(
      '  - {id: a, collect: yesno, label: 是否, ask: 请问是吗？}\n  - {id: b, when: {a: no}, collect: phone, label: 电话, ask: 请问电话？}\n  - {id: c, when: {a: yes, b: known}, say: 您好}\n',
    ),
    problem: '9 error never taken: b is asked (line 8) only when this branch is not',
  },
];

const long = '您'.repeat(400);
const WORDS: readonly Mistake[] = [
  {
    what: 'a text over the limit',
    text: steps(`  - {id: a, say: ${'您'.repeat(700)}}\n`),
    problem: '7 error 2100 bytes; at most 1900 fit here (wecom-api.md 3.4)',
  },
  {
    what: 'a head over the limit of a menu',
    text: steps(
      `  - id: a\n    collect: yesno\n    label: 是否\n    ask: ${long}\n    options: [{id: yes, text: 是}, {id: no, text: 否}]\n`,
    ),
    problem: '10 error 1200 bytes; at most 960 fit here',
  },
  {
    what: 'a tap over the limit',
    text: steps(
      `  - id: a\n    collect: yesno\n    label: 是否\n    ask: 请问是吗？\n    options:\n      - {id: yes, text: 是}\n      - {id: no, text: ${'否'.repeat(50)}}\n`,
    ),
    problem: '13 error 150 bytes; at most 128 fit here',
  },
  {
    what: 'R26: 不清楚',
    text: steps('  - {id: a, say: 这个我不清楚，请您稍等}\n'),
    problem: '7 error "不清楚" is never said to an owner',
  },
  {
    what: 'R26: a forbidden word in the third line of a text',
    text: steps('  - id: a\n    say: |\n      您好，\n      这个问题\n      我不知道。\n'),
    problem: '11 error "不知道" is never said to an owner',
  },
  {
    what: 'a word of the 忌语 list',
    text: steps('  - {id: a, say: 您自己看着办吧}\n'),
    problem: '7 error "自己看着办" is never said to an owner',
  },
  {
    what: 'R19: a promise',
    text: steps('  - {id: a, say: 您放心，免费修}\n'),
    problem: '7 error "免费" is never said to an owner',
  },
  {
    what: 'R28: an admission',
    text: steps('  - {id: a, say: 对不起您，是我们没做好}\n'),
    problem: '7 error "是我们没做好" is never said to an owner',
  },
  { what: '你 for 您', text: steps('  - {id: a, say: 你好}\n'), problem: '7 warning "你" should be 您' },
  {
    what: 'a bare question',
    text: steps('  - {id: a, collect: phone, label: 电话, ask: 电话多少？}\n'),
    problem: '7 warning a question without 您 or 请',
  },
];

const STARTS: readonly Mistake[] = [
  {
    what: 'a flow that nothing starts',
    text: `flow: extra\nname: 试试\nkind: side\nstarts: {}\nsteps:\n  - {id: a, say: 您好}\n`,
    problem: '4 error nothing starts this flow; a flow of kind side needs intents or words',
  },
  {
    what: 'an event of another kind',
    text: `flow: extra\nname: 试试\nkind: side\nstarts:\n  words: [[试试看]]\n  event: danger\nsteps:\n  - {id: a, say: 您好}\n`,
    problem: '6 error event: danger does not go with kind: side',
  },
  {
    what: 'a name of another file',
    text: steps('  - {id: a, say: 您好}\n').replace('flow: extra', 'flow: thanks'),
    problem: '1 error flow: "thanks" is already in thanks.yaml',
  },
  {
    what: 'a category of another file',
    text:
      MATTER.replace('topics: [heating]', 'categories: [报修]') +
      '  - {id: a, do: open-ticket, tell: "已登记，编号{number}，请您放心"}\n',
    problem: '5 error starts.categories: "报修" is already in repair.yaml',
  },
  {
    what: 'an intent of another file',
    text: steps('  - {id: a, say: 您好}\n').replace('words: [[试试看]]', 'intents: [thanks]'),
    problem: '5 error starts.intents: "thanks" is already in thanks.yaml',
  },
  {
    what: 'a topic nobody recognises',
    text: `${MATTER.replace('heating', 'moonlight')}  - {id: a, do: open-ticket, tell: "已登记，编号{number}，请您放心"}\n`,
    problem: '5 warning topic "moonlight" is not one that is recognised yet',
  },
];

/** Enough other files to be in the way; what the rest lacks is said of phrases.yaml. */
const FEW = SHIPPED.filter((file) => ['phrases.yaml', 'thanks.yaml', 'repair.yaml'].includes(file.name));

describe('flows -- check finds, with file, line and what is accepted,', () => {
  const all = [...SHAPE, ...ORDER, ...FIELDS, ...NAMES, ...WORDS, ...STARTS];
  test.each(all.map((one) => [one.what, one] as const))('%s, and nothing else', (_, { text, problem }) => {
    // Last in the alphabet, so that what stands twice is found here and not in a shipped file.
    const found = linesOf(parseFlows([...FEW, { name: 'zz-extra.yaml', text }]).problems, 'zz-extra.yaml');
    const errors = found.filter((line) => line.includes(' error ') || problem.includes(' warning '));
    expect(errors).toEqual([expect.stringContaining(problem)]);
  });
});

describe('flows -- check of phrases.yaml finds', () => {
  const cases: readonly (readonly [string, (text: string) => string, RegExp])[] = [
    ['a missing text', (text) => text.replace(/^ {2}remind:.*\n/m, ''), /error texts\.remind: missing/],
    [
      'a place that stands for nothing',
      (text) => text.replace('{greeting}', '{weather}'),
      /4 error \{weather\} stands for nothing here; accepted: greeting, company/,
    ],
    ['a forbidden word', (text) => text.replace('help: 请问', 'help: 我不清楚，请问'), /5 error "不清楚"/],
    [
      'greetings out of order',
      (text) => text.replace('"11:00"', '"04:00"'),
      /error "04:00" must be later than "05:00"/,
    ],
    [
      'a kind of answer that is none',
      (text) => text.replace('refuse:\n', 'refuse:\n  colour: 请您再说一遍\n'),
      /error refuse\.colour: "colour" is not accepted here|error refuse\.colour/,
    ],
  ];
  test.each(cases)('%s', (_, change, problem) => {
    const found = linesOf(parseFlows(withFile('phrases.yaml', change)).problems, 'phrases.yaml');
    expect(found).toEqual([expect.stringMatching(problem)]);
  });

  test('that it is missing', () => {
    const { flows, problems } = parseFlows(SHIPPED.filter((file) => file.name !== 'phrases.yaml'));
    expect(flows).toBeNull();
    expect(linesOf(problems, 'phrases.yaml')).toEqual(['1 error is missing; it holds the words of the engine']);
  });
});

describe('flows -- check wants a flow for every matter', () => {
  test.each([
    ['suggestion.yaml', 'no flow starts for the category 建议'],
    ['leader.yaml', 'no flow starts for the visit leader'],
    ['emergency.yaml', 'no flow starts for the event danger'],
  ])('without %s: %s', (name, message) => {
    const { flows, problems } = parseFlows(SHIPPED.filter((file) => file.name !== name));
    expect(flows).toBeNull();
    expect(problems.map((problem) => problem.message)).toEqual([message]);
  });
});

describe('the shipped flows', () => {
  test('have no mistakes and no warnings', () => {
    const { flows, problems } = parseFlows(SHIPPED);
    expect(problems).toEqual([]);
    expect(flows?.list.length).toBe(SHIPPED.length - 1);
  });
});
