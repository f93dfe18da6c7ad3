/** Measures how well houses are read. */
import { type EvaluatedLine, ratio } from './evaluated-line.ts';
import { type Labelled, SLOTS } from './read-labelled-lines.ts';
import type { Prediction } from './to-prediction.ts';

/** How well houses are read. Shares from 0 to 1; null where there was nothing to measure. */
export interface HouseFigures {
  readonly lines: number;
  readonly precision: number | null;
  readonly recall: number | null;
  /** Lines whose labelled house was read in full, or that hold none and none was read. */
  readonly exact: number | null;
}

type House = NonNullable<Labelled['house']>;

/**
 * Slot by slot (building, unit, floor, room). A label names one house of the line: the read house that agrees best with it is judged,
 * others are not; in a line without a house every read slot is wrong.
 */
export function measureHouses(evaluated: readonly EvaluatedLine[]): HouseFigures {
  const lines = evaluated.flatMap(({ label: { house }, prediction }) =>
    house === null ? [] : [{ house, prediction }],
  );
  const sums = { hits: 0, read: 0, labelled: 0, exact: 0 };
  for (const { house, prediction } of lines) {
    const labelled = count(house);
    const read = labelled === 0 ? prediction.houses : bestOf(house, prediction.houses);
    const hits = read.reduce((sum, one) => sum + agreements(house, one), 0);
    const slots = read.reduce((sum, one) => sum + count(one), 0);
    sums.hits += hits;
    sums.read += slots;
    sums.labelled += labelled;
    sums.exact += hits === labelled && slots === hits ? 1 : 0;
  }
  return {
    lines: lines.length,
    precision: ratio(sums.hits, sums.read),
    recall: ratio(sums.hits, sums.labelled),
    exact: ratio(sums.exact, lines.length),
  };
}

function count(house: House): number {
  return SLOTS.filter((slot) => house[slot] !== null).length;
}

function agreements(label: House, read: House): number {
  return SLOTS.filter((slot) => label[slot] !== null && label[slot] === read[slot]).length;
}

function bestOf(label: House, houses: Prediction['houses']): Prediction['houses'] {
  const ranked = houses.map((house) => ({ house, score: 2 * agreements(label, house) - count(house) }));
  ranked.sort((a, b) => b.score - a.score);
  return ranked.slice(0, 1).map(({ house }) => house);
}
