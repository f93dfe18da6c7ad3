import { beforeEach, describe, expect, test } from '@jest/globals';
import type { OutboxRepository } from '../../src/delivery/ports.ts';
import { makeEntry } from './factories.ts';

const LANE = { community: 'main', recipient: 'owner/wkDEMO/wmOwner' } as const;
const OTHER = { community: 'main', recipient: 'group/engineering' } as const;
const EAST = { community: 'east', recipient: LANE.recipient } as const;
const SENT = { result: 'sent', at: 5_000 } as const;
const FAILED = { result: 'failed', at: 6_000, reason: 'window-closed' } as const;

const entry = (id: string, overrides: Parameters<typeof makeEntry>[0] = {}) => makeEntry({ id, ...LANE, ...overrides });

/** What every outbox does. `make` gives an empty one. */
export function outboxContract(name: string, make: () => Promise<OutboxRepository>): void {
  describe(`${name}: outbox`, () => {
    let outbox: OutboxRepository;
    beforeEach(async () => {
      outbox = await make();
    });
    const owedIds = async (lane: { community: string; recipient: string }, now = 10_000) =>
      (await outbox.owed({ ...lane, now, limit: 100 })).map(({ id }) => id);
    const only = async () => (await outbox.owed({ ...LANE, now: 1e15, limit: 1 }))[0]!;

    test('stores an entry as it is', async () => {
      const stored = entry('a', { dueAt: 7, order: 3 });
      await outbox.insertMany([stored]);
      expect(await only()).toEqual(stored);
    });

    test('the same id twice is one, and the first stays', async () => {
      await outbox.insertMany([entry('a', { order: 1 })]);
      await outbox.insertMany([entry('a', { order: 9 }), entry('b', { order: 2 }), entry('b', { order: 3 })]);
      expect((await outbox.owed({ ...LANE, now: 10_000, limit: 9 })).map(({ id, order }) => [id, order])).toEqual([
        ['a', 1],
        ['b', 2],
      ]);
    });

    test('an entry that has ended is not owed again when it is stored again', async () => {
      await outbox.insertMany([entry('a')]);
      await outbox.finish({ community: 'main', ids: ['a'], outcome: SENT, reported: false });
      await outbox.insertMany([entry('a')]);
      expect(await owedIds(LANE)).toEqual([]);
    });

    test('nothing to store is fine', async () => {
      await outbox.insertMany([]);
      expect(await outbox.dueLanes({ communities: ['main'], now: 1e15, limit: 9 })).toEqual([]);
    });

    test('a lane owes in order, ties by id, what is due, of one community', async () => {
      await outbox.insertMany([
        entry('c', { order: 5 }),
        entry('b', { order: 5 }),
        entry('a', { order: 6 }),
        entry('later', { order: 1, dueAt: 10_001 }),
        entry('other', OTHER),
        entry('east', EAST),
      ]);
      expect(await owedIds(LANE)).toEqual(['b', 'c', 'a']);
      expect(await owedIds(EAST)).toEqual(['east']);
      expect((await outbox.owed({ ...LANE, now: 10_000, limit: 2 })).map(({ id }) => id)).toEqual(['b', 'c']);
    });

    test('lanes that are due are named once each', async () => {
      await outbox.insertMany([
        entry('a'),
        entry('b'),
        entry('c', OTHER),
        entry('d', EAST),
        entry('e', { recipient: 'x', dueAt: 99_999 }),
      ]);
      const lanes = await outbox.dueLanes({ communities: ['main'], now: 10_000, limit: 10 });
      expect(lanes.map(({ recipient }) => recipient).sort()).toEqual([OTHER.recipient, LANE.recipient]);
      expect(await outbox.dueLanes({ communities: ['main'], now: 10_000, limit: 1 })).toHaveLength(1);
    });

    test('lanes are named by what has waited longest, of every community that is asked for', async () => {
      await outbox.insertMany([
        entry('a', { dueAt: 50 }),
        entry('b', { ...OTHER, dueAt: 10 }),
        entry('c', { ...EAST, dueAt: 30 }),
        entry('d', { recipient: 'group/security', community: 'west', dueAt: 1 }),
        entry('e', { recipient: 'group/cleaning', dueAt: 5 }),
        entry('f', { recipient: 'group/hall', dueAt: 6 }),
      ]);
      await outbox.finish({ community: 'main', ids: ['e'], outcome: SENT, reported: false });
      await outbox.hold({ community: 'main', ids: ['f'], until: 60 });
      const lanes = await outbox.dueLanes({ communities: ['main', 'east'], now: 59, limit: 10 });
      expect(lanes).toEqual([OTHER, EAST, LANE]);
    });

    test('a lane belongs to one process until it is given back or the lease runs out', async () => {
      const claim = (by: string, now: number) => outbox.claimLane({ ...LANE, by, now, leaseMs: 100 });
      expect(await claim('one', 0)).toEqual({ blockedUntil: 0, failures: 0 });
      expect(await claim('two', 99)).toBeNull();
      expect(await outbox.claimLane({ ...OTHER, by: 'two', now: 99, leaseMs: 100 })).not.toBeNull();
      expect(await outbox.claimLane({ ...EAST, by: 'two', now: 99, leaseMs: 100 })).not.toBeNull();
      expect(await claim('one', 99)).not.toBeNull();
      expect(await claim('two', 150)).toBeNull();
      expect(await claim('two', 199)).not.toBeNull();
      await outbox.releaseLane({ ...LANE, by: 'one', lane: { blockedUntil: 7, failures: 7 } });
      expect(await claim('three', 200)).toBeNull();
      await outbox.releaseLane({ ...LANE, by: 'two', lane: { blockedUntil: 500, failures: 2 } });
      expect(await claim('three', 200)).toEqual({ blockedUntil: 500, failures: 2 });
    });

    test('a batch is begun, gets on piece by piece, and keeps its name when it is begun again', async () => {
      await outbox.insertMany([entry('a'), entry('b')]);
      await outbox.begin({ community: 'main', ids: ['a', 'b'], batch: 'x', wireIds: ['w0', 'w1'] });
      await outbox.partsSent({ community: 'main', ids: ['a', 'b'], parts: 1 });
      await outbox.begin({ community: 'main', ids: ['a', 'b'], batch: 'y', wireIds: ['v0'] });
      const [a, b] = await outbox.owed({ ...LANE, now: 10_000, limit: 9 });
      for (const one of [a, b])
        expect(one).toMatchObject({ state: 'sending', batch: 'x', parts: 1, wireIds: ['w0', 'w1'] });
    });

    test('entries are found by the id WeCom knows them by, also after they ended', async () => {
      await outbox.insertMany([entry('a'), entry('b'), entry('c')]);
      await outbox.begin({ community: 'main', ids: ['a', 'b'], batch: 'x', wireIds: ['w0', 'w1'] });
      await outbox.finish({ community: 'main', ids: ['a', 'b'], outcome: SENT, reported: false });
      const found = await outbox.byWireId({ community: 'main', wireId: 'w1' });
      expect(found.map(({ id, outcome }) => [id, outcome]).sort()).toEqual([
        ['a', SENT],
        ['b', SENT],
      ]);
      expect(await outbox.byWireId({ community: 'east', wireId: 'w1' })).toEqual([]);
      expect(await outbox.byWireId({ community: 'main', wireId: 'w9' })).toEqual([]);
    });

    test('sent may become failed, failed never sent', async () => {
      await outbox.insertMany([entry('a'), entry('b')]);
      await outbox.begin({ community: 'main', ids: ['a', 'b'], batch: 'x', wireIds: ['w'] });
      const finish = (ids: string[], outcome: typeof SENT | typeof FAILED) =>
        outbox.finish({ community: 'main', ids, outcome, reported: false });
      expect(await finish(['a'], SENT)).toBe(1);
      expect(await finish(['a'], FAILED)).toBe(1);
      expect(await finish(['b'], FAILED)).toBe(1);
      expect(await finish(['a', 'b'], SENT)).toBe(0);
      const ended = await outbox.byWireId({ community: 'main', wireId: 'w' });
      expect(ended.map(({ state, outcome }) => [state, outcome])).toEqual([
        ['failed', FAILED],
        ['failed', FAILED],
      ]);
    });

    test('an outcome is unreported until it was told, and again when it changes', async () => {
      await outbox.insertMany([entry('b', { order: 1 }), entry('a', { order: 2 }), entry('c', { order: 3 })]);
      await outbox.finish({ community: 'main', ids: ['b'], outcome: FAILED, reported: false });
      await outbox.finish({ community: 'main', ids: ['a'], outcome: SENT, reported: false });
      const unreported = async () =>
        (await outbox.unreported({ communities: ['main'], now: 10_000, limit: 9 })).map(({ id }) => id);
      expect(await unreported()).toEqual(['a', 'b']);
      expect(await outbox.unreported({ communities: ['main'], now: 10_000, limit: 1 })).toHaveLength(1);
      expect(await outbox.unreported({ communities: ['east'], now: 10_000, limit: 9 })).toEqual([]);
      await outbox.reported({ community: 'main', ids: ['a'], result: 'sent' });
      await outbox.reported({ community: 'main', ids: ['b'], result: 'failed' });
      expect(await unreported()).toEqual([]);
      await outbox.finish({ community: 'main', ids: ['a'], outcome: FAILED, reported: false });
      expect(await unreported()).toEqual(['a']);
    });

    test('an outcome that nobody has to know of is reported from the start', async () => {
      await outbox.insertMany([entry('a'), entry('b')]);
      await outbox.finish({ community: 'main', ids: ['a'], outcome: SENT, reported: true });
      await outbox.finish({ community: 'main', ids: ['b'], outcome: SENT, reported: false });
      const unreported = await outbox.unreported({ communities: ['main'], now: 10_000, limit: 9 });
      expect(unreported.map(({ id }) => id)).toEqual(['b']);
    });

    test('an outcome counts as left behind only from the moment that is asked for', async () => {
      await outbox.insertMany([entry('a'), entry('b')]);
      await outbox.finish({ community: 'main', ids: ['a'], outcome: SENT, reported: false });
      await outbox.finish({ community: 'main', ids: ['b'], outcome: FAILED, reported: false });
      const upTo = async (now: number) =>
        (await outbox.unreported({ communities: ['main'], now, limit: 9 })).map(({ id }) => id);
      expect(await upTo(SENT.at - 1)).toEqual([]);
      expect(await upTo(SENT.at)).toEqual(['a']);
      expect(await upTo(FAILED.at)).toEqual(['a', 'b']);
    });

    test('an outcome that changes while the old one is being told is still untold (msg_send_fail, wecom-api.md 3.3)', async () => {
      await outbox.insertMany([entry('a')]);
      await outbox.finish({ community: 'main', ids: ['a'], outcome: SENT, reported: false });
      await outbox.finish({ community: 'main', ids: ['a'], outcome: FAILED, reported: false });
      await outbox.reported({ community: 'main', ids: ['a'], result: 'sent' });
      const [untold] = await outbox.unreported({ communities: ['main'], now: 10_000, limit: 9 });
      expect(untold?.outcome).toEqual(FAILED);
    });

    test('postponing named entries keeps their batch', async () => {
      await outbox.insertMany([entry('a'), entry('b')]);
      await outbox.begin({ community: 'main', ids: ['a'], batch: 'x', wireIds: ['w'] });
      await outbox.postpone({ ...LANE, ids: ['a'], until: 20_000, troubledSince: 9 });
      expect(await owedIds(LANE)).toEqual(['b']);
      const [a] = (await outbox.owed({ ...LANE, now: 20_000, limit: 9 })).filter(({ id }) => id === 'a');
      expect(a).toMatchObject({ state: 'sending', batch: 'x', dueAt: 20_000, troubledSince: 9 });
      await outbox.postpone({ ...LANE, ids: ['a'], until: 20_001 });
      expect((await outbox.byWireId({ community: 'main', wireId: 'w' }))[0]?.troubledSince).toBe(9);
    });

    test('postponing as fresh takes entries out of their batch', async () => {
      await outbox.insertMany([entry('a')]);
      await outbox.begin({ community: 'main', ids: ['a'], batch: 'x', wireIds: ['w'] });
      await outbox.postpone({ ...LANE, ids: ['a'], until: 20_000, fresh: true, troubledSince: null });
      expect(await only()).toMatchObject({ state: 'waiting', batch: null, wireIds: [], parts: 0, troubledSince: null });
      expect(await outbox.byWireId({ community: 'main', wireId: 'w' })).toEqual([]);
    });

    test('postponing a lane moves what is owed and due earlier, of this lane only', async () => {
      await outbox.insertMany([
        entry('a', { dueAt: 1 }),
        entry('done', { dueAt: 1 }),
        entry('late', { dueAt: 900 }),
        entry('other', { ...OTHER, dueAt: 1 }),
        entry('east', { ...EAST, dueAt: 1 }),
      ]);
      await outbox.finish({ community: 'main', ids: ['done'], outcome: SENT, reported: false });
      await outbox.postpone({ ...LANE, until: 500 });
      expect(await owedIds(LANE, 499)).toEqual([]);
      expect(await owedIds(LANE, 500)).toEqual(['a']);
      expect(await owedIds(LANE, 900)).toEqual(['a', 'late']);
      expect(await owedIds(OTHER, 1)).toEqual(['other']);
      expect(await owedIds(EAST, 1)).toEqual(['east']);
    });

    test('postponing never revives what has ended', async () => {
      await outbox.insertMany([entry('a')]);
      await outbox.finish({ community: 'main', ids: ['a'], outcome: SENT, reported: false });
      await outbox.postpone({ ...LANE, ids: ['a'], until: 5, fresh: true });
      expect(await owedIds(LANE)).toEqual([]);
    });

    test('held entries wait for their release, or until their time', async () => {
      await outbox.insertMany([entry('a'), entry('b'), entry('c', { recipient: 'owner/wkDEMO/wmOther' })]);
      await outbox.begin({ community: 'main', ids: ['a'], batch: 'x', wireIds: ['w'] });
      await outbox.hold({ community: 'main', ids: ['a', 'c'], until: 50_000 });
      expect(await owedIds(LANE)).toEqual(['b']);
      expect((await outbox.owed({ ...LANE, now: 50_000, limit: 9 })).find(({ id }) => id === 'a')).toMatchObject({
        held: true,
      });
      await outbox.release({ ...LANE, now: 20_000 });
      const [a] = (await outbox.owed({ ...LANE, now: 20_000, limit: 9 })).filter(({ id }) => id === 'a');
      expect(a).toMatchObject({ held: false, dueAt: 20_000, state: 'waiting', batch: null });
      expect(await owedIds({ ...LANE, recipient: 'owner/wkDEMO/wmOther' }, 20_000)).toEqual([]);
    });

    test('two processes that begin at once claim one lane once', async () => {
      const claims = await Promise.all(
        ['a', 'b', 'c', 'd', 'e'].map((by) => outbox.claimLane({ ...LANE, by, now: 0, leaseMs: 100 })),
      );
      expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
    });
  });
}
