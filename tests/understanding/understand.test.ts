import { describe, expect, test } from '@jest/globals';
import { understand } from '../../src/understanding/understand.ts';

const context = { now: Date.UTC(2026, 10, 23, 6), timezone: 'Asia/Shanghai' };
const read = (text: string) => understand(text, context);

describe('category and topic', () => {
  test.each([
    ['3-2-1701马桶堵了水都漫出来了快点来人', '报修', 'drain-blocked'],
    ['家里跳闸了推不上去', '报修', 'power-indoor'],
    ['电梯坏了停在一楼', '报修', 'lift-fault'],
    ['验房时提的墙面空鼓一直没整改', '售后', 'handover-wall'],
    ['刚收的房飘窗渗水', '售后', 'handover-leak'],
    ['楼上半夜跺脚吵得睡不着', '投诉', 'noise-neighbour'],
    ['前台态度太差，爱理不理', '投诉', 'attitude'],
    ['报修一个月了没人来', '投诉', 'slow-repair'],
    ['想约个钟点工打扫卫生', '服务', 'housekeeping'],
    ['请师傅上门装个晾衣架，我买好了', '服务', 'installation'],
    ['表扬一下修水管的师傅，又快又好', '表扬', 'praise-staff'],
    ['建议在门口加个减速带', '建议', 'suggestion-facility'],
    ['我的钥匙丢了，有人捡到吗', '其它', 'lost'],
    ['装修要办什么手续', '其它', 'enquiry-procedure'],
    ['物业费怎么交', '其它', 'enquiry-fees'],
    ['请转告王师傅我明天不在家', '其它', 'relay'],
  ])('%s is %s, %s', (text, category, topic) => {
    expect(read(text)).toMatchObject({ category, topic, isRequest: true });
  });

  test('the seven probabilities sum up to one, most probable first', () => {
    const { categories } = read('楼道灯坏了');
    expect(categories).toHaveLength(7);
    expect(categories.reduce((sum, [, probability]) => sum + probability, 0)).toBeCloseTo(1);
    expect([...categories].sort((a, b) => b[1] - a[1])).toEqual(categories);
  });

  test('篇1 4.4: the same thing broken is a repair, ignored a complaint, left by the builder after-sales', () => {
    expect(read('卫生间漏水').category).toBe('报修');
    expect(read('卫生间漏水反映了三个月，物业一直推诿没人管').category).toBe('投诉');
    expect(read('卫生间漏水，刚交房开发商防水没做好').category).toBe('售后');
  });
});

describe('whether anything is asked for', () => {
  test.each(['在吗', '你好', '谢谢', '好的', '什么破物业！！', '3栋2单元1701', '[图片]', '。。。', '', '1'])(
    '%j asks for nothing',
    (text) => {
      expect(read(text)).toMatchObject({ isRequest: false, requests: [], topic: null, ask: false });
    },
  );

  test('a request has at least one part and the words that decided', () => {
    const { requests, why } = read('厨房水龙头一直滴水');
    expect(requests).toHaveLength(1);
    expect(why.join()).toContain('龙头');
  });
});

describe('ask', () => {
  test('a clear message is not asked about, a vague one is', () => {
    expect(read('厨房水龙头坏了，滴水').ask).toBe(false);
    expect(read('那个牌子').ask || !read('那个牌子').isRequest).toBe(true);
  });

  test('R11: a danger that is happening is never asked about', () => {
    expect(read('楼道着火了！')).toMatchObject({ ask: false, category: '其它', topic: 'emergency', urgent: true });
    expect(read('我被困在电梯里了')).toMatchObject({ ask: false, category: '报修', topic: 'lift-fault' });
  });
});

describe('several requests', () => {
  test('praise beside a leak: two requests with their own words', () => {
    const { requests, category } = read('厨房漏水，另外表扬一下保安小李');
    expect(requests.map((request) => [request.category, request.text])).toEqual([
      ['报修', '厨房漏水'],
      ['表扬', '另外表扬一下保安小李'],
    ]);
    expect(category).toBe('报修');
  });

  test('the original words stay unedited, traditional and full-width forms included', () => {
    const text = '樓道燈壞了。還有請問物業費怎麼交？';
    const { requests } = read(text);
    expect(requests.map((request) => request.category)).toEqual(['报修', '其它']);
    for (const request of requests) expect(text).toContain(request.text);
  });

  test('each request has its own urgency and facts', () => {
    const { requests } = read('3栋2单元1701水管爆了。另外建议4号楼下装个雨棚');
    expect(requests.map((request) => request.urgent)).toEqual([true, false]);
    expect(requests[0]!.facts.houses[0]).toMatchObject({ building: '3', room: '1701' });
    expect(requests[1]!.facts.houses[0]?.building ?? null).not.toBe('3');
  });

  test.each([
    '厨房下水堵了。报修三次了没人来。你们到底管不管',
    '你好。我家马桶堵了。麻烦快点',
    '楼上漏水！！天花板全湿了！！还有人管吗',
  ])('%s is one request', (text) => {
    expect(read(text).requests).toHaveLength(1);
  });
});
