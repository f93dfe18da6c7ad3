/** Measures how well categories are recognised. */
import { CATEGORIES } from '../../shared/index.ts';
import { type EvaluatedLine, ratio } from './evaluated-line.ts';

/** Precision, recall and F1 of one class. */
export interface ClassFigures {
  readonly category: string;
  readonly lines: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** How well categories are recognised. Shares from 0 to 1; null where there was nothing to measure. */
export interface CategoryFigures {
  readonly lines: number;
  readonly classes: readonly ClassFigures[];
  /** Mean F1 of the classes that occur among the labels. */
  readonly macroF1: number | null;
  readonly strict: number | null;
  /** A hit on `alt` counts as right … */
  readonly tolerant: number | null;
  /** … or as half right. */
  readonly halfTolerant: number | null;
  readonly top2: number | null;
  readonly askRate: number | null;
  /** Of the lines that were not asked about, those whose category is neither the label nor its `alt`. */
  readonly errorWhenNotAsking: number | null;
  /** The same against the label alone. */
  readonly strictErrorWhenNotAsking: number | null;
  /** Expected calibration error over ten bins of the first probability. */
  readonly calibrationError: number | null;
  /** `confusion[label][answer]`, in the order of CATEGORIES. */
  readonly confusion: readonly (readonly number[])[];
}

const isRight = ({ label, prediction }: EvaluatedLine) => prediction.category === label.category;
const isAlt = ({ label, prediction }: EvaluatedLine) => label.alt !== null && prediction.category === label.alt;

/** The figures over all lines with a category. */
export function measureCategories(all: readonly EvaluatedLine[]): CategoryFigures {
  const labelled = all.filter(({ label }) => label.category !== null);
  const confusion = confusionOf(labelled);
  const classes = CATEGORIES.map((category, at) => classFigures(category, confusion, at));
  const present = classes.filter(({ lines }) => lines > 0);
  const answered = labelled.filter(({ prediction }) => !prediction.ask);
  const share = (test: (one: EvaluatedLine) => boolean) => ratio(labelled.filter(test).length, labelled.length);
  return {
    lines: labelled.length,
    classes,
    macroF1: ratio(
      present.reduce((sum, { f1 }) => sum + (f1 ?? 0), 0),
      present.length,
    ),
    strict: share(isRight),
    tolerant: share((one) => isRight(one) || isAlt(one)),
    halfTolerant: ratio(
      labelled.reduce((sum, one) => sum + (isRight(one) ? 1 : isAlt(one) ? 0.5 : 0), 0),
      labelled.length,
    ),
    top2: share(({ label, prediction }) => prediction.top.slice(0, 2).some(([name]) => name === label.category)),
    askRate: share(({ prediction }) => prediction.ask),
    errorWhenNotAsking: ratio(answered.filter((one) => !isRight(one) && !isAlt(one)).length, answered.length),
    strictErrorWhenNotAsking: ratio(answered.filter((one) => !isRight(one)).length, answered.length),
    calibrationError: calibrationError(labelled),
    confusion,
  };
}

function confusionOf(labelled: readonly EvaluatedLine[]): number[][] {
  const table = new Map(
    CATEGORIES.map((label) => [label as string, new Map(CATEGORIES.map((name) => [name as string, 0]))]),
  );
  for (const { label, prediction } of labelled) {
    const row = table.get(label.category ?? '');
    row?.set(prediction.category, (row.get(prediction.category) ?? 0) + 1);
  }
  return [...table.values()].map((row) => [...row.values()]);
}

function classFigures(category: string, confusion: readonly (readonly number[])[], at: number): ClassFigures {
  const row = confusion[at] ?? [];
  const hits = row[at] ?? 0;
  const lines = row.reduce((sum, count) => sum + count, 0);
  const answers = confusion.reduce((sum, one) => sum + (one[at] ?? 0), 0);
  return {
    category,
    lines,
    precision: ratio(hits, answers),
    recall: ratio(hits, lines),
    f1: ratio(2 * hits, lines + answers),
  };
}

const BINS = 10;

function calibrationError(labelled: readonly EvaluatedLine[]): number | null {
  const bins = Array.from({ length: BINS }, () => ({ probability: 0, right: 0 }));
  for (const one of labelled) {
    const probability = one.prediction.top[0]?.[1] ?? 0;
    const bin = bins[Math.min(BINS - 1, Math.floor(probability * BINS))];
    if (bin === undefined) continue;
    bin.probability += probability;
    bin.right += isRight(one) ? 1 : 0;
  }
  return ratio(
    bins.reduce((sum, { probability, right }) => sum + Math.abs(probability - right), 0),
    labelled.length,
  );
}
