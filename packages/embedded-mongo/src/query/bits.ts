import { asInteger, fitsLong, isNumber } from '../bson/numbers.ts';
import { isBoxed, type Maybe, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';

type BitOperator = '$bitsAllSet' | '$bitsAllClear' | '$bitsAnySet' | '$bitsAnyClear';

/** The test of a `$bits…` operator on integers and binary data. */
export function bitTest(name: BitOperator, operand: Value): (v: Maybe) => boolean {
  const positions = readPositions(name, operand);
  const wanted = name.endsWith('Set');
  return (v) => {
    const bitAt = bitReader(v);
    if (!bitAt) return false;
    return name.startsWith('$bitsAll')
      ? positions.every((p) => bitAt(p) === wanted)
      : positions.some((p) => bitAt(p) === wanted);
  };
}

function bitReader(v: Maybe): ((position: number) => boolean) | undefined {
  if (isBoxed(v, 'Binary')) {
    const bytes = v.value();
    return (p) => (((bytes[p >> 3] ?? 0) >> (p & 7)) & 1) === 1;
  }
  const n = isNumber(v) ? asInteger(v) : undefined;
  if (n === undefined || !fitsLong(n)) return undefined;
  return (p) => ((n >> BigInt(Math.min(p, 63))) & 1n) === 1n;
}

function readPositions(name: string, operand: Value): number[] {
  if (Array.isArray(operand)) return operand.map((p) => onePosition(name, p));
  if (isBoxed(operand, 'Binary')) {
    const bytes = operand.value();
    return Array.from({ length: bytes.length * 8 }, (_, p) => p).filter(
      (p) => ((bytes[p >> 3] as number) >> (p & 7)) & 1,
    );
  }
  const mask = isNumber(operand) ? asInteger(operand) : undefined;
  if (!isNumber(operand)) fail(2, `${name} takes an Array, a number, or a BinData but received: ${typeof operand}`);
  if (mask === undefined || !fitsLong(mask)) fail(9, `Failed to parse ${name}. Expected an integer`);
  if ((mask as bigint) < 0n) fail(9, `Failed to parse ${name}. Expected a non-negative number`);
  return Array.from({ length: 64 }, (_, p) => p).filter((p) => ((mask as bigint) >> BigInt(p)) & 1n);
}

function onePosition(name: string, v: Value): number {
  const p = isNumber(v) ? asInteger(v) : undefined;
  if (p === undefined) fail(9, `Failed to parse ${name}. Bit positions must be integers`);
  if ((p as bigint) < 0n) fail(9, `Failed to parse ${name}. Bit positions must be >= 0`);
  return Number(p);
}
