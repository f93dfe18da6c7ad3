import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { evaluate, predictLines } from '../../../src/understanding/evaluation/evaluate.ts';
import type { EvaluatedLine } from '../../../src/understanding/evaluation/evaluated-line.ts';
import { measureAlarms } from '../../../src/understanding/evaluation/measure-alarms.ts';
import { measureCategories } from '../../../src/understanding/evaluation/measure-categories.ts';
import { measureHouses } from '../../../src/understanding/evaluation/measure-houses.ts';
import { printReport } from '../../../src/understanding/evaluation/print-report.ts';
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
    dangerKind: null,
    houses: [],
    phones: [],
    times: [],
    amounts: [],
    masked: '字',
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
    ['{"text":"a","now":"2026-11-26 10:20"}', /f\.jsonl:1: "now": write an ISO time with its zone/],
    ['{"text":"a","now":"soon Z"}', /f\.jsonl:1: "now"/],
  ])('%s is refused with file and line', (content, message) => {
    expect(() => readLabelled('f.jsonl', content)).toThrow(message);
  });
});

describe('labels', () => {
  test('what is missing was not labelled; a snippet is a text', () => {
    const [line] = readLabelled('f.jsonl', '\n{"snippet":"3栋漏水"}\n\n');
    expect(line).toEqual({
      text: '3栋漏水',
      category: null,
      alt: null,
      topic: null,
      urgent: null,
      emergency: null,
      borderline: false,
      noTicket: false,
      now: null,
      house: null,
    });
  });

  test('numbers of houses may be numbers, and one slot makes a labelled house', () => {
    const [line] = readLabelled('f.jsonl', '{"text":"a","building":3,"room":"1701"}');
    expect(line?.house).toEqual({ building: '3', unit: null, floor: null, room: '1701' });
  });

  test('now is an instant', () => {
    const [line] = readLabelled('f.jsonl', '{"text":"a","now":"2026-11-26T10:20:00+08:00"}');
    expect(line?.now).toBe(Date.UTC(2026, 10, 26, 2, 20));
  });
});

describe('a prediction (operating contract, "Commands")', () => {
  const predict = (line: object) => {
    const [predicted] = predictLines(readLabelled('f.jsonl', JSON.stringify(line)));
    if (predicted === undefined) throw new Error('no prediction');
    return predicted.prediction;
  };
  const KEYS = [
    'text',
    'category',
    'top',
    'ask',
    'urgent',
    'danger',
    'dangerKind',
    'houses',
    'phones',
    'times',
    'amounts',
    'masked',
  ];

  test('has exactly the keys of the contract, in their order, for any line', () => {
    for (const text of ['', '你好', '着火了', '3栋2单元1701漏水，明天来，电话13800138000，80元'])
      expect(Object.keys(predict({ text }))).toEqual(KEYS);
  });

  test('holds what was understood', () => {
    const text = '3栋2单元1701水管爆了，明天下午三点在家，电话13800138000或0571-88880000，上次收了80元';
    expect(predict({ text, now: '2026-11-26T10:20:00+08:00' })).toMatchObject({
      text,
      danger: 'no',
      dangerKind: null,
      urgent: true,
      houses: [{ building: '3', unit: '2', floor: null, room: '1701', text: '3栋2单元1701' }],
      phones: ['13800138000', '057188880000'],
      times: [{ from: '2026-11-27T07:00:00.000Z', to: '2026-11-27T07:00:00.000Z', text: '明天下午三点' }],
      amounts: [80],
      masked: text.replace('13800138000', '138****8000'),
    });
  });

  test('a danger has its kind', () => {
    expect(predict({ text: '厨房着火了快来人' })).toMatchObject({ danger: 'yes', dangerKind: 'fire' });
  });

  test('top holds the seven categories by their probability, the first is the category', () => {
    const { top, category } = predict({ text: '厨房水龙头坏了' });
    expect(top).toHaveLength(7);
    expect(top[0]?.[0]).toBe(category);
    expect([...top].sort((a, b) => b[1] - a[1])).toEqual(top);
    for (const [, probability] of top) expect(probability).toBe(Number(probability.toFixed(4)));
  });
});

describe('the report', () => {
  const lines = [
    judged({ category: '报修', urgent: true, emergency: false, building: '3' }, { houses: [house('3', null, null)] }),
    judged({ text: '第一行\n第二行', category: '投诉', alt: '报修' }),
    judged({ category: '表扬' }, { category: '投诉', top: [['投诉', 0.95]] }),
  ];

  test('mistakes come with the most confident first; a hit on alt is one too', () => {
    expect(evaluate(lines).worst).toEqual([
      { text: '字', label: '表扬', alt: null, answer: '投诉', probability: 0.95 },
      { text: '第一行\n第二行', label: '投诉', alt: '报修', answer: '报修', probability: 0.9 },
    ]);
  });

  test('at most twenty mistakes are listed', () => {
    expect(evaluate(Array.from({ length: 50 }, () => judged({ category: '表扬' }))).worst).toHaveLength(20);
  });

  test('as text for people it names every figure that was measured, one line a mistake', () => {
    const printed = printReport('chat', evaluate(lines));
    expect(printed).toMatch(/^== chat\ncategory \(3 lines\)/);
    for (const figure of [
      'macro-F1',
      'top-2',
      'accuracy strict',
      'asks',
      'confusion',
      'danger (0 real, 1 harmless)',
      'urgency (1 lines)',
      'houses (1 lines)',
    ])
      expect(printed).toContain(figure);
    expect(printed).toContain('投诉(报修) → 报修 0.90  第一行↵第二行');
    expect(printed).not.toMatch(/NaN|undefined|null/);
  });

  test('what was not labelled is not printed', () => {
    const printed = printReport('bare', evaluate([judged({})]));
    expect(printed).toBe('== bare');
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
    expect(Object.keys(first)).toHaveLength(12);
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
