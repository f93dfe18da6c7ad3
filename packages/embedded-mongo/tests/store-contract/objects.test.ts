import { describe } from '@jest/globals';
import { expressionTables } from './evaluate.ts';

const { gives, refuses } = expressionTables('objects', {
  a: 1,
  o: { x: 1, y: { z: 2 } },
  'dotted.name': 'd',
  nothing: null,
  list: [1],
  text: 'x',
});

describe('manual, "$mergeObjects", "$objectToArray", "$arrayToObject"', () => {
  gives([
    ['$mergeObjects lets the later win', { $mergeObjects: ['$o', { x: 9 }] }, { x: 9, y: { z: 2 } }],
    ['$mergeObjects does not merge inner documents', { $mergeObjects: ['$o', { y: {} }] }, { x: 1, y: {} }],
    ['$mergeObjects passes over null', { $mergeObjects: [null, '$missing', { x: 1 }] }, { x: 1 }],
    ['$mergeObjects of null alone', { $mergeObjects: '$nothing' }, {}],
    [
      '$objectToArray',
      { $objectToArray: '$o' },
      [
        { k: 'x', v: 1 },
        { k: 'y', v: { z: 2 } },
      ],
    ],
    ['$objectToArray of null', { $objectToArray: '$nothing' }, null],
    [
      '$arrayToObject of pairs',
      {
        $arrayToObject: [
          [
            ['x', 1],
            ['y', 2],
          ],
        ],
      },
      { x: 1, y: 2 },
    ],
    ['$arrayToObject of documents', { $arrayToObject: [[{ k: 'x', v: 1 }]] }, { x: 1 }],
    [
      '$arrayToObject lets the later win',
      {
        $arrayToObject: [
          [
            ['x', 1],
            ['x', 2],
          ],
        ],
      },
      { x: 2 },
    ],
    ['there and back', { $arrayToObject: { $objectToArray: '$o' } }, { x: 1, y: { z: 2 } }],
    ['$arrayToObject of null', { $arrayToObject: '$nothing' }, null],
  ]);

  refuses([
    ['$mergeObjects of a number', { $mergeObjects: ['$a'] }, 40400],
    ['$objectToArray of an array', { $objectToArray: '$list' }, 40390],
    ['$arrayToObject of a document', { $arrayToObject: '$o' }, 40386],
    ['$arrayToObject of triples', { $arrayToObject: [[['x', 1, 2]]] }, 40397],
    ['$arrayToObject of numbers', { $arrayToObject: '$list' }, 40398],
    ['$arrayToObject of a numeric key', { $arrayToObject: [[[1, 2]]] }, [40394, 40395]],
    ['$arrayToObject of a document without v', { $arrayToObject: [[{ k: 'x', w: 1 }]] }, [40393, 40392]],
  ]);
});

describe('manual, "$getField", "$setField", "$unsetField"', () => {
  gives(
    [
      ['$getField of the document', { $getField: 'a' }, 1],
      ['$getField takes a name with a dot', { $getField: 'dotted.name' }, 'd'],
      ['$getField of another document', { $getField: { field: 'z', input: '$o.y' } }, 2],
      ['$getField of a missing field', { $getField: { field: 'nope', input: '$o' } }, undefined],
      ['$getField of null', { $getField: { field: 'x', input: '$nothing' } }, null],
      ['$getField of a name with a $', { $getField: { $literal: '$x' } }, undefined],
      ['$setField', { $setField: { field: 'x.y', input: '$o.y', value: 7 } }, { z: 2, 'x.y': 7 }],
      ['$setField to $$REMOVE', { $setField: { field: 'x', input: '$o', value: '$$REMOVE' } }, { y: { z: 2 } }],
      ['$setField of null', { $setField: { field: 'x', input: '$nothing', value: 7 } }, null],
      ['$unsetField', { $unsetField: { field: 'x', input: '$o' } }, { y: { z: 2 } }],
    ],
    '5.0',
  );

  refuses(
    [
      ['$getField by a path', { $getField: { field: '$text', input: '$o' } }, [5654600, 5654601, 3041704]],
      ['$setField in a number', { $setField: { field: 'x', input: '$a', value: 1 } }, 4161105],
      ['$setField without a value', { $setField: { field: 'x', input: '$o' } }, [4161102, 9]],
    ],
    '5.0',
  );
});

describe('manual, "Conditional Expression Operators"', () => {
  const branch = (when: unknown, then: unknown): Record<string, unknown> =>
    Object.fromEntries([
      ['case', when],
      ['then', then],
    ]);
  const choice = (...values: unknown[]): Record<string, unknown> =>
    Object.fromEntries(['if', 'then', 'else'].map((name, i) => [name, values[i]]));

  gives([
    ['$cond of three', { $cond: ['$a', 'yes', 'no'] }, 'yes'],
    ['$cond with names', { $cond: choice({ $gt: ['$a', 1] }, 'yes', 'no') }, 'no'],
    ['$cond of a missing value', { $cond: [true, '$missing', 1] }, undefined],
    ['0 is false', { $cond: [0, 'yes', 'no'] }, 'no'],
    ['null is false', { $cond: ['$nothing', 'yes', 'no'] }, 'no'],
    ['empty text is true', { $cond: ['', 'yes', 'no'] }, 'yes'],
    ['an empty array is true', { $cond: [[], 'yes', 'no'] }, 'yes'],
    ['$ifNull of a value', { $ifNull: ['$a', 9] }, 1],
    ['$ifNull of a missing field', { $ifNull: ['$missing', 9] }, 9],
    [
      '$switch takes the first that is true',
      { $switch: { branches: [branch(false, 1), branch('$a', 2), branch(true, 3)] } },
      2,
    ],
    ['$switch by default', { $switch: { branches: [branch(false, 1)], default: 'd' } }, 'd'],
    ['the branch not taken is not evaluated', { $cond: ['$a', 1, { $divide: [1, '$missing'] }] }, 1],
  ]);
  gives([['$ifNull of several', { $ifNull: ['$missing', '$nothing', '$a', 9] }, 1]], '5.0');

  refuses([
    ['$cond of two', { $cond: [1, 2] }, 16020],
    ['$cond without else', { $cond: { if: 1, ...branchlessThen() } }, [17082, 17081]],
    ['$cond with another name', { $cond: { ...choice(1, 2, 3), otherwise: 4 } }, 17083],
    ['$ifNull of one', { $ifNull: ['$a'] }, [1257300, 16020]],
    ['$switch without branches', { $switch: { branches: [] } }, 40068],
    ['$switch with a branch that has no case', { $switch: { branches: [{ when: 1 }] } }, [40063, 40064]],
    ['$switch that nothing fits', { $switch: { branches: [branch(0, 1)] } }, 40066],
  ]);
});

/** `$cond` with a condition only; `then` on its own would make a test value that looks like a promise. */
function branchlessThen(): Record<string, unknown> {
  return Object.fromEntries([['then', 1]]);
}

describe('manual, "Comparison" and "Boolean Expression Operators"', () => {
  gives([
    ['numbers of different types are equal', { $eq: ['$a', 1.0] }, true],
    ['$cmp by type', { $cmp: ['$text', '$a'] }, 1],
    ['a missing field is not null', { $eq: ['$missing', null] }, false],
    ['a missing field is less than null', { $lt: ['$missing', null] }, true],
    ['null is greater than a missing field', { $gt: [null, '$missing'] }, true],
    ['two missing fields are equal', { $eq: ['$missing', '$nope'] }, true],
    ['documents compare by their fields in order', { $gt: [{ x: 2 }, { x: 1, y: 9 }] }, true],
    ['the name of a field counts before its value', { $lt: [{ a: 9 }, { b: 1 }] }, true],
    [
      'arrays compare element by element',
      {
        $lt: [
          [1, 2],
          [1, 3],
        ],
      },
      true,
    ],
    ['the shorter of two arrays that begin alike is less', { $lt: [[1], [1, 0]] }, true],
    ['NaN is less than every number', { $lt: [Number.NaN, Number.NEGATIVE_INFINITY] }, true],
    ['$and of nothing', { $and: [] }, true],
    ['$or of nothing', { $or: [] }, false],
    ['$and takes text for true', { $and: ['$text', '', '$list'] }, true],
    ['$or of what is false', { $or: [0, null, '$missing', false] }, false],
    ['$not', { $not: ['$nothing'] }, true],
  ]);

  refuses([
    ['$eq of one', { $eq: ['$a'] }, 16020],
    ['$not of two', { $not: [1, 2] }, 16020],
  ]);
});

describe('manual, "$let", "$literal", system variables', () => {
  gives([
    ['$let', { $let: { vars: { n: 3 }, in: { $add: ['$$n', '$a'] } } }, 4],
    ['variables of one $let do not see each other', { $let: { vars: { a: 2, b: '$a' }, in: '$$b' } }, 1],
    ['an inner variable hides an outer', { $let: { vars: { n: 1 }, in: { $let: { vars: { n: 2 }, in: '$$n' } } } }, 2],
    ['a path below a variable', { $let: { vars: { d: '$o' }, in: '$$d.y.z' } }, 2],
    ['$literal keeps what looks like an expression', { $literal: { $add: [1, 2] } }, { $add: [1, 2] }],
    ['$$ROOT', '$$ROOT.o.x', 1],
    ['$$CURRENT', '$$CURRENT.a', 1],
    ['$$REMOVE is missing', '$$REMOVE', undefined],
    ['$$NOW is one moment', { $eq: ['$$NOW', '$$NOW'] }, true],
    ['$$NOW is a date', { $type: '$$NOW' }, 'date'],
    [
      'a document of expressions leaves out what is missing',
      { x: '$a', y: '$missing', z: { $add: [1, 1] } },
      { x: 1, z: 2 },
    ],
  ]);

  refuses([
    ['$let without in', { $let: { vars: {} } }, [16877, 9]],
    ['a variable with a capital', { $let: { vars: { N: 1 }, in: 1 } }, 16867],
    ['an expression of two operators', { $add: [1], $subtract: [1, 1] }, 15983],
    ['an unknown expression below the top', { x: { $nope: 1 } }, [168, 31325]],
  ]);
});
