import { describe, expect, test } from '@jest/globals';
import { findHouses } from '../../../src/understanding/facts/find-houses.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';
import type { HouseMention, UnderstandContext } from '../../../src/understanding/types.ts';

const CONTEXT: UnderstandContext = { now: Date.UTC(2026, 10, 24, 4), timezone: 'Asia/Shanghai' };

/** `3-2-5-1701 own`: building, unit, floor, room and role; `_` is unknown. */
function show(house: HouseMention): string {
  const part = (value: string | null) => value ?? '_';
  return `${part(house.building)}-${part(house.unit)}-${part(house.floor)}-${part(house.room)} ${house.role}`;
}
const read = (text: string, context = CONTEXT) => findHouses(normalise(text), context).map(show);

describe('houses as people write them', () => {
  test.each([
    ['3栋2单元1701', '3-2-_-1701 unclear'],
    ['3-2-1701', '3-2-_-1701 unclear'],
    ['3－2－1701', '3-2-_-1701 unclear'],
    ['３棟２單元１７０１', '3-2-_-1701 unclear'],
    ['3—2—1701漏水', '3-2-_-1701 unclear'],
    ['3/2/1701', '3-2-_-1701 unclear'],
    ['3.2.1701', '3-2-_-1701 unclear'],
    ['11栋第17层', '11-_-17-_ unclear'],
    ['12栋2单元(302)', '12-2-_-302 unclear'],
    ['C4栋2单元', 'C4-2-_-_ unclear'],
    ['三十六栋一单元', '36-1-_-_ unclear'],
    ['七栋业主进行投票', '7-_-_-_ unclear'],
    ['18栋1-1202', '18-1-_-1202 unclear'],
    ['12#楼门禁坏了', '12-_-_-_ place'],
    ['12#1701', '12-_-_-1701 unclear'],
    ['12#-1-501', '12-1-_-501 unclear'],
    ['A座1203', 'A-_-_-1203 unclear'],
    ['a座电梯坏了', 'A-_-_-_ place'],
    ['B1-1203', 'B1-_-_-1203 unclear'],
    ['B2栋3单元', 'B2-3-_-_ unclear'],
    ['十五幢三单元五零一', '15-3-_-501 unclear'],
    ['三栋二单元幺七零幺', '3-2-_-1701 unclear'],
    ['五号楼三单元二零幺的马桶堵了', '5-3-_-201 unclear'],
    ['五栋十七零一', '5-_-_-1701 unclear'],
    ['3号楼2门501', '3-2-_-501 unclear'],
    ['3号楼501室', '3-_-_-501 unclear'],
    ['二号栋405', '2-_-_-405 unclear'],
    ['002栋105房', '2-_-_-105 unclear'],
    ['6栋2单元一楼漏水', '6-2-1-_ unclear'],
    ['5栋一单元25楼', '5-1-25-_ unclear'],
    ['3栋17楼01室', '3-_-17-1701 unclear'],
    ['3楼2单元501', '3-2-_-501 unclear'],
    ['7栋一单元 103号房', '7-1-_-103 unclear'],
    ['3 栋 2 单元 1701 室', '3-2-_-1701 unclear'],
    ['3栋-2单元-1701', '3-2-_-1701 unclear'],
    ['三杠二杠一七零一', '3-2-_-1701 unclear'],
    ['御景苑25号303家里没电', '25-_-_-303 unclear'],
    ['88弄，12号，502室', '12-_-_-502 unclear'],
    ['住一栋，电梯不动了', '1-_-_-_ own'],
    ['二期3栋2单元', '3-2-_-_ unclear'],
    ['2期-3-1-1201', '3-1-_-1201 unclear'],
    ['12栋A户型看着不错', '12-_-_-_ unclear'],
    ['3栋1201A', '3-_-_-1201A unclear'],
    ['3栋105M2的户型', '3-_-_-_ unclear'],
    ['10栋2单元2018年10月交的房', '10-2-_-_ unclear'],
    ['7栋一单元100多户', '7-1-_-_ unclear'],
    ['8栋600多户业主都等着', '8-_-_-_ unclear'],
    ['9栋3单元13800001111', '9-3-_-_ unclear'],
    ['16栋业主反映电梯慢', '16-_-_-_ unclear'],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });
});

describe('numbers that are no houses', () => {
  test.each([
    '我们同一栋楼的邻居',
    '买了一幢旧房子',
    '建了一座50米的塔',
    '小区共有12栋',
    '花园洋房30栋500户',
    '三期五栋高层住宅都没有垃圾桶',
    '两栋楼都停电',
    '一共12栋住宅',
    '这栋楼的电梯坏了',
    '每栋都要装',
    '电话0571-88880000',
    '打13812345678',
    '2026-11-24下午来',
    '11-24-2026',
    '上午9-11点',
    '100-200元一次',
    '花了3-500块',
    '修了2-3次',
    '有100多户',
    '房子105平米',
    '2018年交房',
    '第3次报修了',
    '座机 400-820-8820',
    '身份证330106199001011234',
    '单号BX261123-007',
    '120平的多少钱',
    '110-119都打过了',
    '12点30分',
    '17楼灯不亮',
  ])('%s', (text) => {
    expect(read(text)).toEqual([]);
  });
});

describe('whose house it is', () => {
  test.each([
    ['我家在5栋2单元3301', ['5-2-_-3301 own']],
    ['我是3栋1304的住户', ['3-_-_-1304 own']],
    ['楼上2栋1单元1502天天拖椅子，我住1402', ['2-1-_-1502 other', '2-1-_-1402 own']],
    ['2栋1单元1502半夜吵，我住1402', ['2-1-_-1502 other', '2-1-_-1402 own']],
    ['我住3-2-1701，楼上1801漏水到我家', ['3-2-_-1701 own', '3-2-_-1801 other']],
    ['钥匙掉在2号楼下面了', ['2-_-_-_ place']],
    ['8栋电梯停了', ['8-_-_-_ place']],
    ['我在3栋楼下', ['3-_-_-_ place']],
    ['是13栋不是3栋', ['13-_-_-_ unclear', '3-_-_-_ other']],
    ['不是3栋2单元1701，是13栋2单元1701', ['3-2-_-1701 other', '13-2-_-1701 unclear']],
    ['3-2-1701写错了，是3-2-1702', ['3-2-_-1701 other', '3-2-_-1702 unclear']],
    ['是不是3栋停水了', ['3-_-_-_ unclear']],
    ['隔壁3栋502那户养了五条狗', ['3-_-_-502 other']],
    ['投诉6栋麻将馆', ['6-_-_-_ other']],
    ['11栋104、7栋104、36栋103都违建', ['11-_-_-104 unclear', '7-_-_-104 unclear', '36-_-_-103 unclear']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('what is known and asked', () => {
  const known = { ...CONTEXT, known: { house: { building: '3', unit: '2', room: '1701' } } };

  test('我家 is the known house', () => {
    expect(read('我家马桶堵了', known)).toEqual(['3-2-_-1701 own']);
  });

  test('a house that is named goes before the known one', () => {
    expect(read('我家5-1-302马桶堵了', known)).toEqual(['5-1-_-302 own']);
  });

  test('without a known house 我家 is none', () => {
    expect(read('我家马桶堵了')).toEqual([]);
  });

  test.each([
    ['3 2 1701', '3-2-_-1701 own'],
    ['2单元1701', '_-2-_-1701 unclear'],
    ['1701', '_-_-_-1701 own'],
    ['二零幺', '_-_-_-201 own'],
    ['3栋', '3-_-_-_ unclear'],
  ])('asked for the house, %s is one', (text, expected) => {
    expect(read(text, { ...CONTEXT, awaiting: 'house' })).toEqual([expected]);
  });

  test('a bare number is no house unless it was asked for', () => {
    expect(read('1701')).toEqual([]);
  });
});

test('the words are quoted as they stand', () => {
  const [house] = findHouses(normalise('麻烦来一下，3栋2单元1701室，水管漏'), CONTEXT);
  expect(house?.text).toBe('3栋2单元1701室');
});
