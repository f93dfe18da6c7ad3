/** What random owners say. Invented for the tests: nothing here is taken from the measuring data. */

/** First words of a matter, at least two for each category and for the topics that have a flow of their own. */
export const OPENERS: readonly string[] = [
  '厨房水龙头漏水',
  '3栋2单元1701卫生间灯不亮了，我姓李，13812341234，明天下午有空',
  '家里停电了',
  '楼道灯坏了',
  '3栋2单元1701家里跳闸了，急',
  '马桶堵了，水快漫出来了',
  '刚收房墙面就有裂缝',
  '收房的时候飘窗就渗水，3栋2单元1701',
  '我要投诉保安态度差',
  '投诉：楼上天天半夜装修，我是3栋2单元1701',
  '物业太不负责了，垃圾三天没人收',
  '想预约保洁',
  '帮我约明天上午擦玻璃，3栋2单元1701，13812341234',
  '想请人装个热水器',
  '表扬一下李师傅，修得又快又好',
  '保洁阿姨很热心，给个好评',
  '建议在东门加一个快递柜',
  '建议装几个充电桩',
  '我的钱包丢了',
  '捡到一串钥匙',
  '邻居家的狗不拴绳',
  '物业费怎么这么贵',
  '我想把房子租出去',
  '请转告王师傅明天不用来了',
  '请问装修要办什么手续',
  '有事想咨询一下',
  '我要报修',
  '我要投诉',
  '有点问题',
  '水管坏了，另外楼道灯也不亮，还有想建议多装几个摄像头',
  '表扬李师傅，另外我家门锁坏了',
];

/** Words beside the matter: every intent, acts on tickets, questions, moods. */
export const ASIDES: readonly string[] = [
  '谢谢',
  '你好',
  '在吗',
  '再见',
  '物业几点上班',
  '投诉电话是多少',
  '怎么投诉',
  '隐私',
  '我的信息',
  '删除我的信息',
  '更正',
  '我的报修怎么样了',
  '催一下',
  '还没修好',
  '又漏了',
  '加一张照片',
  '不用来了',
  '算了不报了',
  '跳过',
  '没有',
  '为什么要问这个',
  '再说一遍',
  '好的',
  '嗯',
  '收到',
  '是的',
  '不是',
  '不对，电话换成13987654321',
  '地址错了，是5栋1单元302',
  '是13栋不是3栋',
  '我姓王',
  '改成后天上午',
  '请帮我保密',
  '你们老板叫什么',
  '另外还有个事，楼下路灯也坏了',
  '还有我要投诉保洁不打扫',
  '今天天气真好',
  '你是机器人吗',
  '这机器人真笨',
];

/** Not an answer to anything. */
export const NOISE: readonly string[] = [
  '',
  '   ',
  '？',
  '。。。',
  'asdf',
  '8',
  '99999',
  '1234567',
  '138123',
  '哈哈哈哈',
  '[微笑]',
  '😀😀',
  '3栋',
  '1701',
  '{number}',
  '“{house}”',
  '不知道',
  '不清楚',
  '说了你也不懂',
  '一',
  '都行',
  '<xml>&amp;</xml>',
  '啊'.repeat(700),
];

/** Talks that go to a person. */
export const HEAT: readonly string[] = [
  '转人工',
  '我要找真人',
  '你们都是废物',
  '再不处理我就找记者曝光',
  '我要去法院起诉你们',
  '气死我了',
];

/** Live danger, and words that only look like it. */
export const DANGERS: readonly string[] = [
  '着火了！楼道全是烟',
  '闻到很浓的煤气味，3栋2单元1701',
  '我被困在电梯里了',
  '有人要跳楼',
  '水管爆了家里全淹了',
  '有人触电了',
];

/** Danger words about the past or an exercise. */
export const DOUBTS: readonly string[] = ['上个月楼上着过火，现在想问下怎么修墙', '昨天我妈晕倒了，谢谢你们保安帮忙'];

/** Answers that fit the kind of a question. */
export const FITTING: Readonly<Record<string, readonly string[]>> = {
  house: ['3栋2单元1701', '3-2-1701', '我家3栋2单元1701室'],
  phone: ['13812341234', '电话13812341234', '0571-88123456'],
  person: ['我姓李', '李先生', '王小明'],
  time: ['明天下午', '周六上午10点', '随时都行'],
  text: ['东门快递柜那边一直没人管，已经一个星期了', '卫生间水龙头一直滴水关不上'],
  item: ['黑色钱包，里面有公交卡', '一串钥匙带红绳'],
  money: ['80元'],
  photos: ['没有'],
  yesno: ['是的', '没有'],
  score: ['5分', '很满意', '2'],
  choice: ['1', '2'],
};
