import { describe, expect, test } from '@jest/globals';
import { splitText } from '../../../src/understanding/category/split-text.ts';

const FIRST = '厨房水管漏水了';
const SECOND = '楼道的灯不亮';
const texts = (text: string) => splitText(text).map(({ from, to }) => text.slice(from, to));

describe('splitText', () => {
  test.each(['。', '!', '！', '?', '？', ';', '；', '\n'])('cuts at %j', (stop) => {
    expect(texts(`${FIRST}${stop}${SECOND}`)).toEqual([`${FIRST}${stop}`, SECOND]);
  });

  test.each([
    ...[
      '另外',
      '还有',
      '顺便',
      '再就是',
      '再一个',
      '再有',
      '对了',
      '此外',
      '还想',
      '另',
      '以及',
      '同时',
      '最后',
      '其次',
    ],
    ...['第二', '第五', '二、', '五.', '2、', '3：', '4)', '5）'],
  ])('%s after a comma announces another matter', (turn) => {
    const text = `${FIRST},${turn}${SECOND}`;
    expect(splitText(text)).toEqual([
      { from: 0, to: FIRST.length + 1, announced: false },
      { from: FIRST.length + 1, to: text.length, announced: true },
    ]);
  });

  test.each(['另外', '顺便'])('%s cuts without a comma too', (turn) => {
    expect(texts(`${FIRST}${turn}${SECOND}`)).toEqual([FIRST, `${turn}${SECOND}`]);
  });

  test.each([FIRST, `${FIRST},${SECOND}`, `${FIRST} ${SECOND}`, '', '，，'])('%j is one piece', (text) => {
    expect(texts(text)).toEqual([text]);
  });
});
