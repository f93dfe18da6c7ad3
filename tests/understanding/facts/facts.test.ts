import { describe, expect, test } from '@jest/globals';
import { findItem } from '../../../src/understanding/facts/find-item.ts';
import { findMoney } from '../../../src/understanding/facts/find-money.ts';
import { findAccused, findName } from '../../../src/understanding/facts/find-people.ts';
import { findPhones } from '../../../src/understanding/facts/find-phones.ts';
import { findPlaces } from '../../../src/understanding/facts/find-places.ts';
import { findSince } from '../../../src/understanding/facts/find-since.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';

describe('phones', () => {
  test.each([
    ['13800001111', ['13800001111']],
    ['电话138 0000 1111', ['13800001111']],
    ['138-0000-1111谢谢', ['13800001111']],
    ['+86 13800001111', ['13800001111']],
    ['+8613800001111', ['13800001111']],
    ['１３８００００１１１１', ['13800001111']],
    ['我姓王13800001111住3-2-1701', ['13800001111']],
    ['13800001111或者13900002222', ['13800001111', '13900002222']],
    ['0571-88880000', ['0571-88880000']],
    ['(0571)88880000', ['0571-88880000']],
    ['021 55556666', ['021-55556666']],
    ['057188880000', ['0571-88880000']],
    ['幺三八零零零零幺二三四', ['13800001234']],
    ['一三八 零零零零 一二三四', ['13800001234']],
    ['13800001111 13800001111', ['13800001111']],
  ])('%s', (text, expected) => {
    expect(findPhones(normalise(text))).toEqual(expected);
  });

  test.each([
    '330106199001011234',
    '138000011112',
    '9138000011113',
    '6222021380000111123',
    '订单2026112413800001111',
    '138****1111',
    '12345',
    '3-2-1701',
    '2026-11-24 15:00',
    '10800001111',
    '一二三四五六七八九',
  ])('never cut out of a longer run or made of something else: %s', (text) => {
    expect(findPhones(normalise(text))).toEqual([]);
  });
});

describe('the writer’s name', () => {
  test.each([
    ['我姓王', '王'],
    ['免贵姓欧阳', '欧阳'],
    ['我叫王小明', '王小明'],
    ['我叫李娜，住3栋', '李娜'],
    ['我是陈女士', '陈女士'],
    ['王先生 13800001111', '王先生'],
    ['3栋2单元1701张女士', '张女士'],
    ['联系人：赵丽 13800001111', '赵丽'],
    ['刘伟13800001111', '刘伟'],
    ['叫我周姐就行', '周姐'],
    ['马桶堵了', null],
    ['找王师傅', null],
    ['王师傅什么时候来', null],
    ['投诉李阿姨', null],
    ['我是业主', null],
    ['我叫了三次没人来', null],
    ['马上来', null],
    ['您贵姓', null],
    ['表扬保安小张', null],
  ])('%s → %s', (text, expected) => {
    expect(findName(normalise(text))).toBe(expected);
  });
});

describe('who is complained of or praised', () => {
  test.each([
    ['保安态度太差了', '保安', '保安'],
    ['门岗那个保安骂人', '门岗', '保安'],
    ['投诉3号门岗亭保安玩手机', '门岗', '保安'],
    ['你们客服爱理不理', '客服', '客服'],
    ['维修师傅收了我一百块', '维修师傅', '维修'],
    ['工程部的李师傅要红包，态度恶劣', '李师傅', '维修'],
    ['保洁李阿姨扫得真干净', '李阿姨', '保洁'],
    ['表扬一下保洁阿姨', '保洁阿姨', '保洁'],
    ['王管家不回消息', '王管家', '管家'],
    ['项目经理答应的事没做', '项目经理', '项目经理'],
    ['物业不作为', '物业', '物业'],
    ['绿化工人乱剪树枝', '绿化工', '绿化'],
    ['财务多收钱态度还差', '财务', '财务'],
    ['师傅什么时候来', null, null],
    ['楼上半夜拖椅子', null, null],
    ['马桶堵了', null, null],
    ['请师傅上门装灯', null, null],
  ])('%s', (text, accused, department) => {
    expect(findAccused(normalise(text))).toEqual({ accused, department });
  });
});

describe('since when', () => {
  test.each([
    ['昨天开始没水', '昨天开始'],
    ['从上周三开始漏', '从上周三开始'],
    ['停水三天了', '三天'],
    ['漏了半个多月了', '半个多月'],
    ['昨晚就不亮了', '昨晚就'],
    ['前天下午三点停的', '前天下午三点'],
    ['去年9月收的房', '去年9月'],
    ['入住以来一直漏', '入住以来'],
    ['今天早上开始没电', '今天早上开始'],
    ['刚才掉下来的', '刚才'],
    ['两个月前报过', '两个月前'],
    ['明天下午来', null],
    ['今天能来吗', null],
    ['灯不亮', null],
  ])('%s → %s', (text, expected) => {
    expect(findSince(normalise(text))).toBe(expected);
  });
});

describe('money', () => {
  test.each([
    ['收了80元', [80]],
    ['一百五十块钱', [150]],
    ['¥12.5', [12.5]],
    ['多收了两百多', [200]],
    ['那双鞋八百多！', [800]],
    ['赔我三千', [3000]],
    ['三千五百元', [3500]],
    ['一万二的手表', []],
    ['交了1200物业费', [1200]],
    ['80块和120块', [80, 120]],
    ['两块地砖裂了', []],
    ['3栋1701', []],
    ['要3楼的', []],
    ['120平', []],
    ['100多户', []],
  ])('%s', (text, expected) => {
    expect(findMoney(normalise(text))).toEqual(expected);
  });
});

describe('lost and found', () => {
  test.each([
    ['捡到一个黑色皮钱包，里面有身份证', 'found', '钱包', ['黑色', '里面有身份证']],
    ['捡到一张身份证', 'found', '身份证', []],
    ['谁掉的钥匙，带个小熊', 'found', '钥匙', ['带个小熊']],
    ['有没有人捡到一串钥匙，带个小熊的', 'lost', '钥匙', ['带个小熊']],
    ['我的雨伞丢了，蓝色长柄', 'lost', '雨伞', ['蓝色']],
    ['手机落在大堂了，华为的', 'lost', '手机', ['华为的']],
    ['我家狗跑丢了，棕色泰迪，叫豆豆', 'lost', '狗', ['棕色', '泰迪', '叫豆豆']],
    ['书包忘在凉亭了，红色的，挂着一个公仔', 'lost', '书包', ['红色', '挂着一个公仔']],
    ['孩子的滑板车不见了', 'lost', '滑板车', []],
  ])('%s', (text, kind, name, features) => {
    const item = findItem(normalise(text));
    expect(item).toMatchObject({ kind, name });
    for (const feature of features) expect(item?.features.join(' ')).toContain(normalise(feature).replace(/的$/, ''));
  });

  test.each(['墙皮掉了', '快递柜爆满', '能代收快递吗', '马桶堵了', '我妈不见了', '停车找不到位'])(
    'no item: %s',
    (text) => {
      expect(findItem(normalise(text))).toBeNull();
    },
  );
});

describe('places', () => {
  test.each([
    ['负一楼车库灯不亮', ['负一楼车库']],
    ['东门道闸坏了', ['东门']],
    ['电梯卡在12楼', ['12楼']],
    ['3栋5楼楼道灯坏了', ['5楼楼道']],
    ['地下车库入口积水', ['地下车库入口']],
    ['儿童乐园的滑梯断了', ['儿童乐园', '滑梯']],
    ['我家马桶堵了', []],
    ['2号楼下面', []],
  ])('%s', (text, expected) => {
    expect(findPlaces(normalise(text))).toEqual(expected);
  });
});
