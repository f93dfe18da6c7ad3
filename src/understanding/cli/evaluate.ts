/** `npm run evaluate`: scores the understanding on labelled files. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { evaluate, predictLines } from '../evaluation/evaluate.ts';
import type { EvaluatedLine } from '../evaluation/evaluated-line.ts';
import { printReport } from '../evaluation/print-report.ts';
import { readLabelled } from '../evaluation/read-labelled-lines.ts';

const USAGE = 'usage: npm run evaluate -- FILE.jsonl... [--json] [--predictions OUT.jsonl]';

function readArguments() {
  return parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, predictions: { type: 'string' } } });
}

function main(): void {
  const { values, positionals: files } = readArguments();
  if (files.length === 0) throw new Error(USAGE);
  const predicted = files.map((file) => ({
    file,
    lines: predictLines(readLabelled(file, readFileSync(file, 'utf8'))),
  }));
  const all: EvaluatedLine[] = predicted.flatMap(({ lines }) => lines);
  if (values.predictions !== undefined) {
    writeFileSync(values.predictions, all.map(({ prediction }) => `${JSON.stringify(prediction)}\n`).join(''));
  }
  const reports = predicted.map(({ file, lines }) => ({ file, ...evaluate(lines) }));
  if (values.json) {
    console.log(JSON.stringify({ ...evaluate(all), files: reports }));
    return;
  }
  for (const { file, ...report } of reports) console.log(`${printReport(file, report)}\n`);
  if (files.length > 1) console.log(printReport('all files', evaluate(all)));
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
