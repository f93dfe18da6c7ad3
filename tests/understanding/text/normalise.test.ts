import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normalise } from '../../../src/understanding/text/normalise.ts';

describe('normalise', () => {
  test.each([
    ['３栋２单元１７０１', '3栋2单元1701'],
    ['Ａ座，ｂ栋！', 'A座,B栋!'],
    ['電梯壞了，漏電', '电梯坏了,漏电'],
    ['廁所滲水', '厕所渗水'],
    ['電弟卡住', '电梯卡住'],
    ['煤汽', '煤气'],
    ['天燃气漏了', '天然气漏了'],
    ['a\tb\u3000c\u200bd', 'A B C D'],
    ['3—2－1701', '3-2-1701'],
    ['3号楼水管', '3号楼水管'],
    ['第一行\n第二行', '第一行\n第二行'],
  ])('%s → %s', (text, expected) => {
    expect(normalise(text)).toBe(expected);
  });

  test('every unit keeps its place, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(normalise(text)).toHaveLength(text.length);
      }),
    );
  });

  test('what is normal stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
      }),
    );
  });

  test('lone surrogates pass through', () => {
    expect(normalise('\ud83d着火\udc00')).toBe('\ud83d着火\udc00');
  });
});
