import { describe, expect, test } from '@jest/globals';
import { normalise } from '../../../src/understanding/text/normalise.ts';
import { findUrgency } from '../../../src/understanding/urgency/find-urgency.ts';
import { URGENCY_SIGNS } from '../../../src/understanding/urgency/urgency-signs.ts';

const urgent = (text: string) => findUrgency(normalise(text)).urgent;

/** Own words, one message each, by the line of 篇5 六.4 or domain.md 3.1 that makes it urgent. */
const URGENT: Readonly<Record<string, string>> = {
  '篇5 六.4 (1) water':
    '水管爆了|厨房水龙头关不住一直流|水漫出来了|卫生间水喷得到处都是|下水道反水，污水流了一地|马桶溢出来了|地漏往外冒水|家里没水了|整栋楼停水|水泵坏了没水|一滴水都没有|角阀断了水止不住|阀门爆裂|厨房全淹了|地暖漏水客厅泡了|自来水管漏水|楼上漏水漏到我家灯上了|天花板往下滴水|洗衣机进水管脱开了水喷出来|家里停水了',
  '篇5 六.4 (1) power':
    '家里停电了|跳闸了推不上去|插座冒火花|热水器漏电|开关短路了|电闸一推就跳|整层没电|电线烧了|家里没电了，邻居都有|电压忽高忽低|空开老跳|摸水龙头麻手',
  '篇5 六.4 (2) railings and steps': '阳台栏杆松了|楼梯扶手断了|踏步裂了|护栏晃得厉害|楼板断裂|台阶塌了一块',
  '篇5 六.4 (3) about to fall':
    '窗户要掉下来了|外墙瓷砖脱落|玻璃裂了快掉了|空调外机松动|广告牌摇摇欲坠|吊顶要掉了|单元门玻璃碎了|大树要倒了',
  '篇5 六.4 (4) other danger':
    '井盖不见了|单元门坏了进不去|消防栓没水|消防通道被车堵了|电梯坏了|电梯停在5楼不动|电梯按了没反应|楼道一片漆黑|有老人在门口滑倒了|隔壁在砸承重墙|电瓶车推上楼充电|烟感一直响|电梯异响很大',
};
const CALM =
  '水龙头滴水|灯泡坏了|马桶堵了|房门锁芯要换|空调不制冷|暖气不热|墙皮起鼓|外墙渗水|快点来修|马上来人|急死了怎么还没来|赶紧处理|物业费怎么交|想装个灯|地砖裂了|门铃不响|电视没信号|纱窗破了|紧急呼叫按钮不亮|应急照明灯不亮|手机没电了|停电通知收到了|明天会停水吗|停水到几点|快递柜爆满|电梯里有异味|电梯间脏|加装电梯的事|电梯卡怎么办|停车费多少|停车没位置|建议装个雨棚|打不开快递柜|窗户关不上|楼道灯不亮|水费多收了';

describe.each(Object.entries(URGENT))('%s', (_clause, lines) => {
  test.each(lines.split('|'))('%s', (text) => {
    expect(urgent(text)).toBe(true);
  });
});

describe('what is said counts, not how loudly', () => {
  test.each(CALM.split('|'))('%s', (text) => {
    expect(urgent(text)).toBe(false);
  });
});

describe('taken back by the writer', () => {
  test.each([
    '栏杆松了，不急，有空来看看',
    '家里停电了，不用抢修，等你们方便的时候来',
    '昨天停电现在已经来电了',
    '水管爆了已经修好了，谢谢',
    '谢谢师傅，上次水管爆了来得很快',
    '虚惊一场，没有漏水',
  ])('%s', (text) => {
    expect(urgent(text)).toBe(false);
  });
});

test('a complement is no negation', () => {
  expect(urgent('单元门打不开，大家都出不去')).toBe(true);
  expect(urgent('水龙头关不上水流一地')).toBe(true);
});

test('the words that decided are given', () => {
  expect(findUrgency('阳台栏杆松了').words.join()).toContain('栏杆松');
});

test('no sign is shut out by the characters it says it needs', () => {
  const shutOut = Object.values(URGENT)
    .flatMap((lines) => lines.split('|').map(normalise))
    .flatMap((text) =>
      URGENCY_SIGNS.filter(
        ({ words, needs }) => words.test(text) && ![...text].some((character) => needs.includes(character)),
      ),
    );
  expect(shutOut.map(({ about }) => about)).toEqual([]);
});
