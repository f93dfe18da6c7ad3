/** Loads the trained danger classifier. */
import { readFileSync } from 'node:fs';
import { type DangerClassifier, type DangerClassifierFile, unpackDangerClassifier } from './danger-classifier.ts';

/** The file of the shipped weights. */
export const DANGER_MODEL_URL = new URL('danger.model.json', import.meta.url);

let shipped: DangerClassifier | undefined;

/** The shipped weights; read from disk once, at the first message without a sign of danger. */
export function loadDangerClassifier(): DangerClassifier {
  shipped ??= unpackDangerClassifier(JSON.parse(readFileSync(DANGER_MODEL_URL, 'utf8')) as DangerClassifierFile);
  return shipped;
}
