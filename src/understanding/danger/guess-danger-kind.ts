/** Guesses the kind of a danger that was recognised without a sign. */
import type { DangerKind } from '../types.ts';

/** Words of each kind; the first that match decide. */
const WORDS: readonly (readonly [DangerKind, RegExp])[] = [
  ['suicide', /跳|活|死|遗书|割|楼顶|天台|窗外/],
  ['fire', /火|烟|烧|糊|焦/],
  ['gas', /煤气|燃气|气味|气/],
  ['lift-trapped', /电梯|轿厢/],
  ['missing-person', /不见|丢|走失|找不/],
  ['child-water', /(?:孩|娃|人|女|儿).{0,8}(?:池|湖|河|水)/],
  ['animal-bite', /狗|咬|蛇|猫/],
  ['electric', /电/],
  ['violence', /打|刀|偷|贼|抢|砸|欺负|骂|撬|闯|陌生|跟踪/],
  ['trapped', /锁|困|出不/],
  ['falling-object', /掉|扔|坠/],
  ['structure', /塌|倒|裂|陷/],
  ['flood', /淹|水/],
];

/** The kind of danger to ask about; injury where no word decides. */
export function guessDangerKind(text: string): DangerKind {
  return WORDS.find(([, words]) => words.test(text))?.[0] ?? 'injury';
}
