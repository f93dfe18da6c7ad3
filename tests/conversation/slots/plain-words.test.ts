import { describe, expect, test } from '@jest/globals';
import { readText } from '../../../src/conversation/reading.ts';
import { plainWords } from '../../../src/conversation/slots/plain-words.ts';
import { createUnderstanding } from '../../../src/understanding/index.ts';

const { understand } = createUnderstanding();

const now = Date.parse('2026-11-24T10:00:00+08:00');
const plain = (text: string, keepsTimes = false) =>
  plainWords(text, readText(understand(text, { now, timezone: 'Asia/Shanghai' })), keepsTimes);

describe('what a message says of the matter itself', () => {
  test.each([
    ['你好，3栋2单元1701厨房水龙头关不紧一直滴水，明天下午在家，电话13812345678，姓王', '厨房水龙头关不紧一直滴水'],
    ['想预约擦窗户，1栋2单元1103，周六上午，电话13800001103，姓林', '想预约擦窗户'],
    ['我家3-2-1701的马桶堵了，13800001701', '我家3-2-1701的马桶堵了'],
    ['4栋楼道灯不亮了，晚上黑得很', '4栋楼道灯不亮了，晚上黑得很'],
    ['卫生间花洒关不紧', '卫生间花洒关不紧'],
    ['表扬门岗的马师傅，下雨天帮我把东西搬到家门口', '表扬门岗的马师傅，下雨天帮我把东西搬到家门口'],
    ['楼上1502漏水到我家，我住2栋1单元1402', '楼上1502漏水到我家'],
  ])('%s → %s', (text, words) => {
    expect(plain(text)).toBe(words);
  });

  test.each(['2栋1单元502，13900001111', '3栋2单元1701', '您好', '电话13800001701，我姓王'])(
    '%s says nothing of it',
    (text) => {
      expect(plain(text)).toBe('');
    },
  );

  test('a time that belongs to what happened stays', () => {
    expect(plain('投诉楼上拖椅子，昨天晚上11点', true)).toContain('昨天晚上11点');
  });
});
