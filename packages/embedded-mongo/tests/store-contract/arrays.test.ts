import { describe } from '@jest/globals';
import { Decimal128, Long } from 'mongodb';
import { expressionTables } from './evaluate.ts';

const { gives, refuses } = expressionTables('arrays', {
  list: [1, 2, 3, 4],
  words: ['b', 'a'],
  empty: [],
  nothing: null,
  n: 5,
  docs: [{ k: 'x', v: 2 }, { k: 'y' }, { k: 'z', v: 1 }],
  deep: [[1, 2], [3]],
});

describe('manual, "$arrayElemAt", "$first", "$last", "$slice"', () => {
  gives([
    ['an element from the front', { $arrayElemAt: ['$list', 0] }, 1],
    ['an element from the back', { $arrayElemAt: ['$list', -1] }, 4],
    ['an index in another number type', { $arrayElemAt: ['$list', Long.fromNumber(1)] }, 2],
    ['beyond the end there is nothing', { $arrayElemAt: ['$list', 9] }, undefined],
    ['an element of null', { $arrayElemAt: ['$nothing', 0] }, null],
    ['$first', { $first: '$list' }, 1],
    ['$last', { $last: '$list' }, 4],
    ['$first of an empty array is missing', { $first: '$empty' }, undefined],
    ['$last of null', { $last: '$nothing' }, null],
    ['the first two', { $slice: ['$list', 2] }, [1, 2]],
    ['the last two', { $slice: ['$list', -2] }, [3, 4]],
    ['more than there are', { $slice: ['$list', 9] }, [1, 2, 3, 4]],
    ['from a place on', { $slice: ['$list', 1, 2] }, [2, 3]],
    ['from a place counted from the end', { $slice: ['$list', -3, 2] }, [2, 3]],
    ['from before the beginning', { $slice: ['$list', -9, 2] }, [1, 2]],
    ['from behind the end', { $slice: ['$list', 9, 2] }, []],
    ['a slice of null', { $slice: ['$nothing', 1] }, null],
  ]);

  refuses([
    ['an element of a number', { $arrayElemAt: ['$n', 0] }, 28689],
    ['an index in text', { $arrayElemAt: ['$list', 'a'] }, 28690],
    ['half an index', { $arrayElemAt: ['$list', 1.5] }, 28691],
    ['$first of a number', { $first: '$n' }, 28689],
    ['a slice of a number', { $slice: ['$n', 1] }, 28724],
    ['a slice by text', { $slice: ['$list', 'a'] }, 28725],
    ['a slice of no length', { $slice: ['$list', 1, 0] }, [28729, 28724]],
    ['a slice by four', { $slice: ['$list', 1, 1, 1] }, 28667],
  ]);
});

describe('manual, "$concatArrays", "$range", "$reverseArray", "$size", "$isArray"', () => {
  gives([
    ['$concatArrays', { $concatArrays: ['$words', ['c']] }, ['b', 'a', 'c']],
    ['$concatArrays does not flatten', { $concatArrays: ['$deep', [[4]]] }, [[1, 2], [3], [4]]],
    ['$concatArrays with null', { $concatArrays: ['$words', '$nothing'] }, null],
    ['$range', { $range: [0, 3] }, [0, 1, 2]],
    ['$range by steps', { $range: [0, 10, 4] }, [0, 4, 8]],
    ['$range downwards', { $range: [3, 0, -1] }, [3, 2, 1]],
    ['$range to where it begins', { $range: [2, 2] }, []],
    ['$range the wrong way', { $range: [3, 0] }, []],
    ['$reverseArray', { $reverseArray: '$list' }, [4, 3, 2, 1]],
    ['$reverseArray leaves inner arrays', { $reverseArray: '$deep' }, [[3], [1, 2]]],
    ['$reverseArray of null', { $reverseArray: '$nothing' }, null],
    ['$size', { $size: '$deep' }, 2],
    ['$isArray of an array', { $isArray: '$list' }, true],
    ['$isArray of a missing field', { $isArray: '$missing' }, false],
    ['an array of expressions keeps its length', ['$n', '$missing'], [5, null]],
  ]);

  refuses([
    ['$concatArrays of a number', { $concatArrays: ['$list', '$n'] }, 28664],
    ['$range by a step of 0', { $range: [0, 3, 0] }, 34449],
    ['$range from text', { $range: ['a', 3] }, 34443],
    ['$range to text', { $range: [0, 'a'] }, 34445],
    ['$range by text', { $range: [0, 3, 'a'] }, 34447],
    ['$reverseArray of a number', { $reverseArray: '$n' }, 34435],
    ['$size of a missing field', { $size: '$missing' }, 17124],
  ]);
});

describe('manual, "$in", "$indexOfArray"', () => {
  gives([
    ['$in', { $in: [2, '$list'] }, true],
    ['$in finds equal numbers of other types', { $in: [Decimal128.fromString('2.0'), '$list'] }, true],
    ['$in does not look into inner arrays', { $in: [1, '$deep'] }, false],
    ['$in finds a whole inner array', { $in: [[3], '$deep'] }, true],
    ['the index of an element', { $indexOfArray: ['$list', 3] }, 2],
    ['the index of what is not there', { $indexOfArray: ['$list', 9] }, -1],
    ['the index from a place on', { $indexOfArray: [[10, 9, 9, 8, 9], 9, 3] }, 4],
    ['the index before an end', { $indexOfArray: [['a', 'abc', 'b'], 'b', 0, 1] }, -1],
    ['the index from behind the end', { $indexOfArray: [['a', 'abc', 'b'], 'b', 20] }, -1],
    ['the index of null', { $indexOfArray: [[null, null], null] }, 0],
    ['the index in null', { $indexOfArray: ['$nothing', 1] }, null],
  ]);

  refuses([
    ['$in a number', { $in: [1, '$n'] }, 40081],
    ['an index in text', { $indexOfArray: ['foo', 'o'] }, 40090],
    ['an index from -1', { $indexOfArray: ['$list', 1, -1] }, 40097],
    ['an index from text', { $indexOfArray: ['$list', 1, 'a'] }, 40096],
  ]);
});

describe('manual, "$map", "$filter", "$reduce", "$zip"', () => {
  gives([
    ['$map', { $map: { input: '$list', as: 'n', in: { $multiply: ['$$n', '$n'] } } }, [5, 10, 15, 20]],
    ['$map turns missing into null', { $map: { input: '$docs', in: '$$this.v' } }, [2, null, 1]],
    ['$map of null', { $map: { input: '$nothing', in: '$$this' } }, null],
    [
      '$map inside $map sees both variables',
      {
        $map: {
          input: '$deep',
          as: 'row',
          in: { $map: { input: '$$row', in: { $add: ['$$this', { $size: '$$row' }] } } },
        },
      },
      [[3, 4], [4]],
    ],
    ['$filter', { $filter: { input: '$list', as: 'n', cond: { $gt: ['$$n', 2] } } }, [3, 4]],
    ['$filter of null', { $filter: { input: '$nothing', cond: true } }, null],
    ['$reduce', { $reduce: { input: '$words', initialValue: '', in: { $concat: ['$$value', '$$this'] } } }, 'ba'],
    ['$reduce of nothing is where it began', { $reduce: { input: '$empty', initialValue: 7, in: '$$this' } }, 7],
    ['$reduce of null', { $reduce: { input: '$nothing', initialValue: 7, in: '$$this' } }, null],
    [
      '$zip ends with the shortest',
      { $zip: { inputs: ['$words', '$list'] } },
      [
        ['b', 1],
        ['a', 2],
      ],
    ],
    [
      '$zip to the longest fills up with null',
      { $zip: { inputs: [['a'], [1, 2]], useLongestLength: true } },
      [
        ['a', 1],
        [null, 2],
      ],
    ],
    [
      '$zip fills up with defaults',
      { $zip: { inputs: [['a'], [1, 2]], useLongestLength: true, defaults: ['-', 0] } },
      [
        ['a', 1],
        ['-', 2],
      ],
    ],
    [
      '$zip keeps a null that is there',
      { $zip: { inputs: [[null], [1, 2]], useLongestLength: true, defaults: ['-', 0] } },
      [
        [null, 1],
        ['-', 2],
      ],
    ],
    ['$zip with null', { $zip: { inputs: ['$words', '$nothing'] } }, null],
  ]);
  gives(
    [['$filter with a limit', { $filter: { input: '$list', cond: { $gt: ['$$this', 1] }, limit: 2 } }, [2, 3]]],
    '5.2',
  );

  refuses([
    ['$map of a number', { $map: { input: '$n', in: '$$this' } }, 16883],
    ['$map without in', { $map: { input: '$list' } }, [9, 16882]],
    ['$map with an unknown argument', { $map: { input: '$list', in: 1, x: 1 } }, [9, 16879]],
    ['$map with a capital variable', { $map: { input: '$list', as: 'N', in: 1 } }, [16867, 9]],
    ['$filter of a number', { $filter: { input: '$n', cond: true } }, 28651],
    ['$reduce of a number', { $reduce: { input: '$n', initialValue: 0, in: 1 } }, 40080],
    ['$zip of a number', { $zip: { inputs: ['$n'] } }, 34468],
    ['$zip with defaults and the shortest length', { $zip: { inputs: ['$list'], defaults: [0] } }, 34466],
  ]);
});

describe('manual, "$firstN", "$lastN", "$minN", "$maxN", "$sortArray"', () => {
  gives(
    [
      ['$firstN', { $firstN: { n: 2, input: '$list' } }, [1, 2]],
      ['$lastN', { $lastN: { n: 2, input: '$list' } }, [3, 4]],
      ['$firstN of fewer', { $firstN: { n: 9, input: '$words' } }, ['b', 'a']],
      ['$minN leaves out null', { $minN: { n: 2, input: [3, null, 1, 2] } }, [1, 2]],
      ['$maxN', { $maxN: { n: 2, input: [3, null, 1, 2] } }, [3, 2]],
      ['$sortArray of values', { $sortArray: { input: [3, 'a', null, 1], sortBy: 1 } }, [null, 1, 3, 'a']],
      ['$sortArray downwards', { $sortArray: { input: '$list', sortBy: -1 } }, [4, 3, 2, 1]],
      [
        '$sortArray of documents',
        { $sortArray: { input: '$docs', sortBy: { v: 1 } } },
        [{ k: 'y' }, { k: 'z', v: 1 }, { k: 'x', v: 2 }],
      ],
      ['$sortArray of null', { $sortArray: { input: '$nothing', sortBy: 1 } }, null],
    ],
    '5.2',
  );

  refuses(
    [
      ['$firstN of none', { $firstN: { n: 0, input: '$list' } }, [5787908, 5787902]],
      ['$minN of a number', { $minN: { n: 1, input: '$n' } }, 5788200],
      ['$sortArray of a number', { $sortArray: { input: '$n', sortBy: 1 } }, 2942504],
    ],
    '5.2',
  );
});

describe('manual, "Set Expression Operators"', () => {
  gives([
    [
      '$setIntersection',
      {
        $setIntersection: [
          [3, 1, 2, 2],
          [2, 3],
        ],
      },
      [2, 3],
    ],
    ['$setIntersection with null', { $setIntersection: ['$list', '$nothing'] }, null],
    ['$setUnion takes equal numbers for one', { $setUnion: [[1], [Long.fromNumber(1), 2]] }, [Long.fromNumber(1), 2]],
    ['$setDifference keeps the order', { $setDifference: [[4, 1, 3, 1], [3]] }, [4, 1]],
    ['$setDifference with null', { $setDifference: ['$list', '$nothing'] }, null],
    [
      '$setEquals is blind to order and repetition',
      {
        $setEquals: [
          [1, 2, 1],
          [2, 1],
        ],
      },
      true,
    ],
    ['$setEquals of three', { $setEquals: [[1], [1], [2]] }, false],
    ['$setIsSubset', { $setIsSubset: [[2, 2], '$list'] }, true],
    ['$setIsSubset takes inner arrays for elements', { $setIsSubset: [[1], '$deep'] }, false],
    ['$anyElementTrue', { $anyElementTrue: [[null, 0, 'x']] }, true],
    ['$anyElementTrue of what is all false', { $anyElementTrue: [[null, false, 0]] }, false],
    ['$anyElementTrue takes an array for true', { $anyElementTrue: [[[false]]] }, true],
    ['$allElementsTrue', { $allElementsTrue: [[1, 'x', [0]]] }, true],
    ['$allElementsTrue of nothing', { $allElementsTrue: ['$empty'] }, true],
    ['$allElementsTrue with a null', { $allElementsTrue: [[1, null]] }, false],
  ]);

  refuses([
    ['$setUnion of a number', { $setUnion: ['$list', '$n'] }, [17043, 17048]],
    ['$setDifference of a number', { $setDifference: ['$n', '$list'] }, [17048, 17043]],
    ['$setIsSubset of null', { $setIsSubset: ['$nothing', '$list'] }, [17046, 17310, 17043]],
    ['$setEquals of one', { $setEquals: ['$list'] }, 17045],
    ['$anyElementTrue of a number', { $anyElementTrue: ['$n'] }, 17041],
    ['$allElementsTrue of null', { $allElementsTrue: ['$nothing'] }, 17040],
  ]);
});

describe('manual, "Field Path": arrays on the way', () => {
  gives([
    ['the documents of an array are looked into', '$docs.k', ['x', 'y', 'z']],
    ['what lacks the field is left out', '$docs.v', [2, 1]],
    ['a number is a field name, not an index', '$list.0', []],
    ['below a scalar there is nothing', '$n.x', undefined],
  ]);

  refuses([
    ['a $ alone', '$', [16872, 40352]],
    ['an empty name', '$a..b', 15998],
    ['a dot at the end', '$a.', 40353],
    ['a $ in the middle', '$a.$b', 16410],
    ['an unknown variable', '$$nobody', 17276],
  ]);
});
