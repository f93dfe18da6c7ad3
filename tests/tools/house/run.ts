import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { accept, type Baseline, type Judged, judge } from './baseline.ts';
import type { Measure } from './measure.ts';
import { explainFailure, formatTable } from './table.ts';

/** One command that measures: its name, its committed values, and what it prints to. */
export interface MeasureRun<S> {
  readonly command: string;
  readonly measures: readonly Measure<S>[];
  readonly baselineFile: string;
  readonly print: (line: string) => void;
}

/** Reads the committed values; none where there is no file. */
function readBaseline(file: string): Baseline {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Baseline) : {};
}

/**
 * Measures, prints the table, and answers with the exit code: 1 when a measure is worse than committed.
 * `--accept` commits better values, `--show ID` lists where a value comes from, `--json` prints one object.
 */
export async function runMeasures<S>(run: MeasureRun<S>, subject: S, args: readonly string[]): Promise<0 | 1> {
  const shown = args.includes('--show') ? args[args.indexOf('--show') + 1] : undefined;
  if (args.includes('--show') && !run.measures.some(({ id }) => id === shown)) {
    run.print(`--show needs one of ${run.measures.map(({ id }) => id).join(', ')}`);
    return 1;
  }
  const baseline = readBaseline(run.baselineFile);
  const judged: Judged[] = [];
  for (const measure of run.measures) {
    if (shown === undefined || measure.id === shown) judged.push(judge(measure, await measure.read(subject), baseline));
  }
  if (shown !== undefined) {
    for (const place of judged[0]?.reading.places ?? []) run.print(place);
  }
  run.print(args.includes('--json') ? JSON.stringify(jsonOf(judged)) : formatTable(judged));
  if (args.includes('--accept')) {
    writeFileSync(run.baselineFile, `${JSON.stringify(accept(judged, baseline), null, 2)}\n`);
  }
  const failed = judged.filter(({ fails }) => fails);
  for (const one of failed) run.print(explainFailure(one, run.command));
  return failed.length === 0 ? 0 : 1;
}

const jsonOf = (judged: readonly Judged[]) =>
  judged.map(({ measure: { id, name, start, aim }, value, before, verdict }) => ({
    ...{ id, name, start, committed: before, today: value },
    ...{ aim: aim?.text ?? null, verdict },
  }));
