/** The form of a prediction in the output of `npm run evaluate`. */
import type { Understanding } from '../types.ts';

/** What `--predictions` writes for a line (operating contract). */
export interface Prediction {
  readonly text: string;
  readonly category: string;
  readonly top: readonly (readonly [string, number])[];
  readonly ask: boolean;
  readonly urgent: boolean;
  readonly danger: 'yes' | 'doubtful' | 'no';
  readonly houses: readonly {
    readonly building: string | null;
    readonly unit: string | null;
    readonly floor: string | null;
    readonly room: string | null;
    readonly text: string;
  }[];
}

/** The part of an understanding that is evaluated. */
export function toPrediction(understanding: Understanding): Prediction {
  const { text, category, categories, ask, urgent, danger, facts } = understanding;
  return {
    text,
    category,
    top: categories.map(([name, probability]) => [name, Number(probability.toFixed(4))]),
    ask,
    urgent,
    danger: danger.level,
    houses: facts.houses.map((house) => ({
      building: house.building,
      unit: house.unit,
      floor: house.floor,
      room: house.room,
      text: house.text,
    })),
  };
}
