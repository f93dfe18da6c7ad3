import { describe, expect, test } from '@jest/globals';
import { formatLabelledLines, toLabelledLine } from '../../../src/understanding/corrections/labelled-line.ts';
import { maskMessage } from '../../../src/understanding/text/mask-message.ts';
import { parseCorpus } from '../../../src/understanding/training/parse-corpus.ts';

describe('masked messages', () => {
  test.each([
    ['我家3栋2单元1701漏水', ['1701', '3栋']],
    ['电话13800138000，或者0571-88880000', ['13800138000', '88880000']],
    ['保安小李和王师傅都来过，我姓赵', ['小李', '王师傅', '姓赵']],
    ['身份证330102199001011234掉了', ['330102', '1234']],
    ['投诉张经理', ['张']],
  ])('%s', (text, secrets) => {
    const masked = maskMessage(text);
    for (const secret of secrets) expect(masked).not.toContain(secret);
  });

  test('what the message is about stays', () => {
    expect(maskMessage('工作人员说小区水管要换，师傅没来')).toBe('工作人员说小区水管要换,师傅没来');
  });
});

describe('corrections', () => {
  const correction = { category: '投诉', topic: 'slow-repair' } as const;

  test('become lines of the corpus format, masked, that training reads back', () => {
    const lines = ['12栋303的灯\n修了三次', '# 电话13800138000没人接'].flatMap(
      (text) => toLabelledLine({ ...correction, text }) ?? [],
    );
    const read = parseCorpus('corrections.txt', formatLabelledLines(lines));
    expect(read.map(({ text }) => text)).toEqual(['某户的灯\n修了三次', expect.stringMatching(/^电话某号码|^电话138/)]);
    expect(read.every(({ category, topic }) => category === '投诉' && topic === 'slow-repair')).toBe(true);
    expect(formatLabelledLines(lines)).not.toContain('13800138000');
  });

  test('nothing to learn from is no line', () => {
    expect(toLabelledLine({ ...correction, text: ' \n ' })).toBeNull();
  });

  test('a line without a topic asks for nothing', () => {
    expect(formatLabelledLines([{ text: '你好', category: '其它', topic: null }])).toBe('## 其它 -\n你好\n');
  });
});
