import { byteLength } from '../../engine/compose.ts';
import type { Template } from '../template.ts';
import type { StepText } from './texts.ts';

/** What WeChat takes (wecom-api.md 3.4: 2048, 1024, 128), less a reserve for what is filled into a text. */
const MOST_BYTES: Readonly<Record<StepText['role'], number>> = { text: 1_900, head: 960, item: 128, part: 128 };

/** Words that are never said to an owner (R26: 篇3 4.8; domain.md 5), and what says the same in good manners. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/不知道|不清楚|不晓得|不了解/, '写“我马上请负责的同事核实，…前答复您”'],
  [/不归我们?管|不归我们|不是我的事|我不管|不关我(们)?的?事/, '写“我帮您转给负责的同事”'],
  [/去别处问|打电话去别处|找我没用|只是接咨询/, '写“我帮您转给负责的同事”'],
  [/不是告诉(你|您)了|有完没完|急什么|慢慢来|有本事|自己看着办/, '改成致歉和下一步'],
  [/没办法|有什么办法|明天再来|机器坏了/, '写原因和时间'],
  [/免费|不收费|不要钱/, '费用由师傅先报价，不作许诺（R19）'],
  [/赔偿|赔付|理赔|包赔|赔给/, '赔偿只能由负责人谈'],
  [/是我们(的错|没做好|的责任|不对)|我们(有|负)责任|承担责任/, '只说抱歉，不认责任（R28）'],
];

/** What stands in “…” is somebody else's words. */
const withoutQuotes = (text: string) => text.replace(/“[^”]*”/g, '');

/** Words of a text that are never said to an owner, each with what to say instead. */
export function forbiddenWords(text: string): [word: string, instead: string][] {
  const own = withoutQuotes(text);
  return FORBIDDEN.flatMap(([pattern, instead]): [string, string][] => {
    const found = pattern.exec(own)?.[0];
    return found === undefined ? [] : [[found, instead]];
  });
}

/** What is wrong with the words of one text; `line` counts from its first line. */
export interface WordProblem {
  readonly level: 'error' | 'warning';
  readonly line: number;
  readonly message: string;
}

/** Length, forbidden words and manners of a text. */
export function wordProblems(template: Template, role: StepText['role']): WordProblem[] {
  const problems: WordProblem[] = [];
  const bytes = byteLength(template.source.trim());
  if (bytes > MOST_BYTES[role])
    problems.push({
      level: 'error',
      line: 0,
      message: `${bytes} bytes; at most ${MOST_BYTES[role]} fit here (wecom-api.md 3.4)`,
    });
  for (const [line, words] of template.source.trim().split('\n').entries()) {
    for (const [word, instead] of forbiddenWords(words))
      problems.push({ level: 'error', line, message: `"${word}" is never said to an owner; ${instead}` });
    if (/你/.test(withoutQuotes(words))) problems.push({ level: 'warning', line, message: '"你" should be 您' });
  }
  if ((role === 'text' || role === 'head') && template.source.includes('？') && !POLITE.test(template.source))
    problems.push({ level: 'warning', line: 0, message: 'a question without 您 or 请; ask as you would at the desk' });
  return problems;
}

const POLITE = /您|请|谢|麻烦/;
