/** Finds the writer's name and the person a message complains of or praises. */
import { SURNAME } from './surnames.ts';

const TITLE = '(?:先生|女士|小姐|太太|阿姨|师傅|老师|大爷|大姐|大妈|大叔|叔叔|奶奶|爷爷|叔|姐|哥|总)';
const NAME_END = '(?=[^\\u4e00-\\u9fff]|$|电话|手机|号码|联系|住|是|家|在|房|的电话)';
const INTRODUCED = new RegExp(
  `(?:免贵姓|敝姓|我姓|本人姓|姓(?=${SURNAME}(?:[^\\u4e00-\\u9fff]|$|,|电话)))(${SURNAME}${TITLE}?)|` +
    `(?:我叫|本人|我是|这里是|这边是|名字(?:是|叫)?:?|姓名(?:是)?:?|称呼(?:是)?:?|联系人(?:是)?:?|业主(?:是)?:?|叫我|称呼我|联系|找)(${SURNAME}${TITLE}|${SURNAME}[\\u4e00-\\u9fff]{1,2}${NAME_END})`,
);
const SIGNED = new RegExp(
  `(?:^|[ ,。;\\n\\d室号])(${SURNAME}(?:先生|女士|小姐|太太))(?=[ ,。;:\\n\\d]|$|电话|手机|收)`,
);
const WITH_PHONE = new RegExp(
  `(?:^|[ ,。;\\n])(${SURNAME}[\\u4e00-\\u9fff]{0,2}${TITLE}?)[ ,:]{0,2}(?:电话|手机|tel)?[ ,:]{0,2}1[3-9]\\d{9}(?!\\d)`,
);
const NOT_NAMES =
  /^(?:王者|马上|万一|何时|时候|方便|明天|常常|应该|全部|都是|那个|原来|元旦|向你|和你|成都|边上|但是|强烈|满意|安装|高层|白天|平时|信息|房号|房间|来电|联系|连续|关于|关门|单元|计划|公司|物业|花园|管家|楼上|楼下|解决|时间|房东|门口|游泳)/;

/** The writer's name or form of address, as given: 王, 王先生, 王小明. Not a person they complain of or greet. `text` is normalised. */
export function findName(text: string): string | null {
  for (const pattern of [INTRODUCED, SIGNED, WITH_PHONE]) {
    const found = pattern.exec(text);
    const name = found?.[1] ?? found?.[2];
    if (name !== undefined && !NOT_NAMES.test(name) && !isStaff(text, name)) return name;
  }
  return null;
}

/** 找王师傅, 联系李管家: the person who is wanted. */
function isStaff(text: string, name: string): boolean {
  return /(?:师傅|阿姨)$/.test(name) && !new RegExp(`(?:叫|称呼|我是|这里是|联系人:?)${name}`).test(text);
}

const POST =
  '保安(?:队长|员|大叔|师傅|小哥)?|门卫|门岗|岗亭(?:的|那个)?(?:人|保安)?|巡逻(?:员|的)?|安保(?:员|人员)?|秩序(?:员|维护员|维护部|部)|保洁(?:阿姨|员|大姐|人员|部)?|清洁(?:工|阿姨|员)|扫地(?:的|阿姨)|打扫(?:卫生)?的(?:阿姨)?|管家|客服(?:人员|小姐|部|主管|中心|小姑娘)?|前台(?:小姐|人员|的)?|接待(?:员|人员)?|维修(?:师傅|工|人员|部|的)?|水电工|水工|电工|工程部(?:的人|人员|师傅)?|工程师傅|修(?:水管|电梯|门|空调|灯)的(?:师傅)?|师傅|项目经理|物业经理|经理|主任|主管|绿化(?:工|师傅|的|部|人员)?|园丁|收费(?:员|处|的)?|财务(?:部|人员)?|物业(?:公司|人员|的人|工作人员|办公室)?|工作人员|装修(?:队|工人)|快递员|外卖员|开发商|售后(?:部|人员)?|地产(?:公司)?';
const NAMED = `${SURNAME}(?:师傅|经理|管家|主管|队长|主任|阿姨|工|姐|总)`;
const BLAME =
  '态度|骂|不理|不管|不负责|凶|没来|不来|不给|不让|乱|扔|睡|太|怎么(?!走|去|联系|收费|办|交)|收了?我?[^,。!?]{0,5}(?:钱|块|元|百|千)|要钱|推|吼|敷衍|敲诈|爱理不理|爱答不理|不耐烦|翻白眼|玩手机|打人|打我|动手|失职|不作为|脱岗|不在岗|抽烟|喝酒|偷|拿|挂(?:我)?(?:了)?电话|不接|不回|迟到|放鸽子|说话不算|答应|承诺|瞎|糊弄|把我|素质|嚣张|蛮横|推诿|失联|联系不上|装(?:傻|聋|死|看不|听不)|忽悠|骗|没修好|弄坏|修坏|拖|差';
const PRAISE =
  '真好|很好|太好|热心|负责|认真|耐心|辛苦|专业|及时|好评|干净|细心|周到|贴心|棒|不错|好样|敬业|有礼貌|帮我|给力|勤快|拾金不昧|扫得|救';
const ABOUT = '(?:投诉|举报|表扬|感谢|谢谢|反映|点赞|锦旗送给|举荐)[^。!?\\n]{0,10}?';
const DOING = `(?=[^。!?\\n]{0,12}?(?:${BLAME}|${PRAISE}))`;
/** A name goes before a post, and a stated complaint or praise before a described one. */
const ACCUSED = [`${ABOUT}(${NAMED})`, `(${NAMED})${DOING}`, `${ABOUT}(${POST})`, `(${POST})${DOING}`].map(
  (words) => new RegExp(words),
);
const ACCUSED_MARK =
  /保|门|岗|巡|秩|洁|清|扫|管|客|前台|接待|修|工|师傅|经理|主|绿化|园丁|收费|财务|物业|员|开发|售后|地产|阿姨|姐|总/;
const DEPARTMENT =
  /保安|门卫|门岗|岗亭|巡逻|安保|秩序|保洁|清洁|扫地|打扫|管家|客服|前台|接待|项目经理|经理|维修|水电工|水工|电工|工程|绿化|园丁|收费|财务|售后|地产|开发商|物业|师傅|修|阿姨/;
const DEPARTMENTS: Readonly<Record<string, string>> = {
  门卫: '保安',
  门岗: '保安',
  岗亭: '保安',
  巡逻: '保安',
  安保: '保安',
  秩序: '保安',
  清洁: '保洁',
  扫地: '保洁',
  打扫: '保洁',
  阿姨: '保洁',
  接待: '前台',
  水电工: '维修',
  水工: '维修',
  电工: '维修',
  工程: '维修',
  修: '维修',
  园丁: '绿化',
};

/** Who is complained of or praised. */
export interface Accused {
  /** Person or post, as written. */
  readonly accused: string | null;
  /** The word of their department: 保安, 保洁, 物业. */
  readonly department: string | null;
}

const NO_ONE: Accused = { accused: null, department: null };

function firstOf(patterns: readonly RegExp[], text: string): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The person or post that a complaint or a praise is about. `text` is normalised. */
export function findAccused(text: string): Accused {
  if (!ACCUSED_MARK.test(text)) return NO_ONE;
  const accused = firstOf(ACCUSED, text);
  if (accused === undefined) return NO_ONE;
  const at = text.indexOf(accused);
  const word = DEPARTMENT.exec(accused)?.[0];
  const vague = word === undefined || word === '师傅' || word === '阿姨' || word === '经理';
  const near = vague ? DEPARTMENT.exec(text.slice(Math.max(0, at - 8), at))?.[0] : undefined;
  const department = near ?? word ?? null;
  return { accused, department: department === null ? null : (DEPARTMENTS[department] ?? department) };
}
