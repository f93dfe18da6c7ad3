/** The classifier for dangers that are told without a sign: a logistic regression over hashed characters. */

/** The file that `npm run train` writes. */
export interface DangerClassifierFile {
  readonly format: 1;
  readonly bias: number;
  /** What one step of a weight is worth. */
  readonly scale: number;
  /** One signed byte for each bucket, base64. */
  readonly weights: string;
}

/** Unpacked weights. */
export interface DangerClassifier {
  readonly bias: number;
  readonly weights: Float32Array;
}

export const BUCKETS = 0x4000;
/** Characters that are read: a cry for help is short. */
const MAX_CHARACTERS = 120;
const EDGE = 0x7c;

/** The buckets of the characters of a text, of their pairs, and of pairs with one character between. `text` is normalised. */
export function dangerFeatures(text: string): number[] {
  const found: number[] = [];
  const length = Math.min(text.length, MAX_CHARACTERS);
  let before = EDGE;
  let last = EDGE;
  serial += 1;
  for (let at = 0; at <= length; at += 1) {
    const unit = at === length ? EDGE : letter(text.charCodeAt(at));
    if (unit !== EDGE) addOnce(found, bucket(unit, 1, 0));
    if (unit !== EDGE || last !== EDGE) addOnce(found, bucket(last, unit, 1));
    if (unit !== EDGE && last !== EDGE && before !== EDGE) addOnce(found, bucket(before, unit, 2));
    before = last;
    last = unit;
  }
  return found;
}

/** The serial number of the text in which a bucket was last found: each counts once. */
const foundIn = new Uint32Array(BUCKETS);
let serial = 0;

function addOnce(found: number[], feature: number): void {
  if (foundIn[feature] === serial) return;
  foundIn[feature] = serial;
  found.push(feature);
}

/** Han characters count; everything else is the edge of a word. */
function letter(unit: number): number {
  return unit >= 0x4e00 && unit <= 0x9fff ? unit : EDGE;
}

function bucket(first: number, second: number, kind: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + kind * 0x10000, 0x85ebca6b);
  return ((mixed >>> 15) ^ mixed) & (BUCKETS - 1);
}

/** The log-odds that a message tells of a danger. */
export function dangerLogOdds({ bias, weights }: DangerClassifier, features: readonly number[]): number {
  let sum = 0;
  for (const feature of features) sum += weights[feature] ?? 0;
  return bias + sum / Math.sqrt(features.length || 1);
}

/** Unpacks a file of weights. Throws when it was written in another format. */
export function unpackDangerClassifier(file: DangerClassifierFile): DangerClassifier {
  if (file.format !== 1)
    throw new Error(`the danger classifier has format ${String(file.format)}, not 1; run npm run train`);
  const bytes = new Int8Array(Buffer.from(file.weights, 'base64'));
  return { bias: file.bias, weights: Float32Array.from(bytes, (byte) => byte * file.scale) };
}
