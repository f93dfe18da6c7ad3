import { describe, expect, test } from '@jest/globals';
import { findTimes } from '../../../src/understanding/facts/find-times.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';
import type { UnderstandContext } from '../../../src/understanding/types.ts';

/** Tuesday 24 November 2026, 13:00 in Shanghai. */
const NOW = Date.UTC(2026, 10, 24, 5);
const CONTEXT: UnderstandContext = { now: NOW, timezone: 'Asia/Shanghai' };

function show(text: string, context = CONTEXT): string[] {
  const wall = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
  return findTimes(normalise(text), context).map(({ from, to }) => `${wall(from)} ~ ${wall(to)}`);
}

describe('appointments are resolved against now', () => {
  test.each([
    ['明天下午三点后来', '11-25 15:00 ~ 11-25 18:00'],
    ['明天下午3点', '11-25 15:00 ~ 11-25 15:00'],
    ['明天9:30来', '11-25 09:30 ~ 11-25 09:30'],
    ['明天9：30', '11-25 09:30 ~ 11-25 09:30'],
    ['明天三点半', '11-25 15:30 ~ 11-25 15:30'],
    ['周六上午有空', '11-28 08:00 ~ 11-28 12:00'],
    ['星期天下午', '11-29 14:00 ~ 11-29 18:00'],
    ['礼拜五晚上七点', '11-27 19:00 ~ 11-27 19:00'],
    ['周二晚上', '11-24 18:00 ~ 11-24 21:00'],
    ['下周三下午', '12-02 14:00 ~ 12-02 18:00'],
    ['下班以后', '11-24 18:00 ~ 11-24 21:00'],
    ['下班后来', '11-24 18:00 ~ 11-24 21:00'],
    ['这周末都行', '11-28 08:00 ~ 11-29 18:00'],
    ['下周末', '12-05 08:00 ~ 12-06 18:00'],
    ['后天十点到十二点', '11-26 10:00 ~ 11-26 12:00'],
    ['后天上午9-11点', '11-26 09:00 ~ 11-26 11:00'],
    ['大后天', '11-27 08:00 ~ 11-27 18:00'],
    ['半小时后到家', '11-24 13:30 ~ 11-24 13:30'],
    ['20分钟后', '11-24 13:20 ~ 11-24 13:20'],
    ['两个小时后', '11-24 15:00 ~ 11-24 15:00'],
    ['半小时内', '11-24 13:00 ~ 11-24 13:30'],
    ['今晚八点前', '11-24 13:00 ~ 11-24 20:00'],
    ['周五之前', '11-24 13:00 ~ 11-27 18:00'],
    ['25号上午', '11-25 08:00 ~ 11-25 12:00'],
    ['12月3号', '12-03 08:00 ~ 12-03 18:00'],
    ['3号上午', '12-03 08:00 ~ 12-03 12:00'],
    ['月底', '11-27 08:00 ~ 11-30 18:00'],
    ['元旦后', '01-04 08:00 ~ 01-06 18:00'],
    ['明早', '11-25 07:00 ~ 11-25 09:00'],
    ['明天晚上8点', '11-25 20:00 ~ 11-25 20:00'],
    ['下午三点', '11-24 15:00 ~ 11-24 15:00'],
    ['上午来吧', '11-25 08:00 ~ 11-25 12:00'],
    ['晚上有人在家', '11-24 18:00 ~ 11-24 21:00'],
    ['三点半', '11-24 15:30 ~ 11-24 15:30'],
    ['周一到周五都在', '11-30 08:00 ~ 12-04 18:00'],
    ['過兩天後', '11-26 08:00 ~ 11-26 18:00'],
  ])('%s', (text, expected) => {
    expect(show(text)).toEqual([expected]);
  });

  test('several times in one message keep their order', () => {
    expect(show('明天上午或者后天下午')).toEqual(['11-25 08:00 ~ 11-25 12:00', '11-26 14:00 ~ 11-26 18:00']);
  });

  test('another zone has another noon', () => {
    const [time] = findTimes('明天中午', { now: NOW, timezone: 'Asia/Urumqi' });
    expect(new Date(time!.from).toISOString()).toBe('2026-11-25T06:00:00.000Z');
  });
});

describe('what is no appointment', () => {
  test.each([
    '昨天下午三点停的电',
    '前天晚上就坏了',
    '上周三开始漏',
    '每天晚上11点后还在装修',
    '天天半夜吵',
    '晚上11点还在跳舞',
    '今天早上开始没水',
    '一点水都没有',
    '有两点建议',
    '快一点',
    '5号楼门禁坏了',
    '3号门进不来',
    '1号线',
    '3栋206号',
    '半夜拖椅子',
    '晚上出入不方便',
    '住了三年',
    '3-2-1701',
    '我是2024年10月收的房',
    '15号报的修',
    '当时没人',
  ])('%s', (text) => {
    expect(show(text)).toEqual([]);
  });
});

test('asked for the time, a bare part of the day or hour is an answer', () => {
  const asked: UnderstandContext = { ...CONTEXT, awaiting: 'time' };
  expect(show('晚上', asked)).toEqual(['11-24 18:00 ~ 11-24 21:00']);
  expect(show('三点', asked)).toEqual(['11-24 15:00 ~ 11-24 15:00']);
});
