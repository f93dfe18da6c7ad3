import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { classify, mostProbable } from '../../../src/understanding/model/classify.ts';
import { unpackModel } from '../../../src/understanding/model/load-model.ts';
import { crossValidate } from '../../../src/understanding/training/cross-validate.ts';
import { fitHead } from '../../../src/understanding/training/fit-head.ts';
import { makeSamples, pairsOf } from '../../../src/understanding/training/make-samples.ts';
import { makeVocabulary } from '../../../src/understanding/training/make-vocabulary.ts';
import { type CorpusLine, parseCorpus } from '../../../src/understanding/training/parse-corpus.ts';
import { createSeededRandom } from '../../../src/understanding/training/seeded-random.ts';
import { shuffle } from '../../../src/understanding/training/shuffle.ts';
import { prepare, trainModel } from '../../../src/understanding/training/train-model.ts';
import { fillSlots, vary } from '../../../src/understanding/training/vary-message.ts';

const CORPUS = [
  '## 报修 plumbing',
  ...['水龙头滴水', '水龙头坏了', '龙头关不紧', '厨房龙头漏', '水龙头松了', '龙头拧不动', '卫生间龙头漏水', '龙头断了'],
  '## 表扬 praise-staff',
  ...[
    '表扬师傅',
    '感谢师傅热心',
    '表扬保安',
    '谢谢师傅，必须表扬',
    '师傅真好，表扬',
    '表扬一下保洁',
    '想表扬前台',
    '感谢保安',
  ],
  '## 其它 -',
  ...['你好', '在吗', '谢谢', '好的', '嗯嗯', '再见', '知道了', '哦'],
].join('\n');
const lines = parseCorpus('small.txt', CORPUS);
const settings = { source: 'test', temperature: 1, askBelow: 0.5 };

describe('seeded random numbers', () => {
  test('the same seed gives the same numbers, another seed others', () => {
    const draw = (seed: number) => Array.from({ length: 20 }, createSeededRandom(seed).next);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  test('below() stays below, pick() takes one of the values', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1_000 }), (seed, limit) => {
        const random = createSeededRandom(seed);
        const value = random.below(limit);
        expect(Number.isInteger(value) && value >= 0 && value < limit).toBe(true);
        expect(['a', 'b', 'c']).toContain(random.pick(['a', 'b', 'c']));
      }),
    );
  });

  test('there is nothing to pick of nothing', () => {
    expect(() => createSeededRandom(1).pick([])).toThrow(RangeError);
  });
});

describe('shuffle', () => {
  test('keeps every item, and the same numbers give the same order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const shuffled = (of: number) => {
          const copy = [...items];
          shuffle(copy, createSeededRandom(of).below);
          return copy;
        };
        expect(shuffled(seed)).toEqual(shuffled(seed));
        expect(shuffled(seed).sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
  });
});

describe('variants of a line', () => {
  test('slots are filled with made-up names, unknown slots stay', () => {
    const filled = fillSlots('{小区}物业乱收费，找{称呼}，{别的}', createSeededRandom(3));
    expect(filled).toMatch(/^[^{}]+物业乱收费，找[^{}]+，\{别的\}$/);
  });

  test('the same seed makes the same variants, and they hold most of the line', () => {
    const make = () => {
      const random = createSeededRandom(11);
      return Array.from({ length: 50 }, () => vary('厨房水管漏水', random));
    };
    expect(make()).toEqual(make());
    expect(new Set(make()).size).toBeGreaterThan(10);
    for (const variant of make()) expect(variant).toMatch(/厨房水管/);
  });
});

describe('samples', () => {
  const pairs = pairsOf(lines);
  const samples = makeSamples(lines, pairs, { variants: 2, seed: 5 });

  test('a written line and its variants weigh two lines together, in one group', () => {
    expect(samples).toHaveLength(lines.length * 3);
    expect(samples.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(lines.length * 2);
    for (const [at, line] of lines.entries()) {
      const own = samples.slice(at * 3, at * 3 + 3);
      expect(own.map(({ written }) => written)).toEqual([true, false, false]);
      expect(own.every(({ group, label }) => group === line.group && label.topic === line.topic)).toBe(true);
    }
  });

  test('pairs are in a fixed order, whatever the order of the lines', () => {
    expect(pairsOf([...lines].reverse())).toEqual(pairs);
    expect(pairs.map(({ topic }) => topic)).toContain(null);
  });

  test('the vocabulary holds what enough written lines share, numbered from 0', () => {
    const vocabulary = makeVocabulary(samples, 2);
    expect([...vocabulary.values()]).toEqual(Array.from(vocabulary.keys(), (_, at) => at));
    const counted = (hash: number) => samples.filter(({ written, hashes }) => written && hashes.includes(hash)).length;
    for (const hash of [...vocabulary.keys()].slice(0, 50)) expect(counted(hash)).toBeGreaterThanOrEqual(2);
    expect(makeVocabulary(samples, 1).size).toBeGreaterThan(vocabulary.size);
  });
});

describe('fitting a head', () => {
  const point = (features: readonly number[], label: number) => ({
    features: Int32Array.from(features),
    label,
    weight: 1,
  });
  const options = { features: 3, classes: 2, epochs: 20, rate: 0.5, decay: 0, drop: 0, seed: 1 };
  const points = [point([0], 0), point([0, 2], 0), point([1], 1), point([1, 2], 1)];

  test('gives weight to what tells classes apart', () => {
    const { weights } = fitHead(points, options);
    const [first0 = 0, first1 = 0, second0 = 0, second1 = 0] = weights;
    expect(first0).toBeGreaterThan(first1);
    expect(second1).toBeGreaterThan(second0);
  });

  test('is the same each time, and another with another seed', () => {
    const trained = (seed: number) => fitHead(points, { ...options, seed, drop: 0.5 });
    expect(trained(1)).toEqual(trained(1));
    expect(trained(1).weights).not.toEqual(trained(2).weights);
  });

  test('points without features change nothing', () => {
    expect(fitHead([point([], 0)], options).weights.every((weight) => weight === 0)).toBe(true);
  });
});

describe('a trained model', () => {
  test('is the same to the byte in another process', () => {
    const script = `
      import { parseCorpus } from './src/understanding/training/parse-corpus.ts';
      import { prepare, trainModel } from './src/understanding/training/train-model.ts';
      const lines = parseCorpus('small.txt', ${JSON.stringify(CORPUS)});
      process.stdout.write(JSON.stringify(trainModel(prepare(lines), ${JSON.stringify(settings)})));
    `;
    const args = ['--conditions=source', '--import', 'tsx', '--input-type=module', '--eval', script];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toBe(JSON.stringify(trainModel(prepare(lines), settings)));
  });

  test('is the same to the byte whatever was read before', () => {
    const train = () => JSON.stringify(trainModel(prepare(lines), settings));
    const first = train();
    prepare(parseCorpus('other.txt', '## 投诉 fees\n物业费乱收\n多收了钱'));
    expect(train()).toBe(first);
  });

  test('packed and unpacked, it classifies its own lines', () => {
    const model = unpackModel(trainModel(prepare(lines), settings));
    const right = lines.filter(({ text, category }) => mostProbable(classify(model, text).categories)[0] === category);
    expect(right.length).toBeGreaterThanOrEqual(lines.length - 2);
  });

  test('its file names its classes and holds hashes in ascending order', () => {
    const file = trainModel(prepare(lines), settings);
    expect(file).toMatchObject({ format: 1, source: 'test', temperature: 1, askBelow: 0.5 });
    expect(file.pairs).toEqual(pairsOf(lines));
    const bytes = Buffer.from(file.features, 'base64');
    const hashes = Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readUInt32LE(at * 4));
    expect(hashes).toEqual([...hashes].sort((a, b) => a - b));
  });
});

describe('cross-validation', () => {
  test('tries every written line once, and never by a model that has seen its group', () => {
    const prepared = prepare(lines);
    const trials = crossValidate(prepared, 3);
    expect(trials.map(({ text }) => text).sort()).toEqual(lines.map(({ text }: CorpusLine) => text).sort());
    for (const { probabilities } of trials) {
      expect(probabilities).toHaveLength(7);
      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1);
    }
    expect(crossValidate(prepared, 3)).toEqual(trials);
  });

  test('a class that stands in one group alone cannot be recognised when it is held back', () => {
    const odd = parseCorpus('odd.txt', `${CORPUS}\n## 投诉 noise-neighbour\n楼上半夜跺脚`);
    const trial = crossValidate(prepare(odd), 3).find(({ text }) => text === '楼上半夜跺脚');
    expect(trial?.answer.category).not.toBe('投诉');
  });
});
