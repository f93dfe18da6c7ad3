import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Inbound } from '../../src/intake/ports.ts';
import { openTestStore } from './open.ts';

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
beforeEach(async () => {
  await Promise.all(Object.values(store.connection.models).map((model) => model.deleteMany({})));
});
afterAll(() => store.dispose());

const KEY = 'wkDEMO/wmOwner';
const item = (id: string, sentAt: number, overrides: Partial<Inbound> = {}): Inbound => ({
  _id: id,
  community: 'main',
  key: KEY,
  sentAt,
  receivedAt: sentAt + 10,
  event: { kind: 'member', via: 'app', message: { kind: 'text', text: id } },
  now: false,
  ...overrides,
});
const ids = (items: readonly { _id: string }[]) => items.map(({ _id }) => _id);

describe('inbox: stored before acknowledged, once (design rule 1)', () => {
  test('what is stored twice is there once, the first stays, in the order it was sent', async () => {
    await store.inbox.put([item('b', 20), item('a', 10)]);
    await store.inbox.put([item('a', 99), item('c', 30)]);
    const pending = await store.inbox.pending('main', KEY);
    expect(ids(pending)).toEqual(['a', 'b', 'c']);
    expect(pending[0]).toMatchObject(item('a', 10));
  });

  test('two at once store it once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => store.inbox.put([item('a', 10), item('b', 20)])));
    expect(ids(await store.inbox.pending('main', KEY))).toEqual(['a', 'b']);
  });

  test('what is done waits no more, and does not wait again when it comes again', async () => {
    await store.inbox.put([item('a', 10), item('b', 20)]);
    await store.inbox.done('main', ['a'], 1_000);
    await store.inbox.put([item('a', 10)]);
    expect(ids(await store.inbox.pending('main', KEY))).toEqual(['b']);
  });

  test('keys and communities are apart', async () => {
    await store.inbox.put([item('a', 1), item('b', 2, { key: 'member/li' }), item('c', 3, { community: 'east' })]);
    expect(ids(await store.inbox.pending('main', KEY))).toEqual(['a']);
    expect((await store.inbox.waitingKeys('main')).sort()).toEqual(['member/li', KEY].sort());
    expect(await store.inbox.waitingKeys('east')).toEqual([KEY]);
    await store.inbox.done('main', ['c'], 1);
    expect(ids(await store.inbox.pending('east', KEY))).toEqual(['c']);
  });

  test('media are owed until they were fetched', async () => {
    const media = { mediaId: 'm1', file: 'a.jpg' };
    await store.inbox.put([item('a', 2, { media }), item('b', 1, { media }), item('c', 3)]);
    expect(ids(await store.inbox.mediaOwed('main', 10))).toEqual(['b', 'a']);
    expect(ids(await store.inbox.mediaOwed('main', 1))).toEqual(['b']);
    await store.inbox.mediaFetched('main', 'b');
    expect(ids(await store.inbox.mediaOwed('main', 10))).toEqual(['a']);
  });

  test('nothing to store is fine', async () => {
    await store.inbox.put([]);
    expect(await store.inbox.waitingKeys('main')).toEqual([]);
  });
});

describe('conversations: one process, one write a turn (design rule 2)', () => {
  const claim = (by: string, now: number, community = 'main') =>
    store.conversations.claim({ community, id: KEY, by, now, leaseMs: 100 });

  test('are made by the first claim and belong to it until given back or run out', async () => {
    expect(await claim('one', 0)).toEqual({
      _id: KEY,
      community: 'main',
      version: 0,
      state: null,
      owed: [],
      handled: [],
      wakeAt: null,
    });
    expect(await claim('two', 99)).toBeNull();
    expect(await claim('one', 99)).not.toBeNull();
    await store.conversations.release('main', KEY, 'two');
    expect(await claim('two', 150)).toBeNull();
    expect(await claim('two', 199)).not.toBeNull();
    await store.conversations.release('main', KEY, 'two');
    expect(await claim('three', 199)).not.toBeNull();
  });

  test('of ten claims at once one is granted', async () => {
    const claims = await Promise.all(Array.from({ length: 10 }, (_, index) => claim(`p${index}`, 0)));
    expect(claims.filter((one) => one !== null)).toHaveLength(1);
  });

  test('a turn is saved at the version it was read, else not at all', async () => {
    const document = (await claim('one', 0))!;
    const next = {
      ...document,
      version: 1,
      state: { step: 1 },
      owed: [{ id: 'e', effect: 'say' }],
      handled: ['a'],
      wakeAt: 500,
    };
    expect(await store.conversations.save(next, 0)).toBe(true);
    expect(await store.conversations.save({ ...next, state: { step: 2 } }, 0)).toBe(false);
    expect(await store.conversations.read('main', KEY)).toEqual(next);
    expect(await store.conversations.read('east', KEY)).toBeNull();
  });

  test('what is owed or due is found, until it was carried out', async () => {
    const document = (await claim('one', 0))!;
    await store.conversations.save({ ...document, version: 1, owed: [{ id: 'e', effect: 'say' }], wakeAt: 500 }, 0);
    expect(await store.conversations.due('main', 0, 10)).toEqual([KEY]);
    await store.conversations.settled('main', KEY, 0);
    expect(await store.conversations.due('main', 0, 10)).toEqual([KEY]);
    await store.conversations.settled('main', KEY, 1);
    expect((await store.conversations.read('main', KEY))?.owed).toEqual([]);
    expect(await store.conversations.due('main', 499, 10)).toEqual([]);
    expect(await store.conversations.due('main', 500, 10)).toEqual([KEY]);
    expect(await store.conversations.due('east', 500, 10)).toEqual([]);
  });
});
