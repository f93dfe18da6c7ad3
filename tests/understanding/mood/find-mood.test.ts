import { describe, expect, test } from '@jest/globals';
import { findMood } from '../../../src/understanding/mood/find-mood.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';
import type { Mood } from '../../../src/understanding/types.ts';

const SAID: Readonly<Record<Mood, string>> = {
  threatening:
    '再不修我打12345|我要找媒体曝光你们|咱们法院见|我已经请了律师|不解决就发抖音|我要去住建局投诉|找记者来|业主要集体维权|拒交物业费|我要起诉物业',
  abusive: '你们他妈的到底管不管|傻逼物业|滚蛋|一群废物|王八蛋|不要脸的东西|你大爷的|脑残吧你们|妈的又停水',
  angry:
    '什么破物业！！|气死我了|忍无可忍|太过分了|垃圾物业|凭什么多收我钱|还有没有人管|吃干饭的|保安骂我傻逼|到底管不管啊|黑心物业|离谱',
  upset: '怎么还没来|又漏了|一直没人管|等了三天了|睡不着|都第三次了|太慢了|没人理我|烦死了|折磨人啊',
  grateful: '谢谢师傅|感谢物业|给保洁阿姨点赞|真好，太好了|师傅修得很好，谢谢|辛苦了|表扬一下保安小李|送锦旗',
  calm: '3栋2单元灯泡坏了|物业费怎么交|我妈的房子漏水|明天下午三点来|想装个灯|12345是什么电话|建议加个雨棚',
};

describe.each(Object.entries(SAID))('%s', (mood, lines) => {
  test.each(lines.split('|'))('%s', (text) => {
    expect(findMood(normalise(text))).toBe(mood);
  });
});

test('thanks in scorn are none', () => {
  expect(findMood(normalise('水漏了三天没人管，真是谢谢你们了'))).not.toBe('grateful');
});
