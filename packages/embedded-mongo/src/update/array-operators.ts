import { compare, equal } from '../bson/compare.ts';
import { asInteger, isNumber, toDouble } from '../bson/numbers.ts';
import { show } from '../bson/show.ts';
import { clone, type Doc, isBoxed, isDoc, type Maybe, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { matches } from '../query/nodes.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { isOperatorDoc } from '../query/parse-operators.ts';
import { documentComparator, parseSort } from '../query/sort.ts';
import type { LeafOperator } from './field-operators.ts';

function arrayOf(current: Maybe, { path, operator }: { path: string; operator: string }): Value[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  const field = path.split('.').at(-1);
  if (operator === '$push')
    return fail(2, `The field '${path}' must be an array but is of type ${typeName(current)} in document`);
  if (operator === '$addToSet')
    return fail(
      2,
      `Cannot apply $addToSet to non-array field. Field named '${field}' has non-array type ${typeName(current)}`,
    );
  if (operator === '$pop')
    return fail(14, `Path '${path}' contains an element of non-array type '${typeName(current)}'`);
  return fail(2, `Cannot apply ${operator} to a non-array value`);
}

const push: LeafOperator = (operand, { path }) => {
  const wish = readPush(operand);
  return {
    creates: true,
    make: (current) => {
      const values = [...arrayOf(current, { path, operator: '$push' })];
      const at =
        wish.position === undefined
          ? values.length
          : wish.position < 0
            ? Math.max(0, values.length + wish.position)
            : wish.position;
      values.splice(at, 0, ...wish.each.map(clone));
      if (wish.order) values.sort(wish.order);
      if (wish.slice === undefined) return values;
      return wish.slice === 0 ? [] : wish.slice > 0 ? values.slice(0, wish.slice) : values.slice(wish.slice);
    },
  };
};

interface PushWish {
  each: Value[];
  position?: number | undefined;
  slice?: number | undefined;
  order?: ((a: Value, b: Value) => number) | undefined;
}

function readPush(operand: Value): PushWish {
  if (!isDoc(operand) || !operand.has('$each')) return { each: [operand] };
  const each = operand.get('$each');
  if (!Array.isArray(each))
    return fail(2, `The argument to $each in $push must be an array but it was of type: ${typeName(each)}`);
  for (const name of operand.keys()) {
    if (!['$each', '$position', '$slice', '$sort'].includes(name)) fail(2, `Unrecognized clause in $push: ${name}`);
  }
  return {
    each,
    position: wholeOf(operand.get('$position'), '$position'),
    slice: wholeOf(operand.get('$slice'), '$slice'),
    order: orderOf(operand.get('$sort')),
  };
}

function wholeOf(v: Maybe, name: string): number | undefined {
  if (v === undefined) return undefined;
  const n = isNumber(v) ? asInteger(v) : undefined;
  if (n === undefined)
    return fail(2, `The value for ${name} must be an integer value but was given type: ${typeName(v)}`);
  return Number(n);
}

function orderOf(v: Maybe): ((a: Value, b: Value) => number) | undefined {
  if (v === undefined) return undefined;
  if (isNumber(v)) {
    const sign = toDouble(v);
    if (sign !== 1 && sign !== -1) fail(2, 'The $sort element value must be either 1 or -1');
    return (a, b) => compare(a, b) * sign;
  }
  if (!isDoc(v))
    return fail(2, 'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields');
  if (v.size === 0) fail(2, 'The $sort pattern is empty when it should be a set of fields.');
  const byFields = documentComparator(parseSort(v));
  const asDoc = (item: Value): Doc => (isDoc(item) ? item : new Map());
  return (a, b) => byFields(asDoc(a), asDoc(b));
}

const addToSet: LeafOperator = (operand, { path }) => {
  const each = isDoc(operand) && operand.keys().next().value === '$each' ? operand.get('$each') : [operand];
  if (!Array.isArray(each))
    return fail(14, `The argument to $each in $addToSet must be an array but it was of type ${typeName(each)}`);
  if (isDoc(operand) && operand.has('$each') && operand.size > 1) {
    fail(2, `Found unexpected fields after $each in $addToSet: ${show(operand)}`);
  }
  return {
    creates: true,
    make: (current) => {
      const values = [...arrayOf(current, { path, operator: '$addToSet' })];
      for (const item of each) if (!values.some((v) => equal(v, item))) values.push(clone(item));
      return values;
    },
  };
};

const pop: LeafOperator = (operand, { path }) => {
  const n = isNumber(operand) ? toDouble(operand) : undefined;
  if (n === undefined) fail(9, `Expected a number in: ${path}: ${show(operand)}`);
  if (n !== 1 && n !== -1) fail(9, `$pop expects 1 or -1, found: ${show(operand)}`);
  return {
    creates: false,
    make: (current) => {
      if (current === undefined) return undefined;
      const values = arrayOf(current, { path, operator: '$pop' });
      return n === 1 ? values.slice(0, -1) : values.slice(1);
    },
  };
};

const pull: LeafOperator = (operand, { path }) => {
  const gone = pullTest(operand);
  return {
    creates: false,
    make: (current) =>
      current === undefined ? undefined : arrayOf(current, { path, operator: '$pull' }).filter((v) => !gone(v)),
  };
};

function pullTest(operand: Value): (v: Value) => boolean {
  if (isBoxed(operand, 'BSONRegExp') || (isDoc(operand) && isOperatorDoc(operand))) {
    const node = parseFilter(new Map([['v', operand]]));
    return (v) => matches(node, new Map([['v', v]]));
  }
  if (!isDoc(operand)) return (v) => equal(v, operand);
  const node = parseFilter(operand);
  return (v) => isDoc(v) && matches(node, v);
}

const pullAll: LeafOperator = (operand, { path }) => {
  if (!Array.isArray(operand))
    return fail(2, `$pullAll requires an array argument but was given a ${typeName(operand)}`);
  return {
    creates: false,
    make: (current) =>
      current === undefined
        ? undefined
        : arrayOf(current, { path, operator: '$pullAll' }).filter((v) => !operand.some((item) => equal(v, item))),
  };
};

/** The operators on arrays. */
export const arrayOperators: Record<string, LeafOperator> = {
  $push: push,
  $addToSet: addToSet,
  $pop: pop,
  $pull: pull,
  $pullAll: pullAll,
  $pushAll: () =>
    fail(
      9,
      'Unknown modifier: $pushAll. Expected a valid update modifier or pipeline-style update specified as an array',
    ),
};
