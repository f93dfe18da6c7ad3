import { describe, expect, test } from '@jest/globals';
import type { CollectStep } from '../../../src/conversation/flow/types.ts';
import { readText } from '../../../src/conversation/reading.ts';
import { parseTime } from '../../../src/conversation/slots/time.ts';
import { createUnderstanding } from '../../../src/understanding/index.ts';
import { shippedCommunity, shippedFlows } from '../setting.ts';

const { understand } = createUnderstanding();

const community = await shippedCommunity();
const flows = shippedFlows();
const stepOf = (flow: string, id: string) => flows.byId.get(flow)!.steps.find((one) => one.id === id) as CollectStep;
/** When it happened, and when a visit is wished for. */
const [happened, visit] = [stepOf('complaint', 'when'), stepOf('repair', 'visit')];
const now = Date.parse('2026-11-24T10:00:00+08:00');

/** What is taken from a text whose times understanding could not place on the clock. */
function taken(text: string, asked = true, step = happened): string | null {
  const reading = { ...readText(understand(text, { now, timezone: 'Asia/Shanghai' })), time: null };
  const result = parseTime({ text, reading, step, community, known: undefined, asked });
  return result === null ? null : (result.value as { text: string }).text;
}

describe('a time in words that no clock holds', () => {
  test.each([
    ['每天半夜', '每天半夜'],
    ['都行', '都行'],
    ['上周三晚上吧', '上周三晚上吧'],
    ['2栋1单元901，就昨晚11点多，电话13800000901', '昨晚11点多'],
    ['大概是前天下午吧，具体几点我真的想不起来了', '前天下午'],
  ])('%s → %s', (text, words) => {
    expect(taken(text)).toBe(words);
  });

  test.each(['3栋2单元1701', '13800000901', '我真的没有记住'])('%s is none', (text) => {
    expect(taken(text)).toBeNull();
  });

  test('counts unasked for what happened, never as an appointment', () => {
    expect(taken('投诉楼上，每天半夜拖椅子吵得人睡不着', false)).toBe('每天半夜');
    expect(taken('楼道灯坏了，每天半夜黑得很，走路都害怕', false, visit)).toBeNull();
  });
});
