/** Corrects known typos. */
/**
 * Typos of hand, voice-to-text and hearing that hide an important word, and what is meant. Both of one length, so that positions stay.
 * Only what is no word of its own may stand here.
 */
const TYPOS: Readonly<Record<string, string>> = {
  煤汽: '煤气',
  媒气: '煤气',
  媒汽: '煤气',
  燃汽: '燃气',
  天燃气: '天然气',
  天燃汽: '天然气',
  天然汽: '天然气',
  着货: '着火',
  着伙: '着火',
  着或: '着火',
  著火: '着火',
  起货: '起火',
  冒咽: '冒烟',
  冒淹: '冒烟',
  帽烟: '冒烟',
  电弟: '电梯',
  电体: '电梯',
  电踢: '电梯',
  电替: '电梯',
  店梯: '电梯',
  点梯: '电梯',
  昏到: '昏倒',
  晕到: '晕倒',
  晕道: '晕倒',
  跳喽: '跳楼',
  就命: '救命',
  爆官: '爆管',
  暴管: '爆管',
  水官: '水管',
  撬们: '撬门',
  触店: '触电',
  漏店: '漏电',
  跳扎: '跳闸',
  跳炸: '跳闸',
  流雪: '流血',
  留血: '流血',
  出雪: '出血',
  一样化碳: '一氧化碳',
  救护铲: '救护车',
  卡主了: '卡住了',
  困主: '困住',
  停店: '停电',
  亭电: '停电',
  亭水: '停水',
  马捅: '马桶',
  堵赛: '堵塞',
};

const WORDS = new RegExp(Object.keys(TYPOS).join('|'), 'g');

/** Corrects the typos of the table. `text` is in simplified characters; length and positions stay. */
export function fixKnownTypos(text: string): string {
  return text.replace(WORDS, (typo) => TYPOS[typo] ?? typo);
}
