/** Finds amounts of money. */
import { allMatches } from '../text/all-matches.ts';
import { readNumber } from './read-number.ts';

const DIGITS = '\\d{1,7}(?:\\.\\d{1,2})?';
const CHINESE = '[一二两三四五六七八九十百千万零]{1,7}';
const AMOUNT = new RegExp(
  `(?:¥|￥) ?(?<mark>${DIGITS})|(?<number>${DIGITS}|${CHINESE}) ?(?<scale>[百千万])?(?<more>[多来几])? ?(?:元|块(?!地|砖|玻璃|瓷|板|墙|石|木|牌|布|皮|铁)|圆|RMB)|` +
    `(?:花|收|多收|赔|交|付|扣|价|损失|要|少退|罚)了? ?(?:我|我们)?(?:\\d月)?(?<bare>\\d{2,6}(?:\\.\\d{1,2})?|[一二两三四五六七八九]{0,2}[百千万][一二三四五六七八九十百千零]{0,5})(?:多)?(?![\\d:点号栋楼层户人次天年月个平米度单元-])|(?<round>[一二两三四五六七八九][百千万])多(?=[,。!?]|$)`,
  'g',
);
const MARK = /[元块圆¥￥]|RMB|[花收赔交付扣价失要退罚].{0,5}[\d百千万]|[百千万]多/;
const SCALES: Readonly<Record<string, number>> = { 百: 100, 千: 1_000, 万: 10_000 };

/** Amounts in yuan, in order. `text` is normalised. */
export function findMoney(text: string): number[] {
  if (!MARK.test(text)) return [];
  return allMatches(AMOUNT, text)
    .map(({ groups = {} }) => {
      const words = groups.mark ?? groups.number ?? groups.bare ?? groups.round ?? '';
      return amountOf(words) * (SCALES[groups.scale ?? ''] ?? 1);
    })
    .filter((amount) => Number.isFinite(amount) && amount > 0);
}

function amountOf(words: string): number {
  if (/^[\d.]+$/.test(words)) return Number(words);
  if (!/[千万]/.test(words)) return readNumber(words) ?? Number.NaN;
  const [thousands = '', rest = ''] = words.includes('万') ? words.split('万') : words.split('千');
  const unit = words.includes('万') ? 10_000 : 1_000;
  const head = thousands === '' ? 1 : amountOf(thousands);
  if (rest === '') return head * unit;
  const lone = /^[一二三四五六七八九]$/.test(rest) ? unit / 10 : 1;
  return head * unit + amountOf(rest.replace(/^零/, '')) * lone;
}
