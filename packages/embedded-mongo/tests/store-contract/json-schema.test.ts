import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Collection, Decimal128, type Document, Int32, Long } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection<Document>;

const values: unknown[] = [
  new Int32(5),
  Long.fromNumber(12),
  2.5,
  Decimal128.fromString('7.5'),
  'ab',
  'abcd漏',
  [],
  [1, 'x', 1],
  { p: 1 },
  { p: 'x', q: 2 },
  null,
  true,
];
const missing = values.length;

beforeAll(async () => {
  server = await openServer('schema');
  items = server.db.collection('items');
  await items.insertMany([...values.map((v, i) => ({ _id: i, v })), { _id: missing }] as never[]);
});
afterAll(() => server.close());

/** The places of the values a schema of `v` lets pass; a missing value, the last place, passes everything but `required`. */
async function passing(schema: Document): Promise<number[]> {
  const found = await items.find({ $jsonSchema: schema }).sort({ _id: 1 }).toArray();
  return found.map((d) => d._id as unknown as number);
}

const all = [...values.keys(), missing];
const without = (...gone: number[]): number[] => all.filter((i) => !gone.includes(i));

describe('manual, "$jsonSchema": keywords of a value', () => {
  test.each<[string, Document, number[]]>([
    ['bsonType int', { bsonType: 'int' }, [0, missing]],
    ['bsonType of several', { bsonType: ['long', 'string'] }, [1, 4, 5, missing]],
    ['bsonType number takes every number', { bsonType: 'number' }, [0, 1, 2, 3, missing]],
    ['type number', { type: 'number' }, [0, 1, 2, 3, missing]],
    ['type boolean or null', { type: ['boolean', 'null'] }, [10, 11, missing]],
    ['enum', { enum: ['ab', { p: 1 }, 5] }, [0, 4, 8, missing]],
    ['minimum looks at numbers only', { minimum: 5 }, without(2)],
    ['exclusiveMinimum', { minimum: 5, exclusiveMinimum: true }, without(0, 2)],
    ['maximum', { maximum: 7.5 }, without(1)],
    ['exclusiveMaximum', { maximum: 7.5, exclusiveMaximum: true }, without(1, 3)],
    ['multipleOf', { multipleOf: 2.5 }, without(1)],
    ['multipleOf of a whole number', { multipleOf: 3 }, without(0, 2, 3)],
    ['minLength counts characters', { minLength: 5 }, without(4)],
    ['maxLength', { maxLength: 4 }, without(5)],
    ['pattern', { pattern: '^ab$' }, without(5)],
    ['minItems', { minItems: 1 }, without(6)],
    ['maxItems', { maxItems: 2 }, without(7)],
    ['uniqueItems', { uniqueItems: true }, without(7)],
    ['uniqueItems: false says nothing', { uniqueItems: false }, all],
    ['items, all alike', { items: { bsonType: 'number' } }, without(7)],
    ['items, one by one', { items: [{ bsonType: 'int' }, { bsonType: 'int' }] }, without(7)],
    ['additionalItems: false', { items: [{}, {}], additionalItems: false }, without(7)],
    ['additionalItems of a type', { items: [{}], additionalItems: { bsonType: 'string' } }, without(7)],
    ['required looks at documents only', { required: ['q'] }, without(8)],
    ['properties', { properties: { p: { bsonType: 'int' } } }, without(9)],
    ['patternProperties', { patternProperties: { '^p': { bsonType: 'string' } } }, without(8)],
    ['additionalProperties: false', { properties: { p: {} }, additionalProperties: false }, without(9)],
    [
      'additionalProperties beside a pattern',
      { patternProperties: { '^[pq]$': {} }, additionalProperties: false },
      all,
    ],
    [
      'additionalProperties of a type',
      { properties: { p: {} }, additionalProperties: { bsonType: 'string' } },
      without(9),
    ],
    ['minProperties', { minProperties: 2 }, without(8)],
    ['maxProperties', { maxProperties: 1 }, without(9)],
    ['dependencies on names', { dependencies: { p: ['q'] } }, without(8)],
    ['dependencies on a schema', { dependencies: { q: { properties: { p: { bsonType: 'int' } } } } }, without(9)],
    ['allOf', { allOf: [{ bsonType: 'number' }, { minimum: 6 }] }, [1, 3, missing]],
    ['anyOf', { anyOf: [{ bsonType: 'null' }, { bsonType: 'bool' }] }, [10, 11, missing]],
    ['oneOf', { oneOf: [{ bsonType: 'number' }, { minimum: 6 }] }, without(1, 3)],
    ['not', { not: { bsonType: ['number', 'string', 'array'] } }, [8, 9, 10, 11, missing]],
    ['title and description say nothing', { title: 'a', description: 'b' }, all],
  ])('%s', async (_title, schema, places) => {
    expect(await passing({ properties: { v: schema } })).toEqual(places);
  });

  test('required in the document itself', async () => {
    expect(await passing({ required: ['v'] })).toEqual(without(missing));
  });
});

describe('manual, "$jsonSchema": what is refused', () => {
  test.each<[string, unknown, number]>([
    ['a schema that is no document', 1, 14],
    ['an unknown keyword', { nope: 1 }, 9],
    ['a keyword of JSON schema that MongoDB omits', { $ref: '#' }, 9],
    ['format', { format: 'date' }, 9],
    ['type integer', { type: 'integer' }, 9],
    ['an unknown type', { bsonType: 'nope' }, 2],
    ['type and bsonType together', { type: 'string', bsonType: 'string' }, 9],
    ['an empty enum', { enum: [] }, 9],
    ['enum that is no list', { enum: 'a' }, 14],
    ['required of nothing', { required: [] }, 9],
    ['required of numbers', { required: [1] }, 14],
    ['minimum in text', { minimum: 'a' }, 14],
    ['exclusiveMinimum without minimum', { exclusiveMinimum: true }, 9],
    ['multipleOf 0', { multipleOf: 0 }, 9],
    ['minLength -1', { minLength: -1 }, 9],
    ['maxItems of half', { maxItems: 1.5 }, 9],
    ['pattern that is no text', { pattern: 1 }, 14],
    ['uniqueItems that is no boolean', { uniqueItems: 1 }, 14],
    ['properties of a list', { properties: [] }, 14],
    ['a property that is no schema', { properties: { a: 1 } }, 14],
    ['additionalProperties of a number', { additionalProperties: 1 }, 14],
    ['items of a number', { items: 1 }, 14],
    ['allOf of nothing', { allOf: [] }, 2],
    ['not of a list', { not: [] }, 14],
    ['title that is no text', { title: 1 }, 14],
  ])('%s', async (_title, schema, code) => {
    expect(await codeOf(items.find({ $jsonSchema: schema as never }).toArray())).toBe(code);
  });
});
