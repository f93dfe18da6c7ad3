import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { afterPattern, normalise, sliceOf, trimmed } from '../../../src/staff/reading/normalised.ts';

describe('a text prepared for matching', () => {
  test.each([
    ['接单 ００７', '接单 007'],
    ['ｂｘ261124－007', 'BX261124-007'],
    ['bx—007', 'BX-007'],
    ['接单\u3000007', '接单 007'],
    ['接单\u200b007', '接单 007'],
    ['（急）＃007', '(急)#007'],
    ['', ''],
  ])('%j is matched as %j', (raw, plain) => {
    expect(normalise(raw)).toEqual({ raw, plain });
  });

  test('whatever is typed, positions stay: both forms have the same length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (raw) => {
        expect(normalise(raw).plain).toHaveLength(raw.length);
      }),
    );
  });

  test('a slice and a trimmed text keep what was typed', () => {
    const text = normalise('，：ａｂ 换阀芯  ');
    expect(trimmed(text)).toEqual({ raw: 'ａｂ 换阀芯', plain: 'AB 换阀芯' });
    expect(sliceOf(text, 2, 4)).toEqual({ raw: 'ａｂ', plain: 'AB' });
    expect(trimmed(normalise(' ,，。'))).toEqual({ raw: '', plain: '' });
  });

  test('what follows a pattern at the beginning; null when it does not begin so', () => {
    const text = normalise('来电，3栋漏水');
    expect(afterPattern(text, /^来电/)?.raw).toBe('3栋漏水');
    expect(afterPattern(text, /^来访/)).toBeNull();
    expect(afterPattern(text, /漏水/)).toBeNull();
  });
});
