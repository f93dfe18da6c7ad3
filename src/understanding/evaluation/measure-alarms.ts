/** Measures how well dangers and urgent faults are recognised. */
import { type EvaluatedLine, ratio } from './evaluated-line.ts';

/** How well dangers and urgent faults are recognised. Shares from 0 to 1; null where there was nothing to measure. */
export interface AlarmFigures {
  readonly danger: {
    readonly real: number;
    readonly harmless: number;
    /** Real dangers answered `yes`. */
    readonly recall: number | null;
    /** Real dangers answered `yes` or `doubtful`: a person is told. */
    readonly noticed: number | null;
    /** Harmless lines answered `yes`. */
    readonly falseAlarms: number | null;
    /** Harmless lines answered `doubtful`. */
    readonly doubtful: number | null;
  };
  readonly urgency: {
    readonly lines: number;
    readonly precision: number | null;
    readonly recall: number | null;
    readonly f1: number | null;
  };
}

/** The figures over all lines labelled for danger or urgency. */
export function measureAlarms(evaluated: readonly EvaluatedLine[]): AlarmFigures {
  const real = evaluated.filter(({ label }) => label.emergency === true);
  const harmless = evaluated.filter(({ label }) => label.emergency === false);
  const share = (lines: readonly EvaluatedLine[], levels: readonly string[]) =>
    ratio(lines.filter(({ prediction }) => levels.includes(prediction.danger)).length, lines.length);
  return {
    danger: {
      real: real.length,
      harmless: harmless.length,
      recall: share(real, ['yes']),
      noticed: share(real, ['yes', 'doubtful']),
      falseAlarms: share(harmless, ['yes']),
      doubtful: share(harmless, ['doubtful']),
    },
    urgency: measureUrgency(evaluated.filter(({ label }) => label.urgent !== null)),
  };
}

function measureUrgency(lines: readonly EvaluatedLine[]): AlarmFigures['urgency'] {
  const urgent = lines.filter(({ label }) => label.urgent).length;
  const answered = lines.filter(({ prediction }) => prediction.urgent).length;
  const hits = lines.filter(({ label, prediction }) => label.urgent && prediction.urgent).length;
  return {
    lines: lines.length,
    precision: ratio(hits, answered),
    recall: ratio(hits, urgent),
    f1: ratio(2 * hits, urgent + answered),
  };
}
