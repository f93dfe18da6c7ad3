import { understand } from '../understand.ts';
import type { EvaluatedLine } from './evaluated-line.ts';
import { type AlarmFigures, measureAlarms } from './measure-alarms.ts';
import { type CategoryFigures, measureCategories } from './measure-categories.ts';
import { type HouseFigures, measureHouses } from './measure-houses.ts';
import type { Labelled } from './read-labelled-lines.ts';
import { toPrediction } from './to-prediction.ts';

/** One line that went wrong. */
export interface Mistake {
  readonly text: string;
  readonly label: string;
  readonly alt: string | null;
  readonly answer: string;
  readonly probability: number;
}

/** Everything `npm run evaluate` reports on a set of lines. */
export interface Report extends AlarmFigures {
  readonly categories: CategoryFigures;
  readonly houses: HouseFigures;
  /** Wrong categories, the most confident first. */
  readonly worst: readonly Mistake[];
}

const MOST_MISTAKES = 20;
/** Any moment does: no figure depends on it. */
const CONTEXT = { now: Date.UTC(2026, 0, 5, 4), timezone: 'Asia/Shanghai' } as const;

/** Understands every line. */
export function judge(lines: readonly Labelled[]): EvaluatedLine[] {
  return lines.map((label) => ({ label, prediction: toPrediction(understand(label.text, CONTEXT)) }));
}

/** The figures of judged lines. */
export function evaluate(judged: readonly EvaluatedLine[]): Report {
  return {
    categories: measureCategories(judged),
    ...measureAlarms(judged),
    houses: measureHouses(judged),
    worst: mistakesOf(judged).slice(0, MOST_MISTAKES),
  };
}

function mistakesOf(judged: readonly EvaluatedLine[]): Mistake[] {
  return judged
    .filter(({ label, prediction }) => label.category !== null && label.category !== prediction.category)
    .map(({ label, prediction }) => ({
      text: label.text,
      label: label.category!,
      alt: label.alt,
      answer: prediction.category,
      probability: prediction.top[0]![1],
    }))
    .sort((a, b) => b.probability - a.probability);
}
