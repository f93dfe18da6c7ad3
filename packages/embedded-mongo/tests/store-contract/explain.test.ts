import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection<Document>;

beforeAll(async () => {
  server = await openServer('explain');
  items = server.db.collection('items');
  await items.createIndexes([{ key: { a: 1, b: 1 } }, { key: { c: 1 }, unique: true }, { key: { tags: 1 } }]);
  await items.insertMany(
    Array.from({ length: 40 }, (_, i) => ({ _id: i as never, a: i % 4, b: i, c: i, tags: [i, i + 1] })),
  );
});
afterAll(() => server.close());

/** All stages of a plan, outermost first. */
function stages(plan: Document): Document[] {
  const inner = [plan.inputStage ?? [], plan.inputStages ?? []].flat() as Document[];
  return [plan, ...inner.flatMap(stages)];
}

async function explained(command: Document, verbosity = 'executionStats'): Promise<Document> {
  return server.db.command({ explain: command, verbosity });
}

const planOf = (answer: Document): Document[] => {
  const { winningPlan } = answer.queryPlanner as Document;
  return stages((winningPlan.queryPlan ?? winningPlan) as Document);
};

describe('manual, "explain"', () => {
  test.each<[string, Document, string, number]>([
    ['find', { find: 'items', filter: { a: 1 } }, 'a_1_b_1', 10],
    ['count', { count: 'items', query: { c: { $lt: 5 } } }, 'c_1', 5],
    ['distinct', { distinct: 'items', key: 'b', query: { a: 2 } }, 'a_1_b_1', 10],
    ['update', { update: 'items', updates: [{ q: { c: 7 }, u: { $set: { z: 1 } } }] }, 'c_1', 1],
    ['delete', { delete: 'items', deletes: [{ q: { tags: 7 }, limit: 0 }] }, 'tags_1', 2],
    ['findAndModify', { findAndModify: 'items', query: { c: 7 }, update: { $set: { z: 1 } } }, 'c_1', 1],
  ])('%s tells the index it would read, and changes nothing', async (_title, command, indexName, n) => {
    const answer = await explained(command);
    const scan = planOf(answer).find((s) => s.indexName === indexName);
    expect(scan).toMatchObject({ stage: expect.stringMatching(/SCAN$/) });
    expect(answer.executionStats.totalDocsExamined ?? n).toBeLessThanOrEqual(n);
    expect(await items.countDocuments({ z: 1 })).toBe(0);
    expect(await items.countDocuments({})).toBe(40);
  });

  test('queryPlanner alone does not run the query', async () => {
    const answer = await explained({ find: 'items', filter: { a: 1 } }, 'queryPlanner');
    expect(answer.executionStats).toBeUndefined();
    expect(answer.queryPlanner.namespace).toBe(`${server.db.databaseName}.items`);
  });

  test('a multikey index says so, and no key is examined on a collection scan', async () => {
    const multi = planOf(await explained({ find: 'items', filter: { tags: 3 } })).find((s) => s.stage === 'IXSCAN');
    expect(multi).toMatchObject({ isMultiKey: true, direction: 'forward' });
    const scan = await explained({ find: 'items', filter: { z: 1 } });
    expect(scan.executionStats).toMatchObject({ totalKeysExamined: 0, totalDocsExamined: 40, nReturned: 0 });
  });

  test('a descending sort reads the index backwards', async () => {
    const command = { find: 'items', filter: { a: 1 }, sort: { b: -1 } };
    expect(planOf(await explained(command)).find((s) => s.stage === 'IXSCAN')).toMatchObject({ direction: 'backward' });
  });

  test('a collection there is not', async () => {
    const answer = await explained({ find: 'nowhere', filter: { a: 1 } });
    expect(answer.queryPlanner.winningPlan.stage).toBe('EOF');
  });

  test('aggregate: a leading $match and $sort are read from the index', async () => {
    const pipeline = [{ $match: { a: 1 } }, { $sort: { b: 1 } }, { $group: { _id: '$b' } }];
    const text = JSON.stringify(await items.aggregate(pipeline).explain('queryPlanner'));
    expect(text).toContain('a_1_b_1');
    expect(text).not.toContain('"stage":"SORT"');
    expect(text).toContain('$group');
  });

  test.each<[string, Document, number]>([
    ['an unknown command', { explain: { nope: 1 } }, 59],
    ['an unknown verbosity', { explain: { find: 'items' }, verbosity: 'all' }, 2],
    ['two updates at once', { explain: { update: 'items', updates: [] } }, 9],
    ['what cannot be explained', { explain: { insert: 'items', documents: [{}] } }, 59],
    ['a query that is refused', { explain: { find: 'items', filter: { a: { $nope: 1 } } } }, 2],
  ])('refuses %s', async (_title, command, code) => {
    expect([code, code === 9 ? 16 : code]).toContain(await codeOf(server.db.command(command)));
  });
});

describe('manual, "hint"', () => {
  test.each<[string, Document | string, string]>([
    ['by name', 'a_1_b_1', 'a_1_b_1'],
    ['by key', { c: 1 }, 'c_1'],
    ['the index of _id', '_id_', '_id_'],
  ])('%s is followed even where it helps nothing', async (_title, hint, name) => {
    const answer = await explained({ find: 'items', filter: { z: 1 }, hint });
    expect(planOf(answer).some((s) => s.indexName === name)).toBe(true);
  });

  test('the natural order reads the collection, forwards or backwards', async () => {
    const first = async (hint: Document): Promise<unknown> => (await items.findOne({ a: 1 }, { hint }))?._id;
    expect([await first({ $natural: 1 }), await first({ $natural: -1 })]).toEqual([1, 37]);
  });

  test.each<[string, unknown, number]>([
    ['a key no index has', { b: 1 }, 2],
    ['a number', 1, 9],
  ])('refuses %s', async (_title, hint, code) => {
    expect(await codeOf(server.db.command({ find: 'items', hint } as Document))).toBe(code);
  });
});
