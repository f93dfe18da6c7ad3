import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { type EmbeddedMongo, startEmbeddedMongo } from '@shouwen/embedded-mongo';
import { createManualClock } from '@shouwen/wecom-simulator';
import { createDispatcher, type Dispatcher } from '../../src/effects/index.ts';
import { createReports } from '../../src/records/reports/create-reports.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { type Executed, recordingHandlers } from '../effects/recorded.ts';
import { communitiesOf } from '../support/communities.ts';
import { at, community, open } from '../tickets/factories.ts';

let server: EmbeddedMongo | null = null;
let folder = '';
const stores: Store[] = [];

afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

test('篇5 七.5 R38 four services with connections of their own on one database: each report is made once, and each of its messages is sent once', async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shouwen-reports-'));
  server = await startEmbeddedMongo({ dataDir: folder });
  const uri = `${server.uri.replace(/\/$/, '')}/reports`;
  const executed: Executed[] = [];
  const dispatchers: Dispatcher[] = [];
  for (let index = 0; index < 4; index += 1) {
    const effects = createDispatcher({ clock: createManualClock(at('2026-11-24 09:00')), log: { error: () => {} } });
    stores.push(await openStore({ mongodbUri: uri, dataDir: '', effects }));
    effects.serve(recordingHandlers(executed));
    dispatchers.push(effects);
  }
  const [first] = stores;
  const complaint = open({ category: '投诉', topic: 'slow-repair', firstWordAt: at('2026-11-18 10:00') });
  await first!.tickets.insert({ ...complaint, pendingEffects: [] });
  const processes = stores.map(({ tickets, reports: book }) =>
    createReports({ communities: communitiesOf(community), tickets, book }),
  );
  await Promise.all(processes.map((one) => one.tick(at('2026-11-24 09:00'))));
  await Promise.all(dispatchers.map((one) => one.idle()));
  await Promise.all(dispatchers.map((one) => one.sweep(['main'])));
  const made = await first!.connection.collection('reports').find({}).toArray();
  expect(made.map(({ _id }) => String(_id)).sort()).toEqual(['main/monthly/2026-11', 'main/weekly/2026-11-16']);
  expect(made.map(({ pendingEffects, hasPending }) => [pendingEffects, hasPending])).toEqual([
    [[], undefined],
    [[], undefined],
  ]);
  expect(executed.map(({ effect }) => effect.kind)).toEqual(Array(4).fill('message.send'));
  expect(new Set(executed.map(({ id }) => id)).size).toBe(4);
}, 60_000);
