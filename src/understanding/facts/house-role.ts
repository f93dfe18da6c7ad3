/** Tells whose house a mention is. */
import type { HouseMention } from '../types.ts';

const NEGATED_BEFORE = /(?<!是)(?:不是|并非|不在|不住|错写成|写成了|说成)[^,。!?\n]{0,2}$/;
const NEGATED_AFTER = /^[^,。!?\n]{0,2}(?:写错|打错|说错|填错|错了|是错的|不对)/;
const HOME_BEFORE =
  /(?:我家|我们家|咱家|俺家|我屋|我住|住在|家住|(?<!入|居|常|租|合)住(?=$)|我是|本人|我们是|我们住|我们在|我在|我这|这里是|这边是|这是|家在|房号|门牌|地址|住址|单位)[^,。!?\n]{0,8}$/;
const HOME_AFTER = /^[^,。!?\n]{0,2}(?:我家|是我家|我们家|我自己|我的房|我住)/;
const OTHERS_BEFORE =
  /(?:楼上|楼下|隔壁|对门|对面|邻居|他家|她家|那家|那户|投诉|举报|反映)(?:的|是|住户|邻居|业主|住|家|那个)?[^,。!?\n]{0,3}$/;
const OTHERS_AFTER =
  /^(?:室|房|号)?(?:的)?(?:那户|那家|那个|邻居|租户|租客|住户(?!,|$)|业主(?!,|$)|那人|家的|人家|(?:家里?|他们|那边)?(?:天天|半夜|每天|每晚|老是|总是|又在|一直|养|往下扔|乱扔|违|私|大吵|晚上|吵|拖|跳|打麻将|扰民))/;
const PLACE_AFTER =
  /^(?:的)?[ ]?(?:楼下|下面|门口|附近|旁|楼道|楼顶|顶楼|电梯|大堂|大厅|地下|楼前|楼后|单元门|楼梯|前面|后面|那边|这边|中间|之间|对面|外墙|外面|门禁|路口|地库|车库|东|南|西|北|楼上|楼底|底下|架空|消防|监控|侧面|花坛|草坪|绿化|垃圾|大门|门厅|走廊|天台|一楼|负一)/;

/** The words around a mention. */
export interface Around {
  readonly before: string;
  readonly after: string;
  /** A flat, not only a building or a stair. */
  readonly flat: boolean;
}

/** Whose house a mention is, by the words around it. A house that the writer takes back (不是3栋) counts as somebody else's. */
export function roleOf({ before, after, flat }: Around): HouseMention['role'] {
  if (NEGATED_BEFORE.test(before) || NEGATED_AFTER.test(after)) return 'other';
  if (!flat && PLACE_AFTER.test(after)) return 'place';
  if (HOME_BEFORE.test(before) || HOME_AFTER.test(after)) return 'own';
  if (OTHERS_BEFORE.test(before) || (flat && OTHERS_AFTER.test(after))) return 'other';
  return 'unclear';
}
