import { readFileSync, writeFileSync } from 'node:fs';
import { DANGER_MODEL_URL } from '../danger/classifier/load-danger-classifier.ts';
import { readExamples, trainDangerClassifier } from '../danger/classifier/train-danger-classifier.ts';
import type { PairClass } from '../model/model.ts';

/** Topics whose lines may tell of a danger: they teach nothing about its absence. */
const RED = new Set([
  'emergency',
  'lift-fault',
  'power-indoor',
  'falling-objects',
  'structure-falling',
  'pipe-burst',
  'pet-nuisance',
  'security',
  'compensation',
  'repair-other',
]);

/** Writes the shipped weights from the examples and the corpus; returns what to report. Part of `npm run train`. */
export function writeDangerClassifier(corpus: readonly (PairClass & { readonly text: string })[]): string {
  const examples = (name: string) =>
    readExamples(readFileSync(new URL(`../danger/examples/${name}.txt`, import.meta.url), 'utf8'));
  const live = [...examples('live'), ...corpus.filter(({ topic }) => topic === 'emergency').map(({ text }) => text)];
  // Thrice: they stand closest to the line that is to be drawn.
  const harmless = examples('harmless');
  const calm = corpus.filter(({ topic }) => !RED.has(topic ?? '')).map(({ text }) => text);
  const file = trainDangerClassifier(live, [...calm, ...harmless, ...harmless, ...harmless]);
  const text = `${JSON.stringify(file)}\n`;
  writeFileSync(DANGER_MODEL_URL, text);
  return `${DANGER_MODEL_URL.pathname}: ${live.length} cries, ${(text.length / 1024).toFixed(0)} KB`;
}
