import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { EvaluatedLine } from '../../../src/understanding/evaluation/evaluated-line.ts';
import { measureAlarms } from '../../../src/understanding/evaluation/measure-alarms.ts';
import { measureCategories } from '../../../src/understanding/evaluation/measure-categories.ts';
import { measureHouses } from '../../../src/understanding/evaluation/measure-houses.ts';
import { readLabelled } from '../../../src/understanding/evaluation/read-labelled-lines.ts';
import type { Prediction } from '../../../src/understanding/evaluation/to-prediction.ts';

const judged = (label: object, prediction: Partial<Prediction> = {}): EvaluatedLine => ({
  label: readLabelled('x', JSON.stringify({ text: '字', ...label }))[0]!,
  prediction: {
    text: '字',
    category: '报修',
    top: [
      ['报修', 0.9],
      ['投诉', 0.1],
    ],
    ask: false,
    urgent: false,
    danger: 'no',
    houses: [],
    ...prediction,
  },
});
const house = (building: string | null, unit: string | null, room: string | null) => ({
  building,
  unit,
  floor: null,
  room,
  text: '',
});

describe('categories', () => {
  const figures = measureCategories([
    judged({ category: '报修' }),
    judged({ category: '报修' }),
    judged({ category: '投诉', alt: '报修' }),
    judged({ category: '建议' }, { ask: true }),
  ]);

  test('strict, half and full tolerance of alt', () => {
    expect([figures.strict, figures.halfTolerant, figures.tolerant]).toEqual([0.5, 0.625, 0.75]);
  });

  test('top-2, ask rate, error when not asking', () => {
    expect([figures.top2, figures.askRate]).toEqual([0.75, 0.25]);
    expect(figures.errorWhenNotAsking).toBe(0);
    expect(figures.strictErrorWhenNotAsking).toBeCloseTo(1 / 3);
  });

  test('F1 by class and over the classes that occur', () => {
    expect(figures.classes.find(({ category }) => category === '报修')).toMatchObject({ precision: 0.5, recall: 1 });
    expect(figures.macroF1).toBeCloseTo((2 / 3 + 0 + 0) / 3);
  });

  test('calibration error: 0.9 said, 0.5 right', () => {
    expect(figures.calibrationError).toBeCloseTo(0.4);
  });

  test('confusion counts labels by answers', () => {
    expect(figures.confusion[2]![1]).toBe(1);
  });
});

describe('alarms', () => {
  test('recall of dangers, false alarms, doubtful ones, urgency', () => {
    const { danger, urgency } = measureAlarms([
      judged({ emergency: true, urgent: true }, { danger: 'yes', urgent: true }),
      judged({ emergency: true, urgent: true }, { danger: 'doubtful' }),
      judged({ emergency: false, urgent: false }, { danger: 'yes', urgent: true }),
      judged({ emergency: false }, { danger: 'doubtful' }),
    ]);
    expect(danger).toMatchObject({ recall: 0.5, noticed: 1, falseAlarms: 0.5, doubtful: 0.5 });
    expect(urgency).toMatchObject({ lines: 3, precision: 0.5, recall: 0.5, f1: 0.5 });
  });
});

describe('houses', () => {
  test('the best of several read houses is judged, slot by slot', () => {
    const label = { building: '3', unit: '2', room: '1701' };
    const right = measureHouses([judged(label, { houses: [house('9', null, null), house('3', '2', '1701')] })]);
    expect(right).toMatchObject({ precision: 1, recall: 1, exact: 1 });
    const half = measureHouses([judged(label, { houses: [house('3', null, '701')] })]);
    expect(half).toMatchObject({ precision: 0.5, exact: 0 });
    expect(half.recall).toBeCloseTo(1 / 3);
  });

  test('a house read where there is none is wrong', () => {
    const none = { building: null, room: null };
    expect(measureHouses([judged(none, { houses: [house('1', null, null)] })])).toMatchObject({
      precision: 0,
      exact: 0,
    });
    expect(measureHouses([judged(none)])).toMatchObject({ precision: null, exact: 1 });
  });

  test('lines without the labels are not measured', () => {
    expect(measureHouses([judged({ category: '报修' })]).lines).toBe(0);
  });
});

describe('labelled files', () => {
  test.each([
    ['{"text":"a"}\n{"txt":"b"}', /f\.jsonl:2: has neither "text" nor "snippet"/],
    ['{"text":"a"', /f\.jsonl:1: is not JSON/],
    ['{"text":"a","category":"维修"}', /f\.jsonl:1: "category"/],
    ['{"text":"a","urgent":"yes"}', /f\.jsonl:1: "urgent"/],
  ])('%s is refused with file and line', (content, message) => {
    expect(() => readLabelled('f.jsonl', content)).toThrow(message);
  });
});

describe('npm run evaluate', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'shouwen-evaluate-'));
  const run = (...args: string[]) =>
    spawnSync(
      process.execPath,
      ['--conditions=source', '--import', 'tsx', 'src/understanding/cli/evaluate.ts', ...args],
      {
        encoding: 'utf8',
      },
    );

  test('prints one JSON object and writes the predictions in order', () => {
    const file = path.join(folder, 'good.jsonl');
    const out = path.join(folder, 'out.jsonl');
    writeFileSync(
      file,
      '{"text":"3栋2单元1701马桶堵了","category":"报修","building":"3"}\n{"snippet":"共100多户","building":null}\n',
    );
    const { stdout, status } = run(file, '--json', '--predictions', out);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).categories).toMatchObject({ lines: 1, strict: 1 });
    const [first, second] = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(Object.keys(first)).toEqual(['text', 'category', 'top', 'ask', 'urgent', 'danger', 'houses']);
    expect(first).toMatchObject({
      category: '报修',
      danger: 'no',
      houses: [{ building: '3', unit: '2', floor: null, room: '1701' }],
    });
    expect(first.top).toHaveLength(7);
    expect(second.text).toBe('共100多户');
  });

  test('ends with status 1 and file and line when a file is bad', () => {
    const file = path.join(folder, 'bad.jsonl');
    writeFileSync(file, '{"text":"a"}\n\n[]\n');
    const { stderr, status } = run(file);
    expect(status).toBe(1);
    expect(stderr).toContain('bad.jsonl:3:');
  });
});
