/** Evaluates the understanding on labelled lines: what `npm run evaluate` reports. */
import { understand } from '../understand.ts';
import type { EvaluatedLine } from './evaluated-line.ts';
import { type AlarmFigures, measureAlarms } from './measure-alarms.ts';
import { type CategoryFigures, measureCategories } from './measure-categories.ts';
import { type HouseFigures, measureHouses } from './measure-houses.ts';
import type { Labelled } from './read-labelled-lines.ts';
import { toPrediction } from './to-prediction.ts';

/** A line with a wrong category. */
export interface Mistake {
  readonly text: string;
  readonly label: string;
  readonly alt: string | null;
  readonly answer: string;
  readonly probability: number;
}

/** Everything that is reported on a set of lines. */
export interface Report extends AlarmFigures {
  readonly categories: CategoryFigures;
  readonly houses: HouseFigures;
  /** Wrong categories, the most confident first. */
  readonly worst: readonly Mistake[];
}

const MAX_MISTAKES = 20;
/** For lines without a `now`: no figure depends on it. */
const ANY_MOMENT = Date.UTC(2026, 0, 5, 4);
const TIMEZONE = 'Asia/Shanghai';

/** Understands every line. */
export function predictLines(lines: readonly Labelled[]): EvaluatedLine[] {
  return lines.map((label) => {
    const context = { now: label.now ?? ANY_MOMENT, timezone: TIMEZONE };
    return { label, prediction: toPrediction(understand(label.text, context)) };
  });
}

/** The figures of predicted lines. */
export function evaluate(lines: readonly EvaluatedLine[]): Report {
  return {
    categories: measureCategories(lines),
    ...measureAlarms(lines),
    houses: measureHouses(lines),
    worst: mistakesOf(lines).slice(0, MAX_MISTAKES),
  };
}

function mistakesOf(lines: readonly EvaluatedLine[]): Mistake[] {
  return lines
    .flatMap(({ label: { text, category, alt }, prediction }): Mistake[] => {
      if (category === null || category === prediction.category) return [];
      return [{ text, label: category, alt, answer: prediction.category, probability: prediction.top[0]?.[1] ?? 0 }];
    })
    .sort((a, b) => b.probability - a.probability);
}
