import { type Phrases, TEXT_PLACES, type TextKey } from '../phrases.ts';
import { lineOf, type Report, type Source } from '../source.ts';
import { compileTemplate, type Template } from '../template.ts';
import { companyNames } from './names.ts';
import type { StepText } from './texts.ts';
import { wordProblems } from './words.ts';

/** Texts of the engine that stand above taps. */
const HEADS = new Set<TextKey>([
  'resumeAsk',
  'clarifyAsk',
  'choose',
  'stillHappeningAsk',
  'repeatAsk',
  'whichAsk',
  'remind',
]);

interface Phrase {
  readonly path: readonly PropertyKey[];
  readonly template: Template;
  readonly role: StepText['role'];
  readonly names: readonly string[];
}

/** Mistakes in `phrases.yaml`: places that stand for nothing, texts too long, forbidden words. */
export function lintPhrases(given: { source: Source; phrases: Phrases }, report: Report): void {
  const { source, phrases } = given;
  const always = companyNames(phrases);
  for (const { path, template, role, names } of phrasesOf(phrases)) {
    const line = lineOf(source, path);
    const take = (level: 'error' | 'warning', at: number, message: string) =>
      report({ file: source.file, line: at, level, message });
    for (const name of template.names) {
      if (!names.includes(name) && !always.includes(name))
        take('error', line, `{${name}} stands for nothing here; accepted: ${[...names, ...always].join(', ')}`);
    }
    for (const problem of wordProblems(template, role))
      take(problem.level, lineInside(line, template, problem.line), problem.message);
  }
  lintHours(given, report);
}

/** Line of a text's nth line in the file: a text of several lines begins below its `|`. */
export function lineInside(line: number, template: Template, nth: number): number {
  return template.source.trim().includes('\n') ? line + 1 + nth : line;
}

function phrasesOf(phrases: Phrases): Phrase[] {
  const words = (path: readonly PropertyKey[], text: string, role: StepText['role']): Phrase => ({
    path,
    template: compileTemplate(text),
    role,
    names: [],
  });
  return [
    ...Object.entries(phrases.texts).map(([key, template]): Phrase => {
      const names = TEXT_PLACES[key as TextKey];
      return { path: ['texts', key], template, role: HEADS.has(key as TextKey) ? 'head' : 'text', names };
    }),
    ...Object.entries(phrases.options).map(([key, option]) => words(['options', key, 'text'], option.text, 'item')),
    ...Object.entries(phrases.categories).map(([key, text]) => words(['categories', key], text, 'item')),
    ...phrases.greetings.flatMap(({ say, bye }, index) => [
      words(['greetings', index, 'say'], say, 'part'),
      words(['greetings', index, 'bye'], bye, 'part'),
    ]),
    ...phrases.festivals.map(({ say }, index) => words(['festivals', index, 'say'], say, 'part')),
    ...(['refuse', 'why'] as const).flatMap((list) =>
      Object.entries(phrases[list]).map(
        ([key, template]): Phrase => ({ path: [list, key], template, role: 'text', names: [] }),
      ),
    ),
  ];
}

function lintHours({ source, phrases }: { source: Source; phrases: Phrases }, report: Report): void {
  for (const [index, { from }] of phrases.greetings.entries()) {
    const before = phrases.greetings[index - 1]?.from;
    if (before === undefined || before < from) continue;
    const line = lineOf(source, ['greetings', index, 'from']);
    report({ file: source.file, line, level: 'error', message: `"${from}" must be later than "${before}" above it` });
  }
}
