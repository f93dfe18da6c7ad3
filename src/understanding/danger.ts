import type { DangerKind, Understanding } from './types.ts';

const SIGNS: readonly (readonly [DangerKind, RegExp])[] = [
  ['fire', /着火|起火|失火|火灾|烧起来|冒(?:浓|黑|大)?烟|救火|火光|(?:闻到|有)(?:烧焦|焦糊)/],
  [
    'gas',
    /(?:燃气|煤气|天然气|瓦斯)[^，。,.]{0,6}(?:泄漏|泄露|漏|味)|漏(?:燃气|煤气|天然气|气)|(?:闻到|有)[^，。]{0,4}(?:燃气|煤气|天然气)/,
  ],
  [
    'lift-trapped',
    /(?:困|关|卡)(?:在)?[^，。]{0,6}电梯|电梯[^，。]{0,8}(?:困|出不[来去]|关人|卡[^，。]{0,8}(?:里面|我))|被困/,
  ],
  ['suicide', /跳楼|轻生|自杀|不想活|(?:楼顶|天台|窗台)[^，。]{0,8}(?:坐|站|爬)/],
  ['violence', /撬[^，。]{0,4}(?:门|锁|窗)|入室|抢劫|持刀|砍人|打人|打起来|打架(?!子鼓)|家暴|小偷|歹徒|威胁要/],
  ['injury', /晕倒|昏倒|昏迷|没有呼吸|心脏病|流血|摔(?:断|伤|下)|受伤|叫救护车|骨折|中毒/],
  ['electric', /触电|电到|电着|漏电|电火花|火花|短路/],
  ['flood', /爆管|水管[^，。]{0,3}爆|水漫|淹(?:了|到|水)|喷水|水浸|漏水[^，。]{0,6}(?:很大|止不住|哗哗)/],
  ['falling-object', /(?:高空|楼上)[^，。]{0,6}(?:坠物|抛|扔|掉)[^，。]{0,6}(?:砸|差点)|砸到人|砸中/],
  ['child-water', /(?:孩子|小孩|娃|人)[^，。]{0,4}(?:掉|落|溺)[^，。]{0,4}(?:水|池|湖|河)|溺水/],
  ['structure', /(?:快|要)(?:塌|倒)了?|坍塌|(?:外墙|天花板|阳台)[^，。]{0,6}(?:要掉|掉下来|脱落)/],
  ['animal-bite', /(?:狗|猫|蛇)[^，。]{0,4}咬|被[^，。]{0,4}(?:狗|蛇)咬/],
  ['missing-person', /(?:孩子|小孩|老人|爸|妈|爷爷|奶奶)[^，。]{0,6}(?:不见|走丢|走失|失踪|找不到)/],
];

const NOT_DANGER = /打不着火|点不着火|打架子鼓|相关人员|信息泄[漏露]|开户费|演习|演练|防火|灭火器|消防通道/g;
const PAST = /昨天|前天|上周|上个月|去年|那次|以前|之前|已经(?:处理|解决|灭)|怎么办\?|如果|万一|谢谢你们|感谢/;

/** Whether a message tells of a danger. Doubt is said as doubt, never as no (domain: red list). */
export function findDanger(text: string): Understanding['danger'] {
  const plain = text.replace(NOT_DANGER, (words) => '·'.repeat(words.length));
  for (const [kind, sign] of SIGNS) {
    const found = sign.exec(plain);
    if (found !== null) return { level: PAST.test(plain) ? 'doubtful' : 'yes', kind, text: found[0] };
  }
  return { level: 'no', kind: null, text: null };
}
