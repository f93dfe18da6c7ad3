import { describe, expect, test } from '@jest/globals';
import { stripContactDetails } from '../../../src/understanding/text/strip-contact-details.ts';
import { understand } from '../../../src/understanding/understand.ts';

const CONTEXT = { now: Date.UTC(2026, 10, 24, 2), timezone: 'Asia/Shanghai' };

describe('how to reach whoever asks', () => {
  test.each([
    ['3栋1单元101厨房下水道堵了，电话13811110000，我姓王，今天下午在家', '3栋1单元101厨房下水道堵了'],
    ['客厅灯不亮了 13811110000 李女士 明天上午有空', '客厅灯不亮了'],
    ['客厅灯不亮了，下午停过电', '客厅灯不亮了，下午停过电'],
    ['是漏水，我叫了师傅没人来', '是漏水，我叫了师傅没人来'],
    ['13811110000', '13811110000'],
    ['我姓王', '我姓王'],
  ])('%s → %s', (said, about) => expect(stripContactDetails(said)).toBe(about));

  test('篇1 4.2: a repair told with house, phone, name and time in one message is a repair without a question', () => {
    const said = '3栋1单元101厨房下水道堵了，电话13811110000，我姓王，今天下午在家';
    const { category, ask, facts } = understand(said, CONTEXT);
    expect({ category, ask, phone: facts.phones[0] }).toEqual({ category: '报修', ask: false, phone: '13811110000' });
  });
});
