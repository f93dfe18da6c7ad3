import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readCorpus, sourceChecksum } from '../../../src/understanding/cli/read-corpus.ts';
import { classify } from '../../../src/understanding/model/classify.ts';
import { loadModel, MODEL_URL, unpackModel } from '../../../src/understanding/model/load-model.ts';
import { TOPICS } from '../../../src/understanding/topics.ts';
import { calibrate } from '../../../src/understanding/training/calibrate.ts';
import type { Trial } from '../../../src/understanding/training/cross-validate.ts';
import { parseCorpus } from '../../../src/understanding/training/parse-corpus.ts';
import { prepare, trainModel } from '../../../src/understanding/training/train-model.ts';

const settings = { source: 'test', temperature: 1, askBelow: 0.5 };
const lines = parseCorpus(
  'small.txt',
  [
    '## 报修 plumbing',
    ...['水龙头滴水', '水龙头坏了', '龙头关不紧', '厨房龙头漏', '水龙头松了'],
    '## 表扬 praise-staff',
    ...['表扬师傅', '感谢师傅热心', '表扬保安', '谢谢师傅，必须表扬', '师傅真好，表扬'],
  ].join('\n'),
);

describe('the shipped model', () => {
  test('was trained from the corpus and code beside it; else run npm run train', () => {
    expect(loadModel().source).toBe(sourceChecksum());
  });

  test('is smaller than 2 MB', () => {
    expect(statSync(MODEL_URL).size).toBeLessThan(2_000_000);
  });

  test('knows every topic of the product, and no other', () => {
    const known = new Set(loadModel().pairs.flatMap(({ topic }) => topic ?? []));
    expect([...known].sort()).toEqual(
      Object.keys(TOPICS)
        .filter((topic) => topic !== 'other')
        .sort(),
    );
  });

  test('has thousands of distinct lines over all seven categories', () => {
    const corpus = readCorpus();
    expect(new Set(corpus.map(({ text }) => text)).size).toBeGreaterThan(4_000);
    expect(new Set(corpus.map(({ category }) => category)).size).toBe(7);
  });
});

describe('training', () => {
  test('gives the same bytes for the same corpus', () => {
    const train = () => JSON.stringify(trainModel(prepare(lines), settings));
    expect(train()).toBe(train());
  });

  test('learns what the lines have in common', () => {
    const model = unpackModel(trainModel(prepare(lines), settings));
    expect(classify(model, '卫生间龙头坏了').categories[0]![0]).toBe('报修');
    expect(classify(model, '想表扬一下师傅').topics[0]![0]).toBe('praise-staff');
  });

  test('a model of another format is refused with what to do', () => {
    const file = { ...JSON.parse(readFileSync(MODEL_URL, 'utf8')), format: 7 };
    expect(() => unpackModel(file)).toThrow(/npm run train/);
  });
});

describe('the corpus format', () => {
  test('neighbours share a group, an empty line and every fifth line open another, ↵ is a line break', () => {
    const parsed = parseCorpus('a.txt', '## 其它 -\n# remark\na1\na2\na3\na4\na5\n\nb1↵b2');
    expect(parsed.map(({ text }) => text)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'b1\nb2']);
    expect(new Set(parsed.map(({ group }) => group)).size).toBe(3);
    expect(parsed[0]).toMatchObject({ category: '其它', topic: null });
  });

  test.each([
    ['漏水\n', /a\.txt:1: a line before/],
    ['## 报修 leak\n漏水\n## 保修 leak\n', /a\.txt:3: write "## category topic"/],
  ])('a mistake names file and line', (text, message) => {
    expect(() => parseCorpus('a.txt', text)).toThrow(message);
  });
});

describe('calibration', () => {
  const trial = (right: boolean, top: number): Trial => ({
    text: '',
    category: right ? '售后' : '报修',
    topic: null,
    answer: { category: '售后', topic: null },
    probabilities: [top, 1 - top, 0, 0, 0, 0, 0],
  });
  const repeat = (count: number, right: boolean, top: number) => Array.from({ length: count }, () => trial(right, top));

  test('a model too sure of itself is cooled down', () => {
    const { temperature } = calibrate([...repeat(70, true, 0.99), ...repeat(30, false, 0.99)]);
    expect(temperature).toBeGreaterThan(1.5);
  });

  test('asks where guessing would be wrong too often, and nowhere else', () => {
    const trials = [
      ...repeat(90, true, 0.95),
      ...repeat(2, false, 0.95),
      ...repeat(10, true, 0.55),
      ...repeat(10, false, 0.55),
    ];
    const { askBelow, temperature } = calibrate(trials);
    const cooled = (top: number) =>
      top ** (1 / temperature) / (top ** (1 / temperature) + (1 - top) ** (1 / temperature));
    expect(askBelow).toBeGreaterThan(cooled(0.55));
    expect(askBelow).toBeLessThanOrEqual(cooled(0.95) + 0.001);
  });
});
