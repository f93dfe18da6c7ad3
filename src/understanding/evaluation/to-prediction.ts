/** The form of a prediction in the output of `npm run evaluate`. */
import { maskText } from '../../language/index.ts';
import type { DangerKind, Understanding } from '../types.ts';

/** What `--predictions` writes for a line (operating contract, "Commands"). */
export interface Prediction {
  readonly text: string;
  readonly category: string;
  /** All seven categories, most probable first. */
  readonly top: readonly (readonly [string, number])[];
  readonly ask: boolean;
  readonly urgent: boolean;
  readonly danger: 'yes' | 'doubtful' | 'no';
  readonly dangerKind: DangerKind | null;
  readonly houses: readonly {
    readonly building: string | null;
    readonly unit: string | null;
    readonly floor: string | null;
    readonly room: string | null;
    readonly text: string;
  }[];
  /** Digits with the area code; an extension after `-`. */
  readonly phones: readonly string[];
  /** ISO times in UTC; a moment has `from` equal to `to`. */
  readonly times: readonly { readonly from: string | null; readonly to: string | null; readonly text: string }[];
  /** Yuan. */
  readonly amounts: readonly number[];
  /** The text as a staff group shows it. */
  readonly masked: string;
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
    dangerKind: danger.kind,
    houses: facts.houses.map(({ building, unit, floor, room, text: words }) => ({
      building,
      unit,
      floor,
      room,
      text: words,
    })),
    phones: facts.phones.map((phone) => phone.replaceAll('-', '')),
    times: facts.times.map(({ from, to, text: words }) => ({ from: isoTime(from), to: isoTime(to), text: words })),
    amounts: facts.money,
    masked: maskText(text),
  };
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
