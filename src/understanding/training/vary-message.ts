/** Makes variants of corpus lines: slots filled, houses, greetings, endings and typos added. */
import type { SeededRandom } from './seeded-random.ts';

/** What may stand for a slot of a corpus line: `{小区}物业乱收费`. */
const SLOTS: Readonly<Record<string, readonly string[]>> = {
  小区: '翠湖花园 金色家园 阳光城 龙湖小镇 碧水湾 锦绣江南 中央公馆 万象新城 幸福里 橡树湾 山语城 东方名邸 春天里 西溪雅苑 御景园 丽景华庭 滨江一号 学府壹号 安置房 和平新村 福满家园 云栖里 书香门第 天悦府 梧桐苑 香榭丽舍 水岸名都 枫林绿洲 北岸国际 城市之光 国际新城 恒福花园 星河湾 桃源居 都市兰亭 华府 尚品 明珠广场 公园道 江畔 悦城'.split(
    ' ',
  ),
  城市: '某市 江北区 城东 开发区 高新区 市区 城西街道 新区 老城区 河西 本市 我市 南湖区 经开区 县城 A市 B区 C县 滨江区 新华街道'.split(
    ' ',
  ),
  称呼: '王师傅 小李 张经理 刘姐 老陈 赵阿姨 小周 孙队长 吴管家 郑工 小林 黄师傅 徐姐 马队 小何'.split(' '),
};

const HOUSES = [
  '3栋2单元1701',
  '5-1-302',
  '12号楼',
  '7幢401',
  '二号楼三单元五零二',
  '9-2-1103',
  '1单元602',
  'A座1508',
  '6栋',
  '18#楼2203',
  '15幢二零一',
  '我是8栋的',
  '我住4号楼1单元',
  '10-1-901 ',
  '我家在十一栋',
];
const OPENINGS = [
  '你好 ',
  '您好，',
  '在吗 ',
  '喂你好啊',
  '那个',
  '麻烦问下 ',
  '物业 ',
  '师傅',
  '管家你好，',
  '喂 ',
  '哎 ',
];
const ENDINGS = [
  '谢谢',
  '，麻烦了',
  ' 快点',
  '！',
  '！！',
  '。',
  '啊',
  '呢',
  ' 急',
  '，请尽快',
  ' 13800001234',
  ' [图片]',
  '哈',
  '，谢谢啦',
];
const HOMOPHONES: readonly (readonly [string, string])[] = [
  ['堵', '赌'],
  ['的', '得'],
  ['在', '再'],
  ['坏', '怀'],
  ['帐', '账'],
  ['渗', '参'],
  ['座', '坐'],
  ['修', '休'],
  ['漏', '楼'],
  ['闸', '炸'],
  ['栋', '动'],
  ['费', '废'],
];

/** Fills the slots of a line with random values. */
export function fillSlots(text: string, random: SeededRandom): string {
  return text.replace(/\{(\S{1,3}?)\}/g, (slot, name: string) => {
    const values = SLOTS[name];
    return values === undefined ? slot : random.pick(values);
  });
}

function misspell(text: string, random: SeededRandom): string {
  const fitting = HOMOPHONES.filter(([right]) => text.includes(right));
  if (fitting.length === 0) return text;
  const [right, wrong] = random.pick(fitting);
  return text.replace(right, wrong);
}

/** The same message as another person would send it: with a house before it, a greeting, a typo, a letter's address. */
export function vary(text: string, random: SeededRandom): string {
  let result = text;
  const chance = random.next();
  if (chance < 0.4) result = `${random.pick(HOUSES)}${random.pick([' ', '，', ''])}${result}`;
  else if (chance < 0.6)
    result = `${fillSlots(random.pick(['{城市}{小区}小区', '{小区}', '{城市}{小区}', '{小区}小区']), random)}${result}`;
  else if (chance < 0.8) result = `${random.pick(OPENINGS)}${result}`;
  if (random.next() < 0.25) result = `${result}${random.pick(ENDINGS)}`;
  if (random.next() < 0.15) result = misspell(result, random);
  return result;
}
