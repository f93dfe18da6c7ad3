import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { figuresOf, formatRow, type MutationFigures, scoreOf, TABLE_HEAD } from './figures.ts';
import { type MutatedRoom, mutatedFiles, ROOMS } from './rooms.ts';

/** The least share of mutants, in percent, that the tests of a pure room should kill. */
const AIM = 80;
/** A test process is renewed after this many mutants, because jest's module contexts keep memory. */
const MUTANTS_A_PROCESS = 50;

/** The configuration of `npm test`, of which a room's run takes all but the tests and the reporters. */
const { default: jestConfig } = (await import(new URL('../../jest.config.mjs', import.meta.url).href)) as {
  default: Readonly<Record<string, unknown>>;
};

interface Run {
  readonly concurrency?: number;
  /** Mutates these files alone. */
  readonly only?: string;
}

/** Mutates one room in a copy of the repository. A report that names every survivor is written as HTML. */
async function mutate(name: string, room: MutatedRoom, { concurrency, only }: Run): Promise<MutationFigures> {
  // Outside the repository: jest would find every package twice.
  const sandbox = mkdtempSync(path.join(tmpdir(), 'shouwen-mutate-'));
  try {
    const stryker = new Stryker({
      mutate: only === undefined ? mutatedFiles(room) : [only],
      testRunner: 'jest',
      testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
      jest: { projectType: 'custom', config: jestConfigOf(room), enableFindRelatedTests: false },
      coverageAnalysis: 'perTest',
      // A busy machine must not pass for a loop without end.
      timeoutMS: 20_000,
      timeoutFactor: 1.5,
      maxTestRunnerReuse: MUTANTS_A_PROCESS,
      disableTypeChecks: false,
      ignorePatterns: ['docs', 'data', 'coverage', '.github', 'packages/*/dist'],
      tempDirName: sandbox,
      incremental: only === undefined,
      incrementalFile: `coverage/mutation/${name}.json`,
      htmlReporter: { fileName: `coverage/mutation/${name}.html` },
      reporters: ['html', 'progress-append-only'],
      ...(concurrency === undefined ? {} : { concurrency }),
    });
    return figuresOf(await stryker.runMutationTest());
  } finally {
    rmSync(sandbox, { recursive: true, force: true });
  }
}

const jestConfigOf = ({ tests }: MutatedRoom) => ({
  ...jestConfig,
  rootDir: '.',
  roots: ['<rootDir>/src', '<rootDir>/tests', '<rootDir>/packages'],
  testMatch: tests.map((glob) => `<rootDir>/${glob}`),
  reporters: [],
});

/** `npm run mutate [-- ROOM…] [--only FILES] [--concurrency N]`: how many mutants the tests kill. Takes minutes to hours. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { concurrency: { type: 'string' }, only: { type: 'string' } },
  });
  const unknown = positionals.filter((name) => ROOMS[name] === undefined);
  if (unknown.length > 0) throw new Error(`no room ${unknown.join(', ')}; there are: ${Object.keys(ROOMS).join(', ')}`);
  if (values.only !== undefined && positionals.length !== 1) throw new Error('--only needs the one room it belongs to');
  const concurrency = values.concurrency === undefined ? undefined : Number(values.concurrency);
  const wanted = Object.entries(ROOMS).filter(([name]) => positionals.length === 0 || positionals.includes(name));
  const rows: string[] = [];
  for (const [name, room] of wanted) {
    const figures = await mutate(name, room, { concurrency, only: values.only });
    rows.push(formatRow(name, figures));
    if (scoreOf(figures) < AIM) process.exitCode = 1;
  }
  console.log([TABLE_HEAD, ...rows, `aim: ${AIM} % in every room; survivors: coverage/mutation/ROOM.html`].join('\n'));
}

await main();
