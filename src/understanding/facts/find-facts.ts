import { fromZoned, startOfDay, zonedTime } from '../../shared/time.ts';
import type { Facts, TimeMention, UnderstandContext } from '../types.ts';
import { readNumber } from './digits.ts';
import { findHouses } from './houses.ts';

const PHONE = /(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)|(?<!\d)(0\d{2,3}[- ]?\d{7,8})(?!\d)/g;
const PLACES =
  /(?:地下)?车库|大堂|楼道|楼梯间|天台|楼顶|电梯(?:厅|里)|东门|南门|西门|北门|大门|岗亭|花园|游乐场|儿童乐园|配电房|泳池|健身区|快递柜|单元门/g;
const NAME =
  /(?:我叫|我姓|姓名[:：]?|称呼[:：]?|联系人[:：]?)\s*([\u4e00-\u9fa5]{1,4})|^([\u4e00-\u9fa5]{1,3}(?:先生|女士|小姐|阿姨|老师))$/;
const ACCUSED =
  /(?:你们(?:的|那个)?)?(保安|保洁(?:阿姨)?|管家|客服|前台|维修(?:师傅|工)|师傅|经理|物业|绿化(?:工)?|收费员)(?=[^，。]{0,10}(?:态度|骂|不|凶|没|乱|扔|睡|太|怎么))/;
const ACCUSED_DEPARTMENT = /保安|保洁|管家|客服|前台|维修|师傅|绿化|财务|物业/;
const SINCE =
  /(?:从|自)?(?:昨天|前天|上周|上个月|去年|今天早上|今早|刚才|刚刚|\d+天前|半个?月|一周|三天)(?:开始|以来|就)?/;
const MONEY = /(\d+(?:\.\d+)?)\s*(?:元|块)/g;
const DAYS: Readonly<Record<string, number>> = { 今天: 0, 今晚: 0, 今: 0, 明天: 1, 明: 1, 后天: 2 };
const PARTS: Readonly<Record<string, readonly [number, number]>> = {
  早上: [7, 9],
  上午: [8, 12],
  中午: [12, 14],
  下午: [14, 18],
  晚上: [18, 21],
  下班后: [18, 21],
  下班以后: [18, 21],
  全天: [8, 18],
};
const TIME =
  /(?<day>今天|今晚|明天|后天|明(?=早|晚|上|下)|(?:下)?(?:周|星期|礼拜)[一二三四五六日天])?(?<part>早上|上午|中午|下午|晚上|下班以后|下班后|全天)?(?:(?<hour>\d{1,2}|[一二三四五六七八九十]{1,3})(?:点|:)(?<half>半|\d{2}分?)?)?(?<after>以?后|之后)?/g;

function dayOffset(day: string, context: UnderstandContext): number {
  const named = DAYS[day];
  if (named !== undefined) return named;
  const weekday = '一二三四五六日'.indexOf(day.at(-1)!.replace('天', '日')) + 1;
  const today = zonedTime(context.now, context.timezone).weekday;
  const ahead = (weekday - today + 7) % 7;
  return day.startsWith('下') ? ahead + (weekday > today ? 7 : 0) : ahead;
}

function timeOf(match: RegExpMatchArray, context: UnderstandContext): TimeMention | null {
  const { day, part, hour, half, after } = match.groups ?? {};
  if (day === undefined && part === undefined && (hour === undefined || !/点|:/.test(match[0]))) return null;
  const midnight = startOfDay(context.now, context.timezone, day === undefined ? 0 : dayOffset(day, context));
  const wall = zonedTime(midnight, context.timezone);
  const [from, to] = PARTS[day === '今晚' ? '晚上' : (part ?? '全天')] ?? [8, 18];
  const at = (hours: number, minutes = 0) =>
    fromZoned({ year: wall.year, month: wall.month, day: wall.day, hour: hours, minute: minutes }, context.timezone);
  if (hour === undefined) return { text: match[0], from: at(from), to: at(to), kind: 'day-part' };
  const value = readNumber(hour) ?? from;
  const clock = value < 12 && from >= 12 ? value + 12 : value;
  const minutes = half === '半' ? 30 : Number(half?.replace('分', '') ?? 0);
  const end = after === undefined ? at(clock, minutes) : at(Math.max(to, clock + 1));
  return { text: match[0], from: at(clock, minutes), to: end, kind: after === undefined ? 'moment' : 'span' };
}

/** Everything in a message that can be written into a form. `text` is normalised. */
export function findFacts(text: string, context: UnderstandContext): Facts {
  const name = NAME.exec(text.trim());
  const accused = ACCUSED.exec(text)?.[1] ?? null;
  const item = /(捡到|拾到)|(丢了?|掉了?|遗失|不见了|落在)/.exec(text);
  return {
    houses: findHouses(text),
    places: text.match(PLACES) ?? [],
    phones: [...text.matchAll(PHONE)].map((match) => match[4] ?? `${match[1]}${match[2]}${match[3]}`),
    name: name?.[1] ?? name?.[2] ?? null,
    times: [...text.matchAll(TIME)].flatMap((match) => (match[0] === '' ? [] : (timeOf(match, context) ?? []))),
    accused,
    accusedDepartment: accused === null ? null : (ACCUSED_DEPARTMENT.exec(accused)?.[0] ?? null),
    since: SINCE.exec(text)?.[0] ?? null,
    money: [...text.matchAll(MONEY)].map((match) => Number(match[1])),
    item:
      item === null ? null : { kind: item[1] === undefined ? 'lost' : 'found', name: text.slice(0, 20), features: [] },
  };
}
