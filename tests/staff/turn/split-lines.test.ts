import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitLines } from '../../../src/staff/turn/split-lines.ts';

const bytes = (text: string) => Buffer.byteLength(text, 'utf8');

describe('lines in messages', () => {
  test.each<[readonly string[], number, readonly string[]]>([
    [[], 10, []],
    [['a', 'b'], 10, ['a\nb']],
    [['aaaa', 'bbbb', 'cc'], 9, ['aaaa\nbbbb', 'cc']],
    [['a\nb'], 1, ['a', 'b']],
    [['渗水渗水'], 6, ['渗水', '渗水']],
  ])('%j at most %d bytes', (lines, limit, texts) => {
    expect(splitLines(lines, limit)).toEqual(texts);
  });

  test('nothing is lost and no message is too long', () => {
    const line = fc.string({ unit: fc.constantFrom('水', 'é', 'a', '😀'), minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.integer({ min: 4, max: 60 }), (lines, limit) => {
        const texts = splitLines(lines, limit);
        for (const text of texts) expect(bytes(text)).toBeLessThanOrEqual(limit);
        expect(texts.join('').replaceAll('\n', '')).toBe(lines.join(''));
      }),
    );
  });
});
