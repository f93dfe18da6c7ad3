import type { SlotParser } from './types.ts';

const TITLE = '(?:先生|女士|小姐|阿姨|师傅|老师|太太|大爷|大姐|大哥)';
/** The surnames that nearly everybody has; a word that begins otherwise needs 我叫 or a form of address to be a name. */
const SURNAME =
  '(?:欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|司徒|东方|南宫|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁耿牟卜甘冉詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍霍翁隋植甫单包司柏宁柯阮桂闵解强柴华车冷景党宫费])';
const INTRODUCED = new RegExp(
  `(?:我姓|免贵姓|敝姓|我叫|我是|叫我|姓名[:：]?|称呼[:：]?)\\s*(\\p{Script=Han}{1,4}?${TITLE}|\\p{Script=Han}{1,4})`,
  'u',
);
const BARE = new RegExp(
  `^(?:我?姓)?((?:小|老)?${SURNAME}\\p{Script=Han}{0,2}${TITLE}?|\\p{Script=Han}{1,2}${TITLE})$`,
  'u',
);
const NOT_NAMES =
  /^(是|好|对|嗯|不|没|可以|行|谢谢|你好|您好|在吗|业主|住户|租户|算了|跳过|随便|匿名|为什么|什么|马上|方便|时间|高兴|安装|安全|常常|平时|白天|任何|任意|周[一二三四五六日末]|金额|全|强烈|向|成|关于|包|单|路|水电|文字|解决|车|门|温水|万一|金|龙头|段时间|易|查|于|何|管|左|向|阳台)/u;

/** A name or a form of address, alone or among other answers: 王, 王先生, 小李, 3-2-1701 王小明 13812341234. */
export const parsePerson: SlotParser = ({ text, reading, asked }) => {
  if (reading.name !== null) return { value: reading.name };
  if (!asked) return null;
  const introduced = INTRODUCED.exec(text)?.[1];
  if (introduced !== undefined && !NOT_NAMES.test(introduced)) return { value: introduced };
  for (const piece of text.split(/[\s，,。、；;.!！]+/u)) {
    const bare = BARE.exec(piece)?.[1];
    if (bare !== undefined && (!NOT_NAMES.test(bare) || bare.length === 1)) return { value: bare };
  }
  return null;
};
