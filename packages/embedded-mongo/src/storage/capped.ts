import { asInteger, isNumber } from '../bson/numbers.ts';
import type { Doc, Maybe } from '../bson/values.ts';

/** The bounds of a capped collection (manual, "Capped Collections"). */
export interface Cap {
  /** Most bytes of documents. */
  size: number;
  /** Most documents. */
  max: number;
  /** Bytes of the documents there are; undefined until they are next added up. */
  bytes: number | undefined;
}

/** The bounds a collection's options set; undefined where it is not capped. */
export function capOf(options: Doc): Cap | undefined {
  if (options.get('capped') !== true) return undefined;
  const max = wholeOf(options.get('max'));
  return { size: wholeOf(options.get('size')), max: max > 0 ? max : Number.POSITIVE_INFINITY, bytes: undefined };
}

const wholeOf = (v: Maybe): number => (isNumber(v) ? Number(asInteger(v) ?? 0n) : 0);

/** The size as it is kept: MongoDB rounds it up to a multiple of 256. */
export const roundedSize = (size: number): number => Math.ceil(size / 256) * 256;
