/** What became of a room's mutants. */
export interface MutationFigures {
  readonly detected: number;
  readonly survived: number;
  readonly uncovered: number;
  /** Mutants that do not run at all are no test's fault and count nowhere. */
  readonly invalid: number;
}

/** A finished mutant, as StrykerJS reports it. */
interface MutantResult {
  readonly status: string;
}

/** Counts the mutants of a run. */
export function figuresOf(results: readonly MutantResult[]): MutationFigures {
  const count = (...statuses: readonly string[]) => results.filter(({ status }) => statuses.includes(status)).length;
  return {
    detected: count('Killed', 'Timeout'),
    survived: count('Survived'),
    uncovered: count('NoCoverage'),
    invalid: count('CompileError', 'RuntimeError', 'Ignored'),
  };
}

/** Percent of the valid mutants that a test noticed; 0 where there are none. */
export function scoreOf({ detected, survived, uncovered }: MutationFigures): number {
  const valid = detected + survived + uncovered;
  return valid === 0 ? 0 : (100 * detected) / valid;
}

/** One row of the closing table. */
export function formatRow(room: string, figures: MutationFigures): string {
  const { detected, survived, uncovered } = figures;
  const cells = [detected, survived, uncovered].map((count) => String(count).padStart(9));
  return `${room.padEnd(14)}${`${scoreOf(figures).toFixed(1)} %`.padStart(8)}${cells.join('')}`;
}

/** The head of the closing table. */
export const TABLE_HEAD = `${'room'.padEnd(14)}${'killed'.padStart(8)}${['killed', 'survived', 'untested'].map((title) => title.padStart(9)).join('')}`;
