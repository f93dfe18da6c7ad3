import { compare } from '../bson/compare.ts';
import { arithmetic, asInteger, fitsLong, isNumber } from '../bson/numbers.ts';
import { show } from '../bson/show.ts';
import { clone, type Doc, int, isBoxed, isDoc, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Change } from './apply-path.ts';
import { currentTimestamp } from './timestamp.ts';

/** Makes the change of one operator from its operand. Throws where the operand does not fit. */
export type LeafOperator = (operand: Value, o: { path: string; now: number }) => Change;

const set: LeafOperator = (operand) => ({ creates: true, make: () => clone(operand) });

const unset: LeafOperator = () => ({ creates: false, remove: true, make: () => undefined });

function arithmeticOperator(name: '$inc' | '$mul'): LeafOperator {
  return (operand, { path }) => {
    if (!isNumber(operand)) {
      fail(
        14,
        `Cannot ${name === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${path}: ${show(operand)}}`,
      );
    }
    return {
      creates: true,
      make: (current) => {
        if (current === undefined) return name === '$inc' ? operand : arithmetic('multiply', operand, int(0));
        if (!isNumber(current)) {
          fail(
            14,
            `Cannot apply ${name} to a value of non-numeric type. {_id: …} has the field '${path.split('.').at(-1)}' of non-numeric type ${typeName(current)}`,
          );
        }
        const result = arithmetic(name === '$inc' ? 'add' : 'multiply', current, operand);
        return result ?? fail(2, `Failed to apply ${name} operations to current value (${show(current)}) for document`);
      },
    };
  };
}

function extremeOperator(sign: 1 | -1): LeafOperator {
  return (operand) => ({
    creates: true,
    make: (current) =>
      current === undefined || Math.sign(compare(operand, current)) === sign ? clone(operand) : undefined,
  });
}

const currentDate: LeafOperator = (operand, { path, now }) => {
  const type = isDoc(operand) ? operand.get('$type') : undefined;
  if (isDoc(operand)) {
    for (const name of operand.keys()) if (name !== '$type') fail(2, `Unrecognized $currentDate option: ${name}`);
    if (type !== 'date' && type !== 'timestamp') {
      fail(
        2,
        "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
      );
    }
  } else if (typeof operand !== 'boolean') {
    fail(
      2,
      `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}) for '${path}'.`,
    );
  }
  return { creates: true, make: () => (type === 'timestamp' ? currentTimestamp(now) : new Date(now)) };
};

const bit: LeafOperator = (operand, { path }) => {
  if (!isDoc(operand))
    fail(
      2,
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  const steps = [...(operand as Doc)];
  if (steps.length === 0)
    fail(2, `You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}`);
  for (const [name, v] of steps) {
    if (!['and', 'or', 'xor'].includes(name))
      fail(
        2,
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${show(v)}}`,
      );
    if (!isBoxed(v, 'Int32') && typeof v !== 'bigint')
      fail(
        2,
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(v)}' is not supported here: {${name}: ${show(v)}}`,
      );
  }
  return {
    creates: true,
    make: (current) => steps.reduce<Value>((v, [name, by]) => bitwise(v, { name, by, path }), current ?? int(0)),
  };
};

function bitwise(v: Value, { name, by, path }: { name: string; by: Value; path: string }): Value {
  if (!isBoxed(v, 'Int32') && typeof v !== 'bigint') {
    fail(
      2,
      `Cannot apply $bit to a value of non-integral type.{_id: …} has the field ${path} of non-integer type ${typeName(v)}`,
    );
  }
  const a = asInteger(v) as bigint;
  const b = asInteger(by) as bigint;
  const n = name === 'and' ? a & b : name === 'or' ? a | b : a ^ b;
  const wide = typeof v === 'bigint' || typeof by === 'bigint' || !fitsLong(n);
  return wide ? n : int(Number(n));
}

/** The operators on single fields. */
export const fieldOperators: Record<string, LeafOperator> = {
  $set: set,
  $setOnInsert: set,
  $unset: unset,
  $inc: arithmeticOperator('$inc'),
  $mul: arithmeticOperator('$mul'),
  $min: extremeOperator(-1),
  $max: extremeOperator(1),
  $currentDate: currentDate,
  $bit: bit,
};
