/** The learnt side of danger: how much a message sounds like the examples of frightened people. Written by `npm run train`. */
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
/** A cry is short; in a long text the rules must find the words. */
const LIMIT = 120;
const EDGE = 0x7c;

/** The buckets of the characters of a text, of their pairs, and of pairs with one character between. `text` is normalised. */
export function dangerFeatures(text: string): number[] {
  const found: number[] = [];
  const length = Math.min(text.length, LIMIT);
  let before = EDGE;
  let last = EDGE;
  turn += 1;
  for (let at = 0; at <= length; at += 1) {
    const unit = at === length ? EDGE : letter(text.charCodeAt(at));
    if (unit !== EDGE) note(found, bucket(unit, 1, 0));
    if (unit !== EDGE || last !== EDGE) note(found, bucket(last, unit, 1));
    if (unit !== EDGE && last !== EDGE && before !== EDGE) note(found, bucket(before, unit, 2));
    before = last;
    last = unit;
  }
  return found;
}

/** Which text a bucket was last met in: each counts once. */
const met = new Uint32Array(BUCKETS);
let turn = 0;

function note(found: number[], feature: number): void {
  if (met[feature] === turn) return;
  met[feature] = turn;
  found.push(feature);
}

/** Han characters speak; everything else is the edge of a word. */
function letter(unit: number): number {
  return unit >= 0x4e00 && unit <= 0x9fff ? unit : EDGE;
}

function bucket(first: number, second: number, kind: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + kind * 0x10000, 0x85ebca6b);
  return ((mixed >>> 15) ^ mixed) & (BUCKETS - 1);
}

/** How far a message sounds like danger; above 0 more than not. */
export function dangerLogOdds({ bias, weights }: DangerClassifier, features: readonly number[]): number {
  let sum = 0;
  for (const feature of features) sum += weights[feature]!;
  return bias + sum / Math.sqrt(features.length || 1);
}

/** Unpacks a file of weights. Throws when it was written in another format. */
export function unpackDangerClassifier(file: DangerClassifierFile): DangerClassifier {
  if (file.format !== 1)
    throw new Error(`the likeness model has format ${String(file.format)}, not 1; run npm run train`);
  const bytes = new Int8Array(Buffer.from(file.weights, 'base64'));
  return { bias: file.bias, weights: Float32Array.from(bytes, (byte) => byte * file.scale) };
}
