import { describe } from '@jest/globals';
import { Decimal128, Double, Int32, Long } from 'mongodb';
import { expressionTables } from './evaluate.ts';

const dec = (s: string): Decimal128 => Decimal128.fromString(s);
const long = (s: string | number): Long => Long.fromString(String(s));
/** A whole number as a double; a plain one in a table is an int. */
const dbl = (n: number): Double => new Double(n);

const { gives, refuses } = expressionTables('arithmetic', {
  price: new Int32(30),
  text: 'x',
  nothing: null,
  list: [1, 2.5, 'x', null],
  at: new Date(5000),
});

describe('manual, "$add", "$subtract", "$multiply"', () => {
  gives([
    ['int + int is an int', { $add: [1, 2] }, 3],
    ['int + long is a long', { $add: [1, long(2)] }, long(3)],
    ['int + double is a double', { $add: [1, 0.5] }, 1.5],
    ['int + decimal is a decimal', { $add: [1, dec('0.10')] }, dec('1.10')],
    ['an int that overflows becomes a long', { $add: [new Int32(2147483647), 1] }, long(2147483648)],
    ['a long that overflows becomes a double', { $add: [Long.MAX_VALUE, 1] }, dbl(2 ** 63)],
    ['nothing added is 0', { $add: [] }, 0],
    ['a field may be null', { $add: ['$price', '$nothing'] }, null],
    ['a field may be missing', { $add: ['$price', '$missing'] }, null],
    ['a date moves by milliseconds', { $add: ['$at', 250] }, new Date(5250)],
    ['a date moves by a fraction, rounded', { $add: [0.6, '$at'] }, new Date(5001)],
    ['infinities that cancel are NaN', { $add: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] }, Number.NaN],
    ['date - date is a long of milliseconds', { $subtract: ['$at', new Date(2000)] }, long(3000)],
    ['date - number is a date', { $subtract: ['$at', 1000] }, new Date(4000)],
    ['int - int', { $subtract: [1, 3] }, -2],
    ['an int difference that overflows', { $subtract: [new Int32(-2147483648), 1] }, long(-2147483649)],
    ['decimal - decimal is exact', { $subtract: [dec('0.3'), dec('0.1')] }, dec('0.2')],
    ['int * int', { $multiply: ['$price', 2] }, 60],
    ['an int product that overflows', { $multiply: [65536, 65536] }, long(4294967296)],
    ['a long product that overflows', { $multiply: [long('4611686018427387904'), 2] }, dbl(2 ** 63)],
    ['decimal * int keeps the places', { $multiply: [dec('0.10'), 3] }, dec('0.30')],
    ['nothing multiplied is 1', { $multiply: [] }, 1],
    ['a null factor', { $multiply: [2, null] }, null],
  ]);

  refuses([
    ['text in a sum', { $add: ['$text', 1] }, [14, 16554]],
    ['two dates in a sum', { $add: ['$at', '$at'] }, 16612],
    ['a date taken from a number', { $subtract: [1, '$at'] }, [14, 16556]],
    ['a date as a factor', { $multiply: ['$at', 2] }, [14, 16555]],
    ['three operands of a difference', { $subtract: [3, 2, 1] }, 16020],
  ]);
});

describe('manual, "$divide", "$mod"', () => {
  gives([
    ['int / int is a double', { $divide: [4, 2] }, dbl(2)],
    [
      'a decimal quotient has 34 digits',
      { $divide: [dec('1'), dec('3')] },
      dec('0.3333333333333333333333333333333333'),
    ],
    ['an exact decimal quotient', { $divide: [dec('1'), dec('8')] }, dec('0.125')],
    ['int / decimal is a decimal', { $divide: [1, dec('4')] }, dec('0.25')],
    ['a null divisor', { $divide: [1, '$nothing'] }, null],
    ['int % int is an int', { $mod: [5, 3] }, 2],
    ['the remainder has the sign of the dividend', { $mod: [-5, 3] }, -2],
    ['long % int is a long', { $mod: [long(5), 3] }, long(2)],
    ['double % int is a double', { $mod: [5.5, 2] }, 1.5],
    ['decimal % int is a decimal', { $mod: [dec('5.5'), 2] }, dec('1.5')],
    ['a null remainder', { $mod: ['$missing', 2] }, null],
  ]);

  refuses([
    ['a division by zero', { $divide: [1, 0] }, [2, 16608]],
    ['a division by a decimal zero', { $divide: [1, dec('0.0')] }, [2, 16608]],
    ['text divided', { $divide: ['$text', 2] }, [14, 16609]],
    ['a remainder of zero', { $mod: [5, 0] }, 16610],
    ['a remainder of text', { $mod: ['$text', 2] }, 16611],
  ]);
});

describe('manual, "$abs", "$ceil", "$floor", "$round", "$trunc"', () => {
  gives([
    ['$abs of an int', { $abs: -3 }, 3],
    ['$abs of the least int is a long', { $abs: new Int32(-2147483648) }, long(2147483648)],
    ['$abs of a decimal keeps its places', { $abs: dec('-1.50') }, dec('1.50')],
    ['$abs of null', { $abs: '$nothing' }, null],
    ['$ceil of a double', { $ceil: 1.2 }, dbl(2)],
    ['$ceil below zero', { $ceil: -1.8 }, dbl(-1)],
    ['$ceil of an int is an int', { $ceil: '$price' }, 30],
    ['$ceil of a decimal', { $ceil: dec('1.2') }, dec('2')],
    ['$floor below zero', { $floor: -1.2 }, dbl(-2)],
    ['$floor of a negative decimal', { $floor: dec('-1.2') }, dec('-2')],
    ['$floor of NaN', { $floor: Number.NaN }, Number.NaN],
    ['$round goes half to even, downwards', { $round: [2.5, 0] }, dbl(2)],
    ['$round goes half to even, upwards', { $round: [3.5, 0] }, dbl(4)],
    ['$round below zero', { $round: [-2.5, 0] }, dbl(-2)],
    ['$round without places', { $round: 10.4 }, dbl(10)],
    ['$round to a place', { $round: [19.25, 1] }, 19.2],
    ['$round takes a double for what it is, here a little less than 2.675', { $round: [2.675, 2] }, 2.67],
    ['$round to tens', { $round: [19.25, -1] }, dbl(20)],
    ['$round of an int to hundreds', { $round: [1250, -2] }, 1200],
    ['$round of an int to places keeps it', { $round: [1250, 2] }, 1250],
    ['$round of a long to tens', { $round: [long(25), -1] }, long(20)],
    ['$round of a decimal', { $round: [dec('2.675'), 2] }, dec('2.68')],
    ['$round to more places than there are', { $round: [dec('2.5'), 3] }, dec('2.5')],
    ['$round of null', { $round: ['$nothing', 1] }, null],
    ['$round to null places', { $round: [2.5, null] }, null],
    ['$trunc cuts', { $trunc: [7.85, 1] }, 7.8],
    ['$trunc goes towards zero', { $trunc: [-2.9, 0] }, dbl(-2)],
    ['$trunc of an int to hundreds', { $trunc: [1299, -2] }, 1200],
    ['$trunc of a decimal', { $trunc: [dec('-1.99'), 1] }, dec('-1.9')],
  ]);

  refuses([
    ['$abs of the least long', { $abs: Long.MIN_VALUE }, 28680],
    ['$abs of text', { $abs: '$text' }, 28765],
    ['$round of text', { $round: ['$text', 1] }, 51081],
    ['$round to half a place', { $round: [1.5, 0.5] }, 51082],
    ['$round to more than 100 places', { $round: [1.5, 101] }, 51083],
    ['$trunc to fewer than -20 places', { $trunc: [1.5, -21] }, 51083],
  ]);
});

describe('manual, "$pow", "$sqrt", "$exp", logarithms', () => {
  gives([
    ['int to the power of int', { $pow: [2, 10] }, 1024],
    ['a power beyond int', { $pow: [2, 31] }, long(2147483648)],
    ['a power beyond long', { $pow: [2, 63] }, dbl(2 ** 63)],
    ['a power of a long', { $pow: [long(3), 2] }, long(9)],
    ['a negative exponent', { $pow: [2, -1] }, 0.5],
    ['a root of a negative number is NaN', { $pow: [-5, 0.5] }, Number.NaN],
    ['1 to any power', { $pow: [1, 1000] }, 1],
    ['a null exponent', { $pow: [2, null] }, null],
    ['$sqrt is a double', { $sqrt: 9 }, dbl(3)],
    ['$sqrt of a decimal is one', { $sqrt: dec('9') }, dec('3')],
    ['$exp', { $exp: 0 }, dbl(1)],
    ['$ln', { $ln: 1 }, dbl(0)],
    ['$log with a base', { $log: [100, 10] }, dbl(2)],
    ['$log10', { $log10: 1000 }, dbl(3)],
    ['$log10 of null', { $log10: null }, null],
  ]);

  refuses([
    ['0 to a negative power', { $pow: [0, -1] }, 28764],
    ['text to a power', { $pow: ['$text', 2] }, 28762],
    ['a power of text', { $pow: [2, '$text'] }, 28763],
    ['$sqrt of a negative number', { $sqrt: -1 }, 28714],
    ['$ln of zero', { $ln: 0 }, 28766],
    ['$log10 of zero', { $log10: 0 }, 28761],
    ['$log of zero', { $log: [0, 10] }, 28758],
    ['$log to the base of 1', { $log: [10, 1] }, 28759],
    ['$log of text', { $log: ['$text', 10] }, 28756],
  ]);
});

describe('manual, "Trigonometry Expression Operators"', () => {
  gives([
    ['$sin', { $sin: 0 }, dbl(0)],
    ['$cos', { $cos: 0 }, dbl(1)],
    ['$tan of null', { $tan: '$nothing' }, null],
    ['$asin', { $asin: 1 }, Math.PI / 2],
    ['$acos', { $acos: 1 }, dbl(0)],
    ['$atan', { $atan: 1 }, Math.PI / 4],
    ['$atan2', { $atan2: [1, -1] }, (Math.PI * 3) / 4],
    ['$sinh', { $sinh: 0 }, dbl(0)],
    ['$cosh', { $cosh: 0 }, dbl(1)],
    ['$tanh of infinity', { $tanh: Number.POSITIVE_INFINITY }, dbl(1)],
    ['$asinh', { $asinh: 0 }, dbl(0)],
    ['$acosh', { $acosh: 1 }, dbl(0)],
    ['$atanh', { $atanh: 0 }, dbl(0)],
    ['$degreesToRadians', { $degreesToRadians: 180 }, Math.PI],
    ['$radiansToDegrees', { $radiansToDegrees: Math.PI }, dbl(180)],
  ]);

  refuses([
    ['$acos outside -1 to 1', { $acos: 2 }, 50989],
    ['$sin of infinity', { $sin: Number.POSITIVE_INFINITY }, 50989],
    ['$acosh below 1', { $acosh: 0 }, 50989],
    ['$cos of text', { $cos: '$text' }, 28765],
    ['$atan2 of text', { $atan2: ['$text', 1] }, 51044],
  ]);
});

describe('manual, "Bitwise Operators"', () => {
  gives(
    [
      ['$bitAnd', { $bitAnd: [12, 10] }, 8],
      ['$bitAnd with a long is a long', { $bitAnd: [12, long(10)] }, long(8)],
      ['$bitAnd of nothing', { $bitAnd: [] }, -1],
      ['$bitOr', { $bitOr: [12, 10] }, 14],
      ['$bitXor', { $bitXor: [12, 10] }, 6],
      ['$bitNot', { $bitNot: 5 }, -6],
      ['$bitNot of a long', { $bitNot: long(0) }, long(-1)],
      ['null among the operands', { $bitOr: [12, '$nothing'] }, null],
    ],
    '6.3',
  );

  refuses(
    [
      ['a double among the operands', { $bitAnd: [12, 1.5] }, 14],
      ['$bitNot of text', { $bitNot: '$text' }, 14],
    ],
    '6.3',
  );
});

describe('manual, "$sum", "$avg", "$min", "$max", "$stdDevPop", "$stdDevSamp" as expressions', () => {
  gives([
    ['$sum of an array leaves out what is no number', { $sum: '$list' }, 3.5],
    ['$sum of several operands', { $sum: ['$price', 5, '$text'] }, 35],
    ['$sum does not look into arrays among several operands', { $sum: ['$price', '$list'] }, 30],
    ['$sum of nothing', { $sum: '$missing' }, 0],
    ['$sum of tenths is exact', { $sum: [[0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]] }, dbl(1)],
    ['$avg', { $avg: [1, 2] }, 1.5],
    ['$avg of decimals', { $avg: [dec('0.1'), dec('0.2')] }, dec('0.15')],
    ['$avg of no number', { $avg: ['$text', '$nothing'] }, null],
    ['$min leaves out null', { $min: [null, 3, 2] }, 2],
    ['$max across types', { $max: [1, 'a', 2] }, 'a'],
    ['$max of an array', { $max: '$list' }, 'x'],
    ['$max of nothing', { $max: ['$missing', null] }, null],
    ['$stdDevPop', { $stdDevPop: [1, 3] }, dbl(1)],
    ['$stdDevSamp', { $stdDevSamp: [1, 3] }, Math.SQRT2],
    ['$stdDevSamp of one number', { $stdDevSamp: [1] }, null],
  ]);
});
