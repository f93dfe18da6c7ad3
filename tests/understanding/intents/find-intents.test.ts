import { describe, expect, test } from '@jest/globals';
import { findIntents } from '../../../src/understanding/intents/find-intents.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';
import type { IntentKind, UnderstandContext } from '../../../src/understanding/types.ts';

const CONTEXT: UnderstandContext = { now: Date.UTC(2026, 10, 24, 4), timezone: 'Asia/Shanghai' };
const kinds = (text: string, context: Partial<UnderstandContext> = {}) =>
  findIntents(normalise(text), { ...CONTEXT, ...context }).map(({ kind }) => kind);

/** One message a line, by what it wants. */
const SAID: Readonly<Partial<Record<IntentKind, string>>> = {
  greeting:
    '你好|您好|在吗|在不在呀|有人吗|你好，在吗|早上好|hello|Hi|喂|物业在吗|你好啊！|请问在吗|晚上好 🙂|亲，在吗|您好～',
  thanks:
    '谢谢|多谢|好的谢谢|谢谢你们|辛苦了|谢谢师傅|非常感谢|谢啦|麻烦了|嗯嗯谢谢|收到，谢谢！|谢谢🙏|太感谢了|劳驾了|thank you',
  farewell: '再见|拜拜|没事了|不用了谢谢|就这些|先这样吧|晚安|好的再见|没别的事了|没有了谢谢|88|bye',
  human:
    '转人工|人工|人工客服|我要人工|叫个活人来|找真人|有没有真人|别用机器人回我|我不想跟机器人说|找你们经理|让你们领导来|找客服|帮我转接一下|换个人跟我说|给我回个电话吧|机器人听不懂|叫你们负责人',
  progress:
    '进度|到哪一步了|处理得怎么样了|我报的修怎么样了|师傅到哪了|修得怎么样了|有结果了吗|查一下我的单子|上次报的那个怎么样了|什么时候来|几点能到|安排了没|那个事有消息了吗|不是报修，是问一下上次那个单子到哪一步了|工单到哪了',
  urge: '催一下|怎么还没来|还没人来|等了半天了|等了两个小时了|快点|能不能快点|人呢|到现在都没人来|还要多久|怎么这么久还不来|麻烦尽快|抓紧点啊|迟迟不来',
  cancel:
    '取消|不用来了|算了不报了|取消报修|不修了|我要取消预约|撤销吧|不用修了，自己弄好了|算了吧|自己修好了不用来了|别来了|不需要来了|先不修了',
  correction:
    '电话打错了|说错了|是13栋不是3栋|不是3栋，是13栋|房号写错了，是1702|电话换成13800001111|时间改到明天下午|应该是5号楼|地址错了|我姓张不是姓章|打错字了',
  privacy: '隐私|隐私说明|你们会不会泄露我的信息|个人信息怎么处理',
  'my-info': '我的信息|查看我的信息|看一下我登记的电话|你们有我的什么信息',
  'delete-info': '删除我的信息|把我的资料删了吧，删除我的资料|注销我的账号',
  repeat: '什么|没听懂|再说一遍|啥意思|看不懂|什么意思？|没看明白',
  why: '为什么要问电话|问这个干嘛|要房号干什么|为什么要我的地址|要我电话有什么用',
  'how-to-complain': '怎么投诉|投诉电话是多少|我要投诉找谁，去哪投诉|投诉渠道有哪些|到哪里反映问题',
  confidential: '请保密|匿名|不要告诉楼上是我说的|别让保安知道是我投诉的|你们不要把我说的告诉1502啊|不想让邻居知道',
  rework:
    '没修好|又漏了|还是漏|白修了|修完又漏了|师傅昨天修的龙头今天又漏了，白修了|刚修过又堵了|还没修好|修了跟没修一样，没修好|老样子|修好没两天又坏了',
  smalltalk: '你是机器人吗|你是谁|你叫什么名字|吃了吗|哈哈哈|讲个笑话|你会做什么|测试',
  yes: '是|是的|对|嗯|嗯嗯|好的|好|可以|行|没错|OK|要的|好滴|对对对|没问题|同意|挺好的|确认|中|要得',
  no: '不|不是|不用|不对|没有|不行|不要|还没|不同意|没解决|不可以|没修好',
  relay: '请转告王师傅明天再来|麻烦转告一下李经理|帮我跟张管家说一声|请告诉王师傅门没锁',
};

describe.each(Object.entries(SAID))('%s', (kind, lines) => {
  test.each(lines.split('|'))('%s', (text) => {
    expect(kinds(text)).toContain(kind);
  });
});

describe('a request is no intent', () => {
  const CONTROL: readonly IntentKind[] = [
    'cancel',
    'human',
    'correction',
    'skip',
    'repeat',
    'why',
    'thanks',
    'farewell',
    'greeting',
    'yes',
    'no',
    'my-info',
    'delete-info',
    'privacy',
    'rework',
    'progress',
    'urge',
    'how-to-complain',
  ];
  test.each([
    '3栋2单元1701厨房下水堵了，水都漫出来了，麻烦快点来人',
    '马桶堵了，谢谢',
    '单元门打不开了',
    '电梯又坏了',
    '人工湖的水臭了',
    '换灯泡人工费多少',
    '叫个师傅来修水管',
    '找人来修一下空调',
    '快叫人',
    '取消地面停车位这事太不合理了',
    '我打算了解一下装修手续',
    '怎么能就这么算了',
    '我的信息被泄露给中介了',
    '楼上天天拖椅子',
    '建议在东门装个雨棚',
    '喂你好啊我是那个五号楼三单元二零幺的我家那个马桶啊堵啦你看什么时候能过来给通一下',
    '请问物业费怎么交',
    '好像有老鼠',
    '不锈钢栏杆松了',
    '是非曲直你们自己看',
    '没电了',
    '有人在楼道抽烟',
    '保安不给开门',
  ])('%s', (text) => {
    expect(kinds(text).filter((kind) => CONTROL.includes(kind))).toEqual([]);
  });
});

describe('what was asked decides', () => {
  test.each([
    ['挺好的', 'yes'],
    ['修好了，谢谢', 'yes'],
    ['已经解决了', 'yes'],
    ['不漏了', 'yes'],
    ['没什么问题', 'yes'],
    ['还行吧', 'yes'],
    ['不错', 'yes'],
    ['修完又漏了', 'no'],
    ['还是不行', 'no'],
    ['没人来啊', 'no'],
    ['还在漏', 'no'],
    ['没修好', 'no'],
    ['不满意', 'no'],
    ['太贵了', 'no'],
    ['不好', 'no'],
  ])('yes or no was asked: %s → %s', (text, kind) => {
    const found = kinds(text, { awaiting: 'yes-no' }).filter((one) => one === 'yes' || one === 'no');
    expect(found).toEqual([kind]);
  });

  test.each([
    ['5', 5],
    ['4分', 4],
    ['五星', 5],
    ['给个3分吧', 3],
    ['非常满意', 5],
    ['还行吧', 4],
    ['一般', 3],
    ['不太满意', 2],
    ['太差了', 1],
  ])('a score was asked: %s → %i', (text, value) => {
    const score = findIntents(normalise(text), { ...CONTEXT, awaiting: 'score' }).find(({ kind }) => kind === 'score');
    expect(score?.value).toBe(value);
  });

  test.each([
    ['2', 2],
    ['第二个', 2],
    ['选2', 2],
    ['②', 2],
    ['二', 2],
    ['最后一个', 3],
    ['漏水', 1],
    ['是停电的', 3],
    ['堵塞', 2],
  ])('choices were offered: %s → %i', (text, value) => {
    const context: UnderstandContext = { ...CONTEXT, awaiting: 'choice', choices: ['漏水', '下水堵塞', '停电'] };
    expect(findIntents(normalise(text), context).find(({ kind }) => kind === 'choice')?.value).toBe(value);
  });

  test('跳过 and 不知道 pass over an open question only', () => {
    expect(kinds('不知道', { awaiting: 'house' })).toContain('skip');
    expect(kinds('不知道')).not.toContain('skip');
  });

  test('the one to be told is named', () => {
    const relay = findIntents('请转告王师傅明天再来', CONTEXT).find(({ kind }) => kind === 'relay');
    expect(relay?.value).toBe('王师傅');
  });
});
