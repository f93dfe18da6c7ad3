/** Patterns of houses as people write them. */
import { CHINESE_DIGIT, SPOKEN_DIGIT } from './read-number.ts';

const CHINESE = `[${CHINESE_DIGIT}]`;
const NUMBER = `(?:\\d{1,3}|${CHINESE}{1,4})`;
const SPOKEN_ROOM = `[${SPOKEN_DIGIT}\\d]{3,4}|[二三四五]?十[一二三四五六七八九]?[零〇][一二三四五六七八九]`;
const ROOM = `(?:\\d{3,4}[A-H]?(?![\\dA-Z])|(?:${SPOKEN_ROOM})(?![${CHINESE_DIGIT}\\d]))`;
const GAP = '[ ,、的.(-]{0,2}';

/** `3栋2单元17楼1701室` with everything after the building optional; `号` and `楼` alone name a building only before a unit or a room. */
export const WORDED = new RegExp(
  `(?<![\\dA-Z.])(?<building>[A-Z]{0,2}\\d{1,3}|${CHINESE}{1,4}|[A-Z])` +
    ` ?(?<word>号楼栋|号楼|号栋|楼栋|#楼|#栋|#|栋|幢|座|号(?=${GAP}${NUMBER} ?(?:单元|门\\d))|楼(?=${GAP}${NUMBER} ?单元))` +
    `(?:${GAP}(?<unit>${NUMBER}) ?(?:单元|门(?=${GAP}(?:${ROOM}))|梯(?=${GAP}(?:${ROOM}))))?` +
    `(?:${GAP}第?(?<floor>\\d{1,2}|${CHINESE}{1,3}) ?[楼层](?!栋|上的?${NUMBER})(?:的? ?(?<door>0\\d)(?=室|房|号|$|[ ,。])(?:室|房|号)?)?)?` +
    `(?:${GAP}(?<room>${ROOM})(?:号房|室|房间|房|号)?)?`,
  'g',
);

/** `3-2-1701`, `B1-1203`, `3#-2-1701`, `1-3-2-1701` with the phase before, `3/2/1701`, `3.2.1701`. */
export const DASHED = new RegExp(
  '(?<![\\dA-Z.:/])(?<!(?<!期)-)(?:\\d-(?=[A-Z]{0,2}\\d{1,3}-\\d{1,2}-\\d{3,4}(?!\\d)))?(?<building>[A-Z]{0,2}\\d{1,3}|[A-Z])(?:#|栋|幢|号楼)? ?' +
    '(?:(?<=[栋幢楼#] ?)(?<unitAfter>\\d{1,2})-|-{1,2} ?(?:(?<unit>\\d{1,2})(?:单元)? ?-{1,2} ?)?|/(?<unitSlash>\\d{1,2})/|\\.(?<unitDot>\\d)\\.)(?<room>\\d{3,4}[A-H]?)(?![\\dA-Z]|-\\d)(?:室|房|号)?',
  'g',
);

/** `三杠二杠一七零一`, as voice-to-text writes a dash. */
export const SPOKEN_DASHED = new RegExp(
  `(?<building>${NUMBER})杠(?:(?<unit>${NUMBER})杠)?(?<room>${SPOKEN_ROOM}|\\d{3,4})(?!\\d)(?:室|房|号)?`,
  'g',
);

/** `25号303`, `236号,502室` behind the name of an estate or a lane. */
export const LANE =
  /(?<=期|弄,?|苑|园|村|里|城|庭|府|院|区|湾|坊|家住|我住|住) ?(?<building>\d{1,3})号[ ,]?(?<room>\d{3,4})(?!\d)(?:室|房)?/g;

/** Numbers with blanks, only when the house was asked for: `3 2 1701`, `2单元1701`, `12栋`, `1701`. */
export const ASKED = new RegExp(
  `^\\D{0,6}?(?:(?<building>[A-Z]?\\d{1,3})[ ,]+)?(?:(?<unit>${NUMBER})(?: ?单元[ ,]?|[ ,]+))?(?<room>${ROOM})(?:室|房|号)?[ 。,!]*(?:谢谢)?$`,
);

/** A flat without its building: the writer's own (`我住1402`) or somebody else's (`楼上1502`). */
export const LONE_ROOM = new RegExp(
  `(?:(?<own>我住|我家(?:是|在|住)?|我们家(?:是|在)?|住在|家住|我是|房号[是:]?|门牌号?[是:]?|房间号[是:]?|本人住?)|(?<other>楼上|楼下|隔壁|对门|对面|邻居))(?:的|是|住的|那个|那家)? ?(?:(?<unit>${NUMBER}) ?单元 ?)?(?<room>${ROOM})(?:室|房|号)?`,
  'g',
);

/** `2单元1701` where no building stands before it. */
export const UNIT_ROOM = new RegExp(`(?<![栋幢座楼号#] ?)(?<unit>${NUMBER}) ?单元 ?(?<room>${ROOM})(?:室|房|号)?`, 'g');

/** What makes a number a count, a date, a size or a price instead of a flat. */
export const COUNTED =
  /^ ?(?:多|余|来|几)?(?:户(?!外)|家(?!里|的|,|。|$|漏|水|天|又|太|在|吵|养|住)|人|元|块|年|月(?!租)|日|平|米|M|㎡|个|次|套|吨|天(?!天|花|燃|台)|小时|分|度|万|千|百|%|多|余|期|名|位|辆|斤|点(?!着|燃)|盏|部(?!门)|毫|公|厘|升|W|瓦|KW|幅|张|份|[层栋]|楼(?!下|上|的)|以上|左右|左右|号线|路(?!灯)|[.:/]\d)/;
