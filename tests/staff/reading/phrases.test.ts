import { describe, expect, test } from '@jest/globals';
import { normalise } from '../../../src/staff/reading/normalised.ts';
import {
  afterQuestionLead,
  asksForProgress,
  isCourtesy,
  isDismissal,
  isNegated,
  isNothing,
  isQuestion,
  onlyAsks,
  readMergeTarget,
  readNamedList,
  readPlace,
  saysImpossible,
  withoutFiller,
  withoutMention,
  withoutParticles,
  withoutPoliteness,
} from '../../../src/staff/reading/phrases.ts';
import { formatRef } from '../../../src/staff/reading/ticket-reference.ts';

/** The text that is left, for a reader of normalised texts. */
const left = (read: (text: ReturnType<typeof normalise>) => { raw: string } | null) => (text: string) =>
  read(normalise(text))?.raw ?? null;
const truth = (read: (text: ReturnType<typeof normalise>) => boolean) => (text: string) => read(normalise(text));

describe('words around a command', () => {
  test.each([
    ['@工单助手 接单 007', '接单 007'],
    ['@首问 @助手 接单 007', '接单 007'],
    ['/接单 007', '接单 007'],
    ['#007', '#007'],
    ['接单 007', '接单 007'],
  ])('without mention: %s', (text, expected) => {
    expect(left(withoutMention)(text)).toBe(expected);
  });

  test.each([
    ['请帮我接单 007', '接单 007'],
    ['您好，麻烦把007转给保洁部', '007转给保洁部'],
    ['我已经到了', '到了'],
    ['接单 007', '接单 007'],
  ])('without politeness: %s', (text, expected) => {
    expect(left(withoutPoliteness)(text)).toBe(expected);
  });

  test.each([
    ['一下007', '007'],
    ['了 007', ' 007'],
    ['业主 换好了', ' 换好了'],
    ['了解情况', '了解情况'],
  ])('without filler: %s', (text, expected) => {
    expect(left(withoutFiller)(text)).toBe(expected);
  });

  test.each([
    ['的工单有哪些？', ''],
    ['工程部的单', '工程部'],
    ['3栋有多少', '3栋'],
    ['任务单的', '任务'],
  ])('without particles: %s', (text, expected) => {
    expect(withoutParticles(text)).toBe(expected);
  });
});

describe('what a text is', () => {
  test.each<[string, (text: string) => boolean, readonly string[], readonly string[]]>([
    ['a courtesy', truth(isCourtesy), ['谢谢', '好的。', 'ok', '辛苦了！', '您好'], ['谢谢接单', '好了', '']],
    ['negated', truth(isNegated), ['不了', '没接', '了没'], ['了', '007', '']],
    ['a question', truth(isQuestion), ['修好了吗', '接单了没', '到了没有', '完成?'], ['修好了', '没有了。']],
    ['about progress', truth(asksForProgress), ['怎么样了', '的进度', '谁在处理', '到哪了'], ['完成', '转保洁部']],
    ['nothing more', truth(isNothing), ['', '了', '啦！', '。'], ['了吗', '钥匙在抽屉']],
    ['only asking', truth(onlyAsks), ['', '情况怎么样？', '的单有多少', '数据'], ['吃什么', '工程部']],
    ['a dismissal', isDismissal, ['算了', '不用了。', ' 取消 ', '返回'], ['取消挂起', '不用了谢谢师傅']],
    ['impossible work', saysImpossible, ['完成不了', '没法修', '不会修'], ['修好了', '']],
  ])('%s', (_, is, yes, no) => {
    expect([...yes, ...no].map((text) => [text, is(text)])).toEqual([
      ...yes.map((text) => [text, true]),
      ...no.map((text) => [text, false]),
    ]);
  });
});

describe('questions for a list', () => {
  test.each([
    ['还有哪些没完成', '没完成'],
    ['看看超时', '超时'],
    ['现在有多少未完成', '未完成'],
    ['超时', null],
  ])('%s asks for %s', (text, expected) => {
    expect(left(afterQuestionLead)(text)).toBe(expected);
  });

  test.each([
    ['工程部还有哪些没完成', { list: 'open', filter: '工程部' }],
    ['3栋未完成', { list: 'open', filter: '3栋' }],
    ['投诉有多少超时的单？', { list: 'overdue', filter: '投诉' }],
    ['漏水未完成', null],
    ['未完成', null],
  ])('%s', (text, expected) => {
    expect(readNamedList(normalise(text))).toEqual(expected);
  });

  test('the place in a list', () => {
    expect(['2', '第2个', ' 3 。', '第 1 单', '0', '10', '007', '两'].map(readPlace)).toEqual([
      2,
      2,
      3,
      1,
      null,
      null,
      null,
      null,
    ]);
  });

  test('the second number of 合并', () => {
    const target = (text: string) => {
      const ref = readMergeTarget(normalise(text));
      return ref === null ? null : formatRef(ref);
    };
    expect(['到 008', '和008', '并入 BX008', '008', '-> 008', '到', '张师傅'].map(target)).toEqual([
      '008',
      '008',
      'BX-008',
      '008',
      '008',
      null,
      null,
    ]);
  });
});
