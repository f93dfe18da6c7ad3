import { describe } from '@jest/globals';
import { Binary, BSONRegExp, Double, ObjectId } from 'mongodb';
import { expressionTables } from './evaluate.ts';

const id = new ObjectId('656565656565656565656565');
const { gives, refuses } = expressionTables('strings', {
  text: 'vanilla',
  city: 'cafétéria',
  n: 12,
  nothing: null,
  list: ['a'],
  at: new Date('2026-11-24T00:00:00Z'),
});

describe('manual, "$concat", "$toUpper", "$toLower", "$strcasecmp"', () => {
  gives([
    ['$concat', { $concat: ['$text', '-', 'x'] }, 'vanilla-x'],
    ['$concat with null', { $concat: ['$text', '$nothing'] }, null],
    ['$concat of nothing', { $concat: [] }, ''],
    ['$toUpper', { $toUpper: 'aBc1' }, 'ABC1'],
    ['$toLower changes ASCII letters only', { $toLower: 'ÀBC' }, 'Àbc'],
    ['$toUpper of null is empty', { $toUpper: '$nothing' }, ''],
    ['$toUpper of a number', { $toUpper: '$n' }, '12'],
    ['$toUpper of a date', { $toUpper: '$at' }, '2026-11-24T00:00:00.000Z'],
    ['$strcasecmp is blind to case', { $strcasecmp: ['Ab', 'aB'] }, 0],
    ['$strcasecmp less', { $strcasecmp: ['a', 'B'] }, -1],
    ['$strcasecmp takes null for empty', { $strcasecmp: ['a', null] }, 1],
  ]);

  refuses([
    ['$concat of a number', { $concat: ['$text', 1] }, 16702],
    ['$toUpper of an array', { $toUpper: '$list' }, 16007],
    ['$strcasecmp of three', { $strcasecmp: ['a', 'b', 'c'] }, 16020],
  ]);
});

describe('manual, "$substrBytes", "$substrCP", "$strLenBytes", "$strLenCP"', () => {
  gives([
    ['$substrBytes', { $substrBytes: ['$text', 1, 2] }, 'an'],
    ['$substrBytes to the end', { $substrBytes: ['$text', 3, -1] }, 'illa'],
    ['$substrBytes beyond the end', { $substrBytes: ['$text', 20, 2] }, ''],
    ['$substrBytes takes bytes', { $substrBytes: ['$city', 3, 2] }, 'é'],
    ['$substrBytes of null', { $substrBytes: ['$nothing', 0, 2] }, ''],
    ['$substrBytes of a number', { $substrBytes: ['$n', 1, 1] }, '2'],
    ['$substrCP takes characters', { $substrCP: ['$city', 3, 2] }, 'ét'],
    ['$substrCP of what is no single UTF-16 unit', { $substrCP: ['a😀b', 1, 1] }, '😀'],
    ['$substrCP beyond the end', { $substrCP: ['$city', 20, 2] }, ''],
    ['$strLenBytes', { $strLenBytes: '$city' }, 11],
    ['$strLenCP', { $strLenCP: '$city' }, 9],
    ['$strLenCP of nothing written', { $strLenCP: '' }, 0],
    ['$binarySize of text', { $binarySize: 'é' }, 2],
    ['$binarySize of bytes', { $binarySize: new Binary(Buffer.from([1, 2, 3]), 0) }, 3],
    ['$binarySize of null', { $binarySize: '$nothing' }, null],
  ]);

  refuses([
    ['$substrBytes from the middle of a character', { $substrBytes: ['$city', 4, 1] }, 28656],
    ['$substrBytes to the middle of a character', { $substrBytes: ['$city', 3, 1] }, 28657],
    ['$substrBytes from before the beginning', { $substrBytes: ['$text', -1, 1] }, 50752],
    ['$substrBytes from text', { $substrBytes: ['$text', 'a', 1] }, 16034],
    ['$substrBytes of a length in text', { $substrBytes: ['$text', 0, 'a'] }, 16035],
    ['$substrCP from before the beginning', { $substrCP: ['$text', -1, 1] }, 34455],
    ['$substrCP of a negative length', { $substrCP: ['$text', 0, -1] }, 34454],
    ['$strLenBytes of null', { $strLenBytes: '$nothing' }, 34473],
    ['$strLenCP of a number', { $strLenCP: '$n' }, 34471],
    ['$binarySize of a number', { $binarySize: '$n' }, 51276],
  ]);
});

describe('manual, "$indexOfBytes", "$indexOfCP"', () => {
  gives([
    ['bytes before the match', { $indexOfBytes: ['$city', 't'] }, 5],
    ['characters before the match', { $indexOfCP: ['$city', 't'] }, 4],
    ['no match', { $indexOfCP: ['$text', 'e'] }, -1],
    ['from an index on', { $indexOfBytes: ['foo.bar.fi', '.', 5] }, 7],
    ['the match must end before the end', { $indexOfCP: ['$text', 'll', 0, 5] }, -1],
    ['a match that ends with the end', { $indexOfCP: ['$text', 'll', 0, 6] }, 4],
    ['a beginning behind the match', { $indexOfBytes: ['$text', 'nilla', 3] }, -1],
    ['a beginning behind the text', { $indexOfCP: ['$text', 'll', 12] }, -1],
    ['an end before the beginning', { $indexOfBytes: ['$text', 'll', 5, 2] }, -1],
    ['of nothing, at the beginning', { $indexOfCP: ['$text', ''] }, 0],
    ['null in, null out', { $indexOfBytes: ['$nothing', 'a'] }, null],
  ]);

  refuses([
    ['a negative beginning', { $indexOfBytes: ['$text', 'l', -1] }, 40097],
    ['half an index', { $indexOfCP: ['$text', 'l', 1.5] }, 40096],
    ['a number to look in', { $indexOfBytes: ['$n', 'l'] }, [40091, 40093]],
    ['null to look for', { $indexOfCP: ['$text', null] }, [40092, 40094]],
  ]);
});

describe('manual, "$split", "$trim", "$ltrim", "$rtrim", "$replaceOne", "$replaceAll"', () => {
  gives([
    ['$split', { $split: ['June-15-2013', '-'] }, ['June', '15', '2013']],
    ['$split leaves what is around', { $split: ['banana split', 'a'] }, ['b', 'n', 'n', ' split']],
    ['$split without a match', { $split: ['pea green boat', 'owl'] }, ['pea green boat']],
    ['$split at the edges', { $split: [',a,', ','] }, ['', 'a', '']],
    ['$split of null', { $split: ['$nothing', ','] }, null],
    ['$trim takes blanks of all kinds', { $trim: { input: ' \n good  bye \t\u00a0' } }, 'good  bye'],
    ['$trim of other characters', { $trim: { input: ' ggggoodbyeeeee', chars: ' ge' } }, 'oodby'],
    ['$ltrim', { $ltrim: { input: 'ggggoodbyeeeee', chars: 'ge' } }, 'oodbyeeeee'],
    ['$rtrim', { $rtrim: { input: 'ggggoodbyeeeee', chars: 'e ' } }, 'ggggoodby'],
    ['$trim of everything', { $trim: { input: 'aaa', chars: 'a' } }, ''],
    ['$trim of null', { $trim: { input: '$nothing' } }, null],
    ['$trim by null', { $trim: { input: '$text', chars: null } }, null],
    ['$replaceOne takes the first', { $replaceOne: { input: 'a.b.c', find: '.', replacement: '-' } }, 'a-b.c'],
    [
      '$replaceAll takes all',
      { $replaceAll: { input: 'a.b.c', find: '.', replacement: { $literal: '$&' } } },
      'a$&b$&c',
    ],
    ['$replaceAll without a match', { $replaceAll: { input: 'abc', find: 'x', replacement: '' } }, 'abc'],
    ['$replaceOne by null', { $replaceOne: { input: 'abc', find: 'a', replacement: null } }, null],
  ]);

  refuses([
    ['$split at nothing', { $split: ['$text', ''] }, 40087],
    ['$split of a number', { $split: ['$n', ','] }, 40085],
    ['$split at a number', { $split: ['$text', 1] }, 40086],
    ['$trim of a number', { $trim: { input: '$n' } }, 50699],
    ['$trim by a number', { $trim: { input: '$text', chars: 1 } }, 50700],
    ['$replaceOne of a number', { $replaceOne: { input: '$n', find: 'a', replacement: 'b' } }, [51746, 51744, 51745]],
  ]);
});

describe('manual, "$regexFind", "$regexFindAll", "$regexMatch"', () => {
  gives([
    [
      '$regexFind tells match, place and groups',
      { $regexFind: { input: 'Simple Example', regex: '(m(p)le)' } },
      { match: 'mple', idx: 2, captures: ['mple', 'p'] },
    ],
    [
      'the place is counted in characters',
      { $regexFind: { input: '漏水 abc', regex: /b/ } },
      { match: 'b', idx: 4, captures: [] },
    ],
    [
      'a group without a part in the match is null',
      { $regexFind: { input: 'b', regex: '(a)|(b)' } },
      { match: 'b', idx: 0, captures: [null, 'b'] },
    ],
    ['$regexFind without a match', { $regexFind: { input: '$text', regex: 'x' } }, null],
    [
      '$regexFindAll',
      { $regexFindAll: { input: 'a1b22', regex: '[0-9]+' } },
      [
        { match: '1', idx: 1, captures: [] },
        { match: '22', idx: 3, captures: [] },
      ],
    ],
    ['$regexFindAll without a match', { $regexFindAll: { input: '$text', regex: 'x' } }, []],
    ['$regexFindAll of null', { $regexFindAll: { input: '$nothing', regex: 'x' } }, []],
    ['$regexMatch', { $regexMatch: { input: '$text', regex: '^van' } }, true],
    ['$regexMatch with options', { $regexMatch: { input: '$text', regex: '^VAN', options: 'i' } }, true],
    [
      '$regexMatch with the options of a regex',
      { $regexMatch: { input: '$text', regex: new BSONRegExp('^VAN', 'i') } },
      true,
    ],
    ['$regexMatch of null', { $regexMatch: { input: '$nothing', regex: 'x' } }, false],
    [
      'the x option leaves blanks and comments out',
      { $regexMatch: { input: '$text', regex: 'v a # n\n n', options: 'x' } },
      true,
    ],
    ['the s option lets a dot take a new line', { $regexMatch: { input: 'a\nb', regex: 'a.b', options: 's' } }, true],
    ['the m option anchors at lines', { $regexMatch: { input: 'a\nb', regex: '^b', options: 'm' } }, true],
  ]);

  refuses([
    ['a number to look in', { $regexMatch: { input: '$n', regex: 'x' } }, 51104],
    ['a number to look for', { $regexFind: { input: '$text', regex: 1 } }, 51105],
    ['a bad expression', { $regexFind: { input: '$text', regex: '(' } }, [51111, 51091]],
    ['an unknown option', { $regexFind: { input: '$text', regex: 'a', options: 'q' } }, 51108],
  ]);
});

describe('manual, "$toString" and texts of scalars', () => {
  gives([
    ['an int', { $toString: '$n' }, '12'],
    ['a double', { $toString: 2.5 }, '2.5'],
    ['a whole double', { $toString: new Double(3) }, '3'],
    ['a boolean', { $toString: true }, 'true'],
    ['an object id', { $toString: id }, '656565656565656565656565'],
    ['a date', { $toString: '$at' }, '2026-11-24T00:00:00.000Z'],
    ['null', { $toString: '$nothing' }, null],
  ]);

  refuses([['an array', { $toString: '$list' }, 241]]);
});
