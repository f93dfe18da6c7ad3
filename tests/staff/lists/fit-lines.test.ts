import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fitLines, REPLY_BYTES } from '../../../src/staff/lists/fit-lines.ts';
import { tellIn } from '../../../src/staff/tell.ts';
import { sampleCommunity } from '../../sample-community.ts';

const tell = tellIn(await sampleCommunity());
const bytes = (lines: readonly string[]) => Buffer.byteLength(lines.join('\n'), 'utf8');

describe('a list in one message', () => {
  test('that fits is shown whole', () => {
    expect(fitLines({ head: ['三单'], items: ['a', 'b', 'c'], tail: ['完'], how: '' }, tell)).toEqual([
      '三单',
      'a',
      'b',
      'c',
      '完',
    ]);
  });

  test('longer than allowed says how many are left out and how to see them, before its tail', () => {
    const lines = fitLines(
      { head: [], items: ['a', 'b', 'c', 'd'], tail: ['完'], most: 2, how: '发“未完成 部门”' },
      tell,
    );
    expect(lines).toEqual(['a', 'b', '…还有2单，发“未完成 部门”', '完']);
  });

  test('whatever it holds, it is cut by whole lines and never longer than a message', () => {
    const item = fc.string({ unit: fc.constantFrom('渗', '水', 'a', '1'), minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 60 }), fc.integer({ min: 1, max: 60 }), (items, most) => {
        const head = ['未完成'];
        const lines = fitLines({ head, items, tail: ['完'], most, how: '发“未完成 部门”缩小范围' }, tell);
        expect(bytes(lines)).toBeLessThanOrEqual(REPLY_BYTES);
        const shown = lines.filter((line) => items.includes(line));
        expect(shown).toEqual(items.slice(0, shown.length));
        const more = lines.find((line) => line.startsWith('…还有'));
        expect(more === undefined ? 0 : Number(/\d+/.exec(more)?.[0])).toBe(items.length - shown.length);
      }),
    );
  });
});
