import { isNumber, toDouble } from '../bson/numbers.ts';
import { int, isBoxed, type Maybe, type Value } from '../bson/values.ts';
import { addNumbers, divideNumbers } from './operators/arithmetic.ts';

/** `$sum`, `$avg` and the standard deviations of a list; what is not a number is left out. */
export function accumulate(name: string, values: Maybe[]): Value {
  const numbers = values.filter((v): v is Value => isNumber(v));
  switch (name) {
    case '$sum':
      return sum(numbers);
    case '$avg':
      return numbers.length
        ? divideNumbers(
            sum(numbers),
            numbers.some((v) => isBoxed(v, 'Decimal128')) ? int(numbers.length) : numbers.length,
          )
        : null;
    default:
      return deviation(numbers.map(toDouble), name === '$stdDevSamp' ? 1 : 0);
  }
}

/** The sum in the widest type of its parts. Doubles are added with compensation, so that 0.1 ten times is 1. */
function sum(numbers: Value[]): Value {
  if (!numbers.some((v) => typeof v === 'number') || numbers.some((v) => isBoxed(v, 'Decimal128'))) {
    return numbers.reduce<Value>(addNumbers, int(0));
  }
  let total = 0;
  let lost = 0;
  for (const v of numbers) {
    const n = toDouble(v);
    const next = total + n;
    lost += Math.abs(total) >= Math.abs(n) ? total - next + n : n - next + total;
    total = next;
  }
  return Number.isFinite(total) ? total + lost : total;
}

function deviation(numbers: number[], less: number): Value {
  if (numbers.length <= less) return null;
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const squares = numbers.reduce((a, n) => a + (n - mean) ** 2, 0);
  return Math.sqrt(squares / (numbers.length - less));
}
