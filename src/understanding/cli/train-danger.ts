/** Trains the danger classifier from the examples and the corpus; part of `npm run train`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { DANGER_MODEL_URL } from '../danger/classifier/load-danger-classifier.ts';
import { readExamples, trainDangerClassifier } from '../danger/classifier/train-danger-classifier.ts';
import type { PairClass } from '../model/model.ts';

/** Topics whose lines may tell of a danger: they are no examples of its absence. */
const DANGER_TOPICS = new Set([
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
  // Three times: they are the closest to real dangers.
  const harmless = examples('harmless');
  const calm = corpus.filter(({ topic }) => !DANGER_TOPICS.has(topic ?? '')).map(({ text }) => text);
  const file = trainDangerClassifier(live, [...calm, ...harmless, ...harmless, ...harmless]);
  const text = `${JSON.stringify(file)}\n`;
  writeFileSync(DANGER_MODEL_URL, text);
  return `${DANGER_MODEL_URL.pathname}: ${live.length} dangers, ${(text.length / 1024).toFixed(0)} KB`;
}
