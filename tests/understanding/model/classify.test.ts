import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CATEGORIES } from '../../../src/shared/category.ts';
import { explainCategory } from '../../../src/understanding/category/explain-category.ts';
import { readCorpus } from '../../../src/understanding/cli/read-corpus.ts';
import { classify } from '../../../src/understanding/model/classify.ts';
import { readFeatures } from '../../../src/understanding/model/features.ts';
import { loadModel, MODEL_URL } from '../../../src/understanding/model/load-model.ts';
import type { ModelFile } from '../../../src/understanding/model/model.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';

const SEVEN = CATEGORIES.length;
const file: ModelFile = JSON.parse(readFileSync(MODEL_URL, 'utf8'));

/** The records of the file by their hashes, as `pack-model.ts` writes them. */
const records = (() => {
  const hashes = Buffer.from(file.features, 'base64');
  const weights = new Int8Array(Buffer.from(file.weights, 'base64'));
  const found = new Map<number, { categories: number[]; pairs: Map<number, number> }>();
  let at = 0;
  for (let feature = 0; feature * 4 < hashes.length; feature++) {
    const pairs = new Map<number, number>();
    const count = weights[at + SEVEN]!;
    for (let entry = 0; entry < count; entry++) {
      const place = at + SEVEN + 1 + 2 * entry;
      pairs.set(weights[place]!, weights[place + 1]!);
    }
    found.set(hashes.readInt32LE(feature * 4), { categories: [...weights.subarray(at, at + SEVEN)], pairs });
    at += SEVEN + 1 + 2 * count;
  }
  return found;
})();

const softmax = (scores: readonly number[], temperature: number) => {
  const top = Math.max(...scores);
  const values = scores.map((score) => Math.exp((score - top) / temperature));
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
};

/** The same by the book: no table, no packed rows, nothing kept between calls. */
function byTheBook(text: string) {
  const { hashes, count } = readFeatures(text);
  const known = [...new Set(hashes.subarray(0, count))].flatMap((hash) => records.get(hash) ?? []);
  const factor = file.scale / Math.sqrt(Math.max(1, known.length));
  const total = (of: (record: (typeof known)[number]) => number) => known.reduce((sum, one) => sum + of(one), 0);
  const categories = CATEGORIES.map(
    (_, at) => total((one) => one.categories[at]!) * factor + file.biases.categories[at]!,
  );
  const scores = file.pairs.map((_, at) => total((one) => one.pairs.get(at) ?? 0) * factor + file.biases.pairs[at]!);
  const pairs = softmax(scores, 1);
  const ofCategory = (category: string) =>
    file.pairs.reduce((sum, pair, at) => sum + (pair.category === category ? pairs[at]! : 0), 0);
  const joined = softmax(categories, 1).map(
    (probability, at) =>
      file.mix * Math.log(probability + 1e-9) + (1 - file.mix) * Math.log(ofCategory(CATEGORIES[at]!) + 1e-9),
  );
  const probabilities = softmax(joined, file.temperature);
  return {
    known: known.length,
    categories: CATEGORIES.map((category, at) => [category, probabilities[at]!] as const).sort((a, b) => b[1] - a[1]),
    noRequest: file.pairs.reduce((sum, { topic }, at) => sum + (topic === null ? pairs[at]! : 0), 0),
  };
}

const lines = readCorpus()
  .filter((_, at) => at % 25 === 0)
  .map(({ text }) => normalise(text));

describe('classify', () => {
  test('adds up exactly the weights of the model file', () => {
    for (const text of lines) {
      const { categories, noRequest } = classify(loadModel(), text);
      const expected = byTheBook(text);
      expect(categories).toEqual(expected.categories);
      expect(noRequest).toBe(expected.noRequest);
    }
  });

  test('does not overflow on a text of many known features', () => {
    const text = lines.join(',');
    const expected = byTheBook(text);
    expect(expected.known).toBeGreaterThan(600);
    expect(classify(loadModel(), text).categories).toEqual(expected.categories);
  });

  test('an answer stays as it is when other texts are read after it, and does not depend on those before', () => {
    const model = loadModel();
    const alone = new Map(lines.map((text) => [text, JSON.stringify(classify(model, text))]));
    fc.assert(
      fc.property(fc.constantFrom(...lines), fc.constantFrom(...lines), (one, other) => {
        const first = classify(model, one);
        const topic = first.topicOf('报修');
        classify(model, other);
        expect(JSON.stringify(first)).toBe(alone.get(one));
        expect(first.topicOf('报修')).toBe(topic);
        expect(JSON.stringify(classify(model, one))).toBe(alone.get(one));
      }),
    );
  });
});

describe('explainCategory', () => {
  const model = loadModel();
  const decision = { category: '报修', topic: 'leak' } as const;

  test('names the words that speak for the decision', () => {
    expect(explainCategory(model, '我家天花板漏水了', decision).join()).toContain('漏水');
  });

  test('says the same whether or not the text was the last one classified', () => {
    for (const [at, text] of lines.entries()) {
      classify(model, text);
      const straight = explainCategory(model, text, decision);
      classify(model, lines[(at + 1) % lines.length]!);
      expect(explainCategory(model, text, decision)).toEqual(straight);
    }
  });
});
