/** Makes expressions whose gaps are bounded. */
/** What ends a clause in normalised text. */
export const CLAUSE_END = ',。.!?;~…\\n';
const SENTENCE_END = '。!?\\n';

/**
 * One expression out of lines of words. A line is a regular expression in which `~8` stands for at most eight characters of the same clause
 * and `≈20` for at most twenty that may cross a comma. Every gap is bounded, so a search costs the length of the text times a constant.
 */
export function boundedPattern(lines: readonly string[], flags = ''): RegExp {
  const source = lines
    .join('|')
    .replace(/~(\d+)/g, `[^${CLAUSE_END}]{0,$1}?`)
    .replace(/≈(\d+)/g, `[^${SENTENCE_END}]{0,$1}?`);
  return new RegExp(source, flags);
}
