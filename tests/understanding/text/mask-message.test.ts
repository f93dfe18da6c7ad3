import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskMessage } from '../../../src/understanding/text/mask-message.ts';

describe('maskMessage', () => {
  test.each([
    ['我家3栋2单元1701漏水', '我家某户漏水'],
    ['住5-2-301的陈女士', '住某户的某女士'],
    ['12栋的老刘', '某户的老某'],
    ['电话13800138000', '电话某号码'],
    ['卡号6222 0213 8000 1111', '卡号某号码'],
    ['身份证330102199001011234', '身份证某号码'],
    ['我叫王小明', '我叫某人'],
    ['我姓赵', '我姓某'],
    ['李师傅没来', '某师傅没来'],
    ['小王说的', '小某说的'],
    ['张经理', '某经理'],
  ])('%s → %s', (text, expected) => {
    expect(maskMessage(text)).toBe(expected);
  });

  test.each(['王者荣耀', '12345热线', '3楼灯不亮', '工作人员没来', '水管漏水三天了'])(
    '%s identifies nobody',
    (text) => {
      expect(maskMessage(text)).toBe(text);
    },
  );

  test('no mobile number and no house is left, wherever they stand', () => {
    const mobile = fc
      .tuple(fc.constantFrom('13', '15', '18', '19'), fc.stringMatching(/^\d{9}$/))
      .map((parts) => parts.join(''));
    const house = fc
      .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 101, max: 3_404 }))
      .map(([building, unit, room]) => ({ text: `${building}栋${unit}单元${room}`, room: String(room) }));
    const words = fc.constantFrom('水管漏了', '，', '我住', '电话', '。', ' ', '请来');
    fc.assert(
      fc.property(mobile, house, fc.array(words, { maxLength: 4 }), (phone, { text, room }, filler) => {
        const masked = maskMessage(`${filler.join('')}，${text}，${phone}${filler.join('')}`);
        expect(masked).not.toContain(phone);
        expect(masked).not.toContain(`${room}`);
      }),
      { numRuns: 300 },
    );
  });

  test('what is masked stays masked', () => {
    for (const text of ['我家3栋2单元1701漏水，电话13800138000', '我叫王小明，找李师傅'])
      expect(maskMessage(maskMessage(text))).toBe(maskMessage(text));
  });
});
