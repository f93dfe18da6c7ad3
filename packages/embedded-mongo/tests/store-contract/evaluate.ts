import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BSON, type Collection, type Document } from 'mongodb';
import { type ContractServer, openServer } from './server.ts';

/** Canonical extended JSON of a value, which tells BSON types apart: `{$numberInt: '3'}`, `{$numberDouble: '3.0'}`. */
export const canonical = (v: unknown): unknown => (BSON.EJSON.serialize({ v }, { relaxed: false }) as Document).v;

/** An expression and what it gives; a result of undefined is a missing value. */
export type Gives = [title: string, expression: unknown, result: unknown];

/** An expression and the code, or one of the codes of different releases, it is refused with. */
export type Refuses = [title: string, expression: unknown, code: number | number[]];

/** Tables of aggregation expressions on one document; `since` is the first release that has the operators. */
export interface ExpressionTables {
  gives(rows: Gives[], since?: string): void;
  refuses(rows: Refuses[], since?: string): void;
}

/** Opens a server for a suite of expressions, with one document for them to read. */
export function expressionTables(name: string, document: Document): ExpressionTables {
  let server: ContractServer;
  let one: Collection<Document>;
  beforeAll(async () => {
    server = await openServer(name);
    one = server.db.collection('one');
    await one.insertOne({ ...document, _id: 1 as never });
  });
  afterAll(() => server.close());
  const run = async (expression: unknown): Promise<unknown> => {
    const [d] = await one.aggregate([{ $project: { v: expression } }], { promoteValues: false }).toArray();
    return d?.v;
  };
  return {
    gives: (rows, since = '4.4') => {
      test.each(rows)('%s', async (_title, expression, result) => {
        if (server.atLeast(since)) expect(canonical(await run(expression))).toEqual(canonical(result));
      });
    },
    refuses: (rows, since = '4.4') => {
      test.each(rows)('refuses %s', async (_title, expression, code) => {
        if (!server.atLeast(since)) return;
        const error = await run(expression).catch((e: Document) => e);
        expect([code].flat()).toContain(Number((error as Document | undefined)?.code));
      });
    },
  };
}
