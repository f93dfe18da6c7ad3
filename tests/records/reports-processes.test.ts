import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { type EmbeddedMongo, startEmbeddedMongo } from '@shouwen/embedded-mongo';
import { newEntry } from '../../src/delivery/entry.ts';
import { createReports } from '../../src/records/reports/create-reports.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { at, community, open } from '../tickets/factories.ts';

let server: EmbeddedMongo | null = null;
let folder = '';
const stores: Store<unknown, unknown>[] = [];

afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

test('篇5 七.5 R38 four services with connections of their own on one database: each report is made once, and the outbox holds one of each', async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shouwen-reports-'));
  server = await startEmbeddedMongo({ dataDir: folder });
  const uri = `${server.uri.replace(/\/$/, '')}/reports`;
  for (let index = 0; index < 4; index += 1) stores.push(await openStore({ mongodbUri: uri, dataDir: '' }));
  const [first] = stores;
  const complaint = open({ category: '投诉', topic: 'slow-repair', firstWordAt: at('2026-11-18 10:00') });
  await first!.tickets.insert(complaint);
  let calls = 0;
  const processes = stores.map(({ tickets, reports: book, outbox }) =>
    createReports({
      communities: () => [community],
      tickets,
      book,
      delivery: {
        async enqueue(messages) {
          calls += messages.length;
          await outbox.insertMany(messages.map((message, order) => newEntry(message, { now: 1, order })));
        },
      },
    }),
  );
  await Promise.all(processes.map((one) => one.tick(at('2026-11-24 09:00'))));
  const reports = first!.connection.collection('reports');
  const made = await reports.find({}).toArray();
  expect(made.map(({ _id }) => String(_id)).sort()).toEqual(['main/monthly/2026-11', 'main/weekly/2026-11-16']);
  expect(made.map(({ sentAt, owes }) => [sentAt, owes])).toEqual([
    [at('2026-11-24 09:00'), undefined],
    [at('2026-11-24 09:00'), undefined],
  ]);
  const outgoing = await first!.connection.collection('outbox').find({}).toArray();
  expect(calls).toBeGreaterThanOrEqual(4);
  expect(outgoing).toHaveLength(4);
}, 60_000);
