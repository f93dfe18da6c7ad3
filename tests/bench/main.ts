import { existsSync, readdirSync } from 'node:fs';
import type { BenchOptions, Row } from './row.ts';

interface Benchmark {
  run(options: BenchOptions): Promise<Row[]>;
}

const folder = new URL('.', import.meta.url);
const notBenchmarks = new Set(['main', 'row']);

function names(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3))
    .filter((name) => !notBenchmarks.has(name) && !name.includes('.'));
}

const round = (value: number, digits = 0) => Number(value.toFixed(digits));

function printTable(name: string, rows: readonly Row[]): void {
  console.log(`\n${name}`);
  for (const { name: label, opsPerSecond, ratio, note, ...extra } of rows) {
    const more = Object.entries(extra).map(([key, value]) => `${key}=${String(value)}`);
    const cells = [
      label.padEnd(56),
      round(opsPerSecond).toLocaleString('en-US').padStart(12),
      (ratio === undefined ? '' : `x${round(ratio, 3)}`).padStart(9),
      [note, ...more].filter(Boolean).join('  '),
    ];
    console.log(cells.join('  ').trimEnd());
  }
}

const args = process.argv.slice(2);
const flags = new Set(args.filter((arg) => arg.startsWith('--')));
const wanted = args.filter((arg) => !arg.startsWith('--'));
const unknown = wanted.filter((name) => !existsSync(new URL(`${name}.ts`, folder)) || notBenchmarks.has(name));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are: ${names().join(', ')}`);
  process.exit(1);
}
for (const name of wanted.length > 0 ? wanted : names()) {
  const benchmark = (await import(new URL(`${name}.ts`, folder).href)) as Benchmark;
  const rows = await benchmark.run({ smoke: flags.has('--smoke') });
  if (flags.has('--json')) for (const row of rows) console.log(JSON.stringify({ bench: name, ...row }));
  else printTable(name, rows);
}
process.exit(0);
