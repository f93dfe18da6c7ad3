import { describe } from '@jest/globals';
import { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb';
import { expressionTables } from './evaluate.ts';

const dec = (s: string): Decimal128 => Decimal128.fromString(s);
const long = (n: number | string): Long => Long.fromString(String(n));
const id = new ObjectId('656565656565656565656565');
const at = new Date('2023-11-28T03:58:29.000Z');

const { gives, refuses } = expressionTables('conversion', { a: 1, nothing: null, list: [1], o: { a: 1 }, text: 'x' });

describe('manual, "$toInt", "$toLong"', () => {
  gives([
    ['$toInt of text', { $toInt: '-42' }, -42],
    ['$toInt of text with a sign', { $toInt: '+42' }, 42],
    ['$toInt of true', { $toInt: true }, 1],
    ['$toInt cuts a double', { $toInt: -3.9 }, -3],
    ['$toInt cuts a decimal', { $toInt: dec('3.9') }, 3],
    ['$toInt of a long that fits', { $toInt: long(7) }, 7],
    ['$toInt of null', { $toInt: '$nothing' }, null],
    ['$toLong of text', { $toLong: '9007199254740993' }, long('9007199254740993')],
    ['$toLong of a date', { $toLong: at }, long(at.getTime())],
    ['$toLong of an int', { $toLong: '$a' }, long(1)],
    ['$toLong of a decimal with an exponent', { $toLong: dec('1E+3') }, long(1000)],
  ]);

  refuses([
    ['$toInt of a fraction in text', { $toInt: '3.5' }, 241],
    ['$toInt of empty text', { $toInt: '' }, 241],
    ['$toInt of what is too large', { $toInt: long('2147483648') }, 241],
    ['$toInt of NaN', { $toInt: Number.NaN }, 241],
    ['$toInt of a date', { $toInt: at }, 241],
    ['$toLong of what is too large', { $toLong: 1e19 }, 241],
    ['$toLong of infinity', { $toLong: Number.POSITIVE_INFINITY }, 241],
    ['$toLong of an object id', { $toLong: id }, 241],
  ]);
});

describe('manual, "$toDouble", "$toDecimal"', () => {
  gives([
    ['$toDouble of text', { $toDouble: '1.5' }, 1.5],
    ['$toDouble of text with an exponent', { $toDouble: '15e-1' }, 1.5],
    ['$toDouble of true', { $toDouble: true }, new Double(1)],
    ['$toDouble of a date', { $toDouble: at }, new Double(at.getTime())],
    ['$toDouble of a decimal', { $toDouble: dec('0.5') }, 0.5],
    ['$toDecimal of text is exact', { $toDecimal: '0.10' }, dec('0.10')],
    ['$toDecimal of a double has 15 digits', { $toDecimal: 2.5 }, dec('2.50000000000000')],
    ['$toDecimal of a long', { $toDecimal: long(10000) }, dec('10000')],
    ['$toDecimal of false', { $toDecimal: false }, dec('0')],
    ['$toDecimal of a date', { $toDecimal: at }, dec(String(at.getTime()))],
  ]);

  refuses([
    ['$toDouble of words', { $toDouble: '1.5 m' }, 241],
    ['$toDouble of an object id', { $toDouble: id }, 241],
    ['$toDecimal of words', { $toDecimal: 'many' }, 241],
    ['$toDecimal of an array', { $toDecimal: '$list' }, 241],
  ]);
});

describe('manual, "$toBool", "$toDate", "$toObjectId"', () => {
  gives([
    ['$toBool of zero', { $toBool: 0 }, false],
    ['$toBool of a decimal zero', { $toBool: dec('0.00') }, false],
    ['$toBool of NaN', { $toBool: Number.NaN }, true],
    ['$toBool of any text, even empty', { $toBool: '' }, true],
    ['$toBool of a date', { $toBool: at }, true],
    ['$toDate of milliseconds', { $toDate: long(at.getTime()) }, at],
    ['$toDate of a double', { $toDate: 1000.9 }, new Date(1000)],
    ['$toDate of a day', { $toDate: '2026-11-24' }, new Date('2026-11-24T00:00:00Z')],
    ['$toDate with an offset', { $toDate: '2026-11-24T08:00:00+0800' }, new Date('2026-11-24T00:00:00Z')],
    ['$toDate of an object id', { $toDate: id }, id.getTimestamp()],
    ['$toDate of a timestamp', { $toDate: new Timestamp({ t: 5, i: 9 }) }, new Date(5000)],
    ['$toObjectId', { $toObjectId: '656565656565656565656565' }, id],
    ['$toObjectId of one', { $toObjectId: id }, id],
  ]);

  refuses([
    ['$toDate of an int', { $toDate: new Int32(5) }, 241],
    ['$toDate of words', { $toDate: 'yesterday' }, 241],
    ['$toDate of a boolean', { $toDate: true }, 241],
    ['$toObjectId of short text', { $toObjectId: 'abc' }, 241],
    ['$toObjectId of a number', { $toObjectId: '$a' }, 241],
  ]);
});

describe('manual, "$convert"', () => {
  gives([
    ['to a type by its name', { $convert: { input: '5', to: 'int' } }, 5],
    ['to a type by its number', { $convert: { input: '5', to: 16 } }, 5],
    ['to the type it has', { $convert: { input: 'x', to: 'string' } }, 'x'],
    [
      'what fails gives onError',
      { $convert: { input: 'x', to: 'int', onError: { $concat: ['no ', '$text'] } } },
      'no x',
    ],
    ['null gives onNull', { $convert: { input: '$missing', to: 'int', onNull: -1 } }, -1],
    ['null without onNull', { $convert: { input: '$nothing', to: 'int' } }, null],
    ['a type of null', { $convert: { input: 1, to: '$nothing' } }, null],
    ['onError may be missing', { $convert: { input: 'x', to: 'int', onError: '$missing' } }, undefined],
  ]);

  refuses([
    ['to a type there is not', { $convert: { input: 1, to: 'nope' } }, 2],
    ['from what cannot be converted', { $convert: { input: '$list', to: 'int' } }, 241],
    ['without a type', { $convert: { input: 1 } }, 9],
    ['with an unknown argument', { $convert: { input: 1, to: 'int', x: 1 } }, 9],
  ]);
});

describe('manual, "$type", "$isNumber", "$bsonSize"', () => {
  gives([
    ['int', { $type: '$a' }, 'int'],
    ['long', { $type: long(1) }, 'long'],
    ['double', { $type: new Double(1) }, 'double'],
    ['decimal', { $type: dec('1') }, 'decimal'],
    ['string', { $type: '$text' }, 'string'],
    ['object', { $type: '$o' }, 'object'],
    ['null', { $type: '$nothing' }, 'null'],
    ['bool', { $type: true }, 'bool'],
    ['date', { $type: at }, 'date'],
    ['objectId', { $type: id }, 'objectId'],
    ['binData', { $type: new Binary(Buffer.from('a'), 0) }, 'binData'],
    ['regex', { $type: /a/ }, 'regex'],
    ['timestamp', { $type: new Timestamp({ t: 1, i: 1 }) }, 'timestamp'],
    ['minKey', { $type: new MinKey() }, 'minKey'],
    ['maxKey', { $type: new MaxKey() }, 'maxKey'],
    ['$isNumber of a decimal', { $isNumber: dec('1') }, true],
    ['$isNumber of digits', { $isNumber: '1' }, false],
    ['$isNumber of a missing field', { $isNumber: '$missing' }, false],
    ['$bsonSize of a document', { $bsonSize: '$o' }, 12],
    ['$bsonSize of null', { $bsonSize: '$nothing' }, null],
  ]);
  gives(
    [
      ['$tsSecond', { $tsSecond: new Timestamp({ t: 5, i: 9 }) }, long(5)],
      ['$tsIncrement', { $tsIncrement: new Timestamp({ t: 5, i: 9 }) }, long(9)],
      ['$tsSecond of null', { $tsSecond: '$nothing' }, null],
    ],
    '5.1',
  );
  gives(
    [
      [
        '$toUUID',
        { $toUUID: '00112233-4455-6677-8899-aabbccddeeff' },
        new Binary(Buffer.from('00112233445566778899aabbccddeeff', 'hex'), 4),
      ],
    ],
    '8.0',
  );

  refuses([['$bsonSize of a number', { $bsonSize: '$a' }, 31393]]);
  refuses([['$tsSecond of a date', { $tsSecond: at }, 5687301]], '5.1');
});
