import { describe, expect, test } from '@jest/globals';
import { findForbidden, maskForGroup } from '../../src/delivery/guard.ts';
import { quietUntil } from '../../src/shared/quiet-hours.ts';
import { sampleCommunity } from '../sample-community.ts';

const ZONE = 'Asia/Shanghai';
/** 2026-11-23 in Shanghai, `HH:MM` to epoch ms. */
const at = (clock: string, day = 23) => Date.UTC(2026, 10, day, Number(clock.slice(0, 2)) - 8, Number(clock.slice(3)));
const span = (text: string) => {
  const [from, to] = text.split('-').map((clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)));
  return { from: from!, to: to! };
};

describe('quiet hours: when they end', () => {
  const SHIPPED = ['21:00-08:30', '12:30-14:00'];
  test.each([
    ['20:59', SHIPPED, null],
    ['21:00', SHIPPED, at('08:30', 24)],
    ['23:59', SHIPPED, at('08:30', 24)],
    ['00:00', SHIPPED, at('08:30')],
    ['08:29', SHIPPED, at('08:30')],
    ['08:30', SHIPPED, null],
    ['12:29', SHIPPED, null],
    ['13:15', SHIPPED, at('14:00')],
    ['14:00', SHIPPED, null],
    ['03:00', [], null],
    ['11:00', ['10:00-12:00', '12:00-13:00'], at('13:00')],
    ['23:30', ['22:00-00:00', '00:00-07:00'], at('07:00', 24)],
  ])('%s of %j', (clock, spans, end) => {
    expect(quietUntil(at(clock), spans.map(span), ZONE)).toBe(end);
  });

  test('spans that fill the day do not keep it busy for ever', () => {
    expect(quietUntil(at('10:00'), ['08:00-20:00', '20:00-08:00'].map(span), ZONE)).toBeGreaterThan(at('10:00'));
  });
});

describe('R26: words that no owner hears from us', () => {
  test.each([
    ['这个我不知道', ['不知道']],
    ['这个我 不 知 道', ['不知道']],
    ['不-知-道，也不清楚', ['不知道', '不清楚']],
    ['您说“不知道怎么关”', []],
    ['您写的「不清楚」', []],
    ['您说“不知道怎么关”，我也不知道', ['不知道']],
    ['我马上去看', []],
    ['', []],
  ])('%s', async (text, found) => {
    expect(findForbidden(text, await sampleCommunity())).toEqual(found);
  });

  test('the shipped sentences hold none of them', async () => {
    const community = await sampleCommunity();
    for (const text of Object.values(community.messages.ticket.owner))
      expect([text, findForbidden(text, community)]).toEqual([text, []]);
  });
});

describe('design rule 11: what a group reads', () => {
  test.each([
    ['电话13812345678', '电话138****5678'],
    ['138-1234-5678', '138****5678'],
    ['单号BX261123-001 3栋1701', '单号BX261123-001 3栋1701'],
    ['https://x.cn/?t=13812345678 13812345678', 'https://x.cn/?t=13812345678 138****5678'],
    ['<@13812345678> 请看', '<@13812345678> 请看'],
  ])('%s', (text, shown) => {
    expect(maskForGroup(text)).toBe(shown);
  });
});
