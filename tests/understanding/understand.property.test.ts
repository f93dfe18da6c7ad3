import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { understand } from '../../src/understanding/understand.ts';

const context = { now: Date.UTC(2026, 10, 23, 6), timezone: 'Asia/Shanghai' };
const FAMILIAR = [
  '厨房',
  '漏水',
  '投诉',
  '另外',
  '3栋2单元1701',
  '13800138000',
  '。',
  '！',
  '\n',
  '建议',
  '请问',
  '灯坏了',
  '明天下午',
];
const messages = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...FAMILIAR), { maxLength: 30 }).map((words) => words.join('')),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
);

/** What must not depend on how the message was typed. */
const meaning = (text: string) => {
  const { category, topic, ask, urgent, isRequest, danger } = understand(text, context);
  return { category, topic, ask, urgent, isRequest, danger: danger.level };
};

const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

describe('any text at all', () => {
  test('is understood without an error, the original words kept', () => {
    fc.assert(
      fc.property(messages, (text) => {
        const read = understand(text, context);
        expect(read.text).toBe(text);
        expect(read.isRequest ? read.requests.length > 0 : read.requests.length === 0).toBe(true);
        for (const [, probability] of read.categories) expect(Number.isFinite(probability)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('gives the same answer every time', () => {
    fc.assert(
      fc.property(messages, (text) => {
        expect(understand(text, context)).toEqual(understand(text, context));
      }),
      { numRuns: 100 },
    );
  });

  test('means the same in full-width characters', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...FAMILIAR), { maxLength: 12 }), (words) => {
        const text = words.join('');
        expect(meaning(fullWidth(text))).toEqual(meaning(text));
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['楼上漏水，天花板湿了', '樓上漏水，天花板濕了'],
    ['电梯坏了停在五楼', '電梯壞了停在五樓'],
    ['建议增设充电桩', '建議增設充電樁'],
    ['谢谢保安帮我找回钱包', '謝謝保安幫我找回錢包'],
    ['请问装修手续怎么办', '請問裝修手續怎麼辦'],
    ['物业费乱收，要求退钱', '物業費亂收，要求退錢'],
  ])('%s means the same in traditional characters', (simplified, traditional) => {
    expect(meaning(traditional)).toEqual(meaning(simplified));
  });

  test.each([
    ['ten million characters', '水管漏了'.repeat(2_500_000)],
    ['lone surrogates', '\ud83d漏水\udc00'],
    ['control characters', '\u0000\u0007漏\u001b水'],
    ['only marks', '！？。，、'.repeat(50)],
    ['SQL', "'; DROP TABLE owners; --"],
    ['XML', '<xml><![CDATA[漏水]]></xml>'],
    ['emoji', '😡😡👍🏽👨‍👩‍👧'],
  ])('%s does no harm', (_, text) => {
    expect(() => understand(text, context)).not.toThrow();
  });
});
