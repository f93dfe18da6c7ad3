import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { accept, judge } from './baseline.ts';
import type { House } from './house.ts';
import { atLeast, atMost, type Measure } from './measure.ts';
import { runMeasures } from './run.ts';

const house: House = { root: '/', product: [], packages: [], tests: [] };
const measure = (value: number | null, more: Partial<Measure> = {}): Measure => ({
  ...{ id: 'bangs', name: 'bangs', start: 9, aim: atMost(2), better: 'lower' },
  read: () => ({ value, places: ['src/a.ts:1'] }),
  ...more,
});
const judged = (one: Measure, before?: number) =>
  judge(
    one,
    { value: (one.read(house) as { value: number | null }).value },
    before === undefined ? {} : { bangs: before },
  );

describe('verdicts', () => {
  test.each([
    [measure(5), 6, 'better', false],
    [measure(6), 6, 'same', false],
    [measure(7), 6, 'worse', true],
    [measure(2), 6, 'met', false],
    [measure(2), 1, 'worse', true],
    [measure(5), undefined, 'new', false],
    [measure(null), undefined, 'not yet', false],
    [measure(null), 3, 'worse', true],
    [measure(7, { informative: true }), 6, 'for information', false],
    [measure(null, { informative: true }), 6, 'worse', false],
    [measure(7, { noise: 1 }), 6, 'same', false],
    [measure(5, { noise: 1 }), 6, 'same', false],
    [measure(8, { noise: 1 }), 6, 'worse', true],
    [measure(4, { noise: 1 }), 6, 'better', false],
    [measure(0.5, { better: 'higher', aim: atLeast(0.8), digits: 2 }), 0.6, 'worse', true],
    [measure(0.598, { better: 'higher', aim: atLeast(0.8), digits: 2 }), 0.6, 'same', false],
    [measure(0.8, { better: 'higher', aim: atLeast(0.8), digits: 2 }), 0.6, 'met', false],
  ])('%#', (one, before, verdict, fails) => {
    expect(judged(one, before)).toMatchObject({ verdict, fails });
  });
});

test('only what is better is accepted', () => {
  const other = { ...measure(1), id: 'other' };
  const both = [judged(measure(7), 6), judge(other, { value: 1 }, { other: 4 })];
  expect(accept(both, { bangs: 6, other: 4, gone: 1 })).toEqual({ bangs: 6, other: 1, gone: 1 });
  expect(accept([judged(measure(7, { noise: 1 }), 6)], { bangs: 6 })).toEqual({ bangs: 6 });
});

describe('the command', () => {
  let dir = '';
  let printed: string[] = [];
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'shouwen-measures-'));
    printed = [];
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const baselineFile = () => path.join(dir, 'baseline.json');
  const run = (value: number | null, ...args: string[]) =>
    runMeasures(
      {
        command: 'npm run x --',
        measures: [measure(value)],
        baselineFile: baselineFile(),
        print: (line) => printed.push(line),
      },
      house,
      args,
    );
  const commit = (values: object) => writeFileSync(baselineFile(), JSON.stringify(values));

  test('a worse value ends with 1 and says where to look', async () => {
    commit({ bangs: 6 });
    expect(await run(7)).toBe(1);
    expect(printed.join('\n')).toContain('bangs is 7, 6 is committed; see npm run x -- --show bangs');
  });

  test('a better one ends with 0 and is committed by --accept alone', async () => {
    commit({ bangs: 6 });
    expect(await run(5)).toBe(0);
    expect(JSON.parse(readFileSync(baselineFile(), 'utf8'))).toEqual({ bangs: 6 });
    expect(await run(5, '--accept')).toBe(0);
    expect(JSON.parse(readFileSync(baselineFile(), 'utf8'))).toEqual({ bangs: 5 });
  });

  test('--accept refuses a worse value', async () => {
    commit({ bangs: 6 });
    expect(await run(7, '--accept')).toBe(1);
    expect(JSON.parse(readFileSync(baselineFile(), 'utf8'))).toEqual({ bangs: 6 });
  });

  test('--show lists the places, --json prints one object', async () => {
    await run(7, '--show', 'bangs');
    expect(printed[0]).toBe('src/a.ts:1');
    printed = [];
    await run(7, '--json');
    expect(JSON.parse(printed[0] ?? '')).toMatchObject([{ id: 'bangs', today: 7, committed: null, aim: '≤ 2' }]);
  });

  test('an unknown measure is named', async () => {
    expect(await run(7, '--show', 'nothing')).toBe(1);
    expect(printed[0]).toContain('bangs');
  });
});
