import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findDanger } from '../../src/understanding/danger/find-danger.ts';
import { findFacts } from '../../src/understanding/facts/find-facts.ts';
import { findIntents } from '../../src/understanding/intents/find-intents.ts';
import { findMood } from '../../src/understanding/mood/find-mood.ts';
import { normalise } from '../../src/understanding/text/normalise.ts';
import type { UnderstandContext } from '../../src/understanding/types.ts';
import { findUrgency } from '../../src/understanding/urgency/find-urgency.ts';
import { readSections } from './danger/examples.ts';

const CONTEXT: UnderstandContext = { now: Date.UTC(2026, 10, 24, 4), timezone: 'Asia/Shanghai' };
const AWAITING = [
  null,
  'house',
  'phone',
  'person',
  'choice',
  'text',
  'time',
  'yes-no',
  'score',
  'money',
  'item',
] as const;

function readAll(original: string, context = CONTEXT) {
  const text = normalise(original);
  return {
    danger: findDanger(text),
    urgency: findUrgency(text),
    mood: findMood(text),
    intents: findIntents(text, context),
    facts: findFacts(text, context),
  };
}

const MESSAGES = [...readSections('live'), ...readSections('harmless')].flatMap(([, lines]) => lines);
/** Pieces of what the rules look for, so that random texts come close to their expressions. */
const PIECES = [
  ...'着火烟气漏电梯困卡里面人孩子水掉砸打刀跳楼顶坐站不没有如果昨天上周谢感通知演习了。，！？ \n'.split(''),
  '3栋',
  '2单元',
  '1701',
  '3-2-1701',
  '13800001111',
  '明天',
  '下午',
  '三点',
  '后',
  '到',
  '半',
  '号',
  '二零幺',
  '保安',
  '态度',
  '多收',
  '八百多',
  '丢了',
  '钥匙',
  '取消',
  '不是',
  '是',
  '😀',
  '\ud83d',
  'SELECT * FROM',
  '<xml>',
  '\u0000',
  '1'.repeat(30),
  '啊'.repeat(30),
];
const nearText = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''));
const anyText = fc.oneof(nearText, fc.string({ unit: 'binary', maxLength: 400 }), fc.constantFrom(...MESSAGES));

describe('the rules take any text', () => {
  test('none throws, whatever was asked', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...AWAITING), (text, awaiting) => {
        const read = readAll(text, { ...CONTEXT, awaiting, choices: ['是', '不是'] });
        expect(read.facts.times.every(({ from, to }) => Number.isFinite(from) && from <= to)).toBe(true);
        expect(read.facts.money.every(Number.isFinite)).toBe(true);
        expect(read.facts.phones.every((phone) => /^(?:1[3-9]\d{9}|0\d{2,3}-\d{7,8})$/.test(phone))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ['emptiness', ''],
    ['marks only', '！！！？？？。。。…'],
    ['faces', '😀👍🏽👨‍👩‍👧‍👦'],
    ['SQL', "'; DROP TABLE tickets; --"],
    ['XML', '<xml><ToUserName><![CDATA[a]]></ToUserName></xml>'],
    ['control characters', '\u0000\u0001\u001b[31m着火\u0007'],
    ['lone surrogates', '\ud800\udfff\ud83d'],
  ])('%s', (_name, text) => {
    expect(() => readAll(text)).not.toThrow();
  });

  test('the same text gives the same answer, in any order', () => {
    const first = MESSAGES.map((text) => readAll(text));
    const again = [...MESSAGES].reverse().map((text) => readAll(text));
    expect(again.reverse()).toEqual(first);
  });
});

describe('a flood of text costs what its beginning costs', () => {
  /** The characters each rule begins with, over and over: the worst its expressions can meet. Work that grows with the square would run out of time. */
  test.each([
    '火',
    '人',
    '电梯',
    '电梯卡',
    '3栋',
    '3-2-',
    '1',
    '一',
    '二零',
    '138',
    '明天',
    '下午三点到',
    '的',
    '没',
    '不是',
    '保安',
    '投诉',
    '花',
    '收',
    '两百',
    '谢谢',
    '嗯',
    '你好',
    '是',
    '啊',
    ' ',
    '孩子',
    '孩子掉',
    '楼顶有',
    '昨天',
    '从',
    '捡到',
    '带',
    '\n',
    '·',
    '打',
    '天然气',
    '(',
    '（',
    'A',
    '０',
    '煤汽',
    '电弟',
    '\ud83d',
  ])('%j over and over', (piece) => {
    const text = piece.repeat(Math.ceil(50_000 / piece.length));
    expect(readAll(text)).toBeDefined();
  });

  test('ten million characters are read as their beginning', () => {
    const text = '3栋着火了！'.repeat(1_700_000);
    expect(text.length).toBeGreaterThan(10_000_000);
    const beginning = text.slice(0, 50_000);
    expect(findDanger(text)).toEqual(findDanger(beginning));
    expect(findUrgency(text)).toEqual(findUrgency(beginning));
    expect(findMood(text)).toBe(findMood(beginning));
    expect(findIntents(text, CONTEXT)).toEqual(findIntents(beginning, CONTEXT));
    expect(findFacts(text, CONTEXT)).toEqual(findFacts(beginning, CONTEXT));
  });
});

describe('the same message however it was typed', () => {
  const wide = (text: string) =>
    text
      .replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
      .replace(/ /g, '\u3000');

  test('full-width as half-width', () => {
    for (const text of MESSAGES) expect(readAll(wide(text))).toEqual(readAll(text));
  });

  test.each([
    ['電梯卡住了我們三個人在裡面', '电梯卡住了我们三个人在里面'],
    ['廚房起火了，煙好大', '厨房起火了，烟好大'],
    ['聞到煤氣味', '闻到煤气味'],
    ['３棟２單元１７０１馬桶壞了', '3栋2单元1701马桶坏了'],
    ['樓上漏水滴到電箱', '楼上漏水滴到电箱'],
    ['明天下午三點後來', '明天下午三点后来'],
    ['保安態度太差', '保安态度太差'],
    ['撿到一個錢包', '捡到一个钱包'],
    ['電話打錯了', '电话打错了'],
    ['謝謝師傅', '谢谢师傅'],
  ])('%s as %s', (traditional, simplified) => {
    expect(readAll(traditional)).toEqual(readAll(simplified));
  });
});
