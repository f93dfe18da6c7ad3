import { beforeEach, describe, expect, test } from '@jest/globals';
import { initialState } from '../../src/conversation/state.ts';
import type { Effect } from '../../src/effects/index.ts';
import type {
  ConversationDocument,
  ConversationRepository,
  Inbound,
  InboxRepository,
  SyncRequestRepository,
} from '../../src/intake/ports.ts';

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

/** What every inbox promises. */
export function inboxContract(name: string, open: () => Promise<InboxRepository>): void {
  describe(`${name}: inbox, stored before acknowledged, once (design rule 1)`, () => {
    let inbox: InboxRepository;
    beforeEach(async () => {
      inbox = await open();
    });

    test('what is stored twice is there once, the first stays, in the order it was sent', async () => {
      await inbox.put([item('b', 20), item('a', 10)]);
      await inbox.put([item('a', 99), item('c', 30)]);
      const pending = await inbox.pending('main', KEY);
      expect(ids(pending)).toEqual(['a', 'b', 'c']);
      expect(pending[0]).toMatchObject(item('a', 10));
    });

    test('of one second the first to arrive comes first, then the ids decide', async () => {
      await inbox.put([item('b', 1), item('a', 1), item('c', 1, { receivedAt: 5 })]);
      expect(ids(await inbox.pending('main', KEY))).toEqual(['c', 'a', 'b']);
    });

    test('two at once store it once', async () => {
      await Promise.all(Array.from({ length: 8 }, () => inbox.put([item('a', 10), item('b', 20)])));
      expect(ids(await inbox.pending('main', KEY))).toEqual(['a', 'b']);
    });

    test('what is done waits no more, and does not wait again when it comes again', async () => {
      await inbox.put([item('a', 10), item('b', 20)]);
      await inbox.done([{ community: 'main', id: 'a' }], 1_000);
      await inbox.put([item('a', 10)]);
      expect(ids(await inbox.pending('main', KEY))).toEqual(['b']);
    });

    test('items of several communities are done in one go, and only those', async () => {
      const east = { community: 'east' };
      await inbox.put([item('a', 1), item('b', 2), item('c', 3, east), item('d', 4, east)]);
      await inbox.done(
        [
          { community: 'main', id: 'a' },
          { community: 'east', id: 'd' },
          { community: 'main', id: 'c' },
        ],
        1_000,
      );
      expect(ids(await inbox.pending('main', KEY))).toEqual(['b']);
      expect(ids(await inbox.pending('east', KEY))).toEqual(['c']);
    });

    test('queues with something waiting are named once each', async () => {
      const member = { key: 'member/li' };
      await inbox.put([item('a', 1), item('b', 2), item('c', 3, member), item('d', 4, { community: 'east' })]);
      const waiting = async (...communities: string[]) =>
        (await inbox.waitingKeys(communities)).map(({ community, key }) => `${community} ${key}`).sort();
      expect(await waiting('main')).toEqual(['main member/li', `main ${KEY}`]);
      expect(await waiting('main', 'east')).toEqual([`east ${KEY}`, 'main member/li', `main ${KEY}`]);
      await inbox.done([{ community: 'east', id: 'd' }], 1);
      expect(await waiting('east')).toEqual([]);
      expect(await waiting()).toEqual([]);
    });

    test('media are pending until they were fetched', async () => {
      const media = { mediaId: 'm1', file: 'a.jpg' };
      await inbox.put([item('a', 2, { media }), item('b', 1, { media }), item('c', 3)]);
      expect(ids(await inbox.pendingMedia(['main'], 10))).toEqual(['b', 'a']);
      expect(ids(await inbox.pendingMedia(['main'], 1))).toEqual(['b']);
      expect(await inbox.pendingMedia(['east'], 10)).toEqual([]);
      await inbox.mediaFetched('main', 'b');
      expect(ids(await inbox.pendingMedia(['main'], 10))).toEqual(['a']);
    });

    test('nothing to store is fine', async () => {
      await inbox.put([]);
      expect(await inbox.waitingKeys(['main'])).toEqual([]);
    });
  });
}

const effect: Effect = { kind: 'session.transfer', conversationId: KEY };

/** What every keeper of conversations promises, besides leases. */
export function conversationsContract(name: string, open: () => Promise<ConversationRepository>): void {
  describe(`${name}: conversations, one process, one write a turn (design rule 2)`, () => {
    let conversations: ConversationRepository;
    beforeEach(async () => {
      conversations = await open();
    });
    const claim = (by: string, now = 0) => conversations.claim({ community: 'main', id: KEY, by, now, leaseMs: 100 });
    /** The conversation after a turn of process `one`. */
    async function turn(changes: Partial<ConversationDocument>): Promise<ConversationDocument> {
      const document = await claim('one');
      if (document === null) throw new Error('another process holds the lease');
      const next = { ...document, version: 1, state: initialState(), updatedAt: 400, ...changes };
      expect(await conversations.save(next, 0)).toBe(true);
      return next;
    }
    const dueAt = async (now: number, communities = ['main']) =>
      ids(await conversations.due({ communities, now, limit: 10 }));

    test('are made by the first claim, without state', async () => {
      expect(await claim('one')).toEqual({
        _id: KEY,
        community: 'main',
        version: 0,
        state: null,
        pendingEffects: [],
        handled: [],
        nextDueAt: null,
        updatedAt: 0,
      });
    });

    test('a turn is saved at the version it was read, else not at all', async () => {
      const next = await turn({ pendingEffects: [{ id: 'e', effect }], handled: ['a'], nextDueAt: 500 });
      expect(await conversations.save({ ...next, handled: ['b'] }, 0)).toBe(false);
      expect(await conversations.load('main', KEY)).toEqual(next);
      expect(await conversations.load('east', KEY)).toBeNull();
    });

    test('what is pending or due is found, until it was executed', async () => {
      const document = await turn({ pendingEffects: [{ id: 'e', effect }], nextDueAt: 500 });
      expect(await dueAt(0)).toEqual([KEY]);
      await conversations.settle({ ...document, version: 0 }, 'one');
      expect(await dueAt(0)).toEqual([KEY]);
      await conversations.settle(document, 'one');
      expect((await conversations.load('main', KEY))?.pendingEffects).toEqual([]);
      expect(await dueAt(499)).toEqual([]);
      expect(await dueAt(500)).toEqual([KEY]);
      expect(await dueAt(500, ['east'])).toEqual([]);
    });

    test('settling gives the lease back in the same write', async () => {
      const document = await turn({ pendingEffects: [{ id: 'e', effect }] });
      expect(await claim('two', 99)).toBeNull();
      await conversations.settle(document, 'one');
      expect(await claim('two', 99)).toMatchObject({ version: 1, pendingEffects: [] });
    });

    test('who has lost the lease settles nothing', async () => {
      const document = await turn({ pendingEffects: [{ id: 'e', effect }] });
      await claim('two', 100);
      await conversations.settle(document, 'one');
      expect(await claim('three', 199)).toBeNull();
      expect((await conversations.load('main', KEY))?.pendingEffects).toHaveLength(1);
    });
  });
}

/** What every keeper of cursors and sync requests promises. */
export function syncRequestsContract(name: string, open: () => Promise<SyncRequestRepository>): void {
  describe(`${name}: sync requests (wecom-api.md 3.3)`, () => {
    const KF = { community: 'main', openKfId: 'wkDEMO' } as const;
    let requests: SyncRequestRepository;
    beforeEach(async () => {
      requests = await open();
    });
    const read = () => requests.read('main', 'wkDEMO');

    test('the first request makes the account, the next keeps its cursor', async () => {
      expect(await read()).toBeNull();
      const first = { _id: 'wkDEMO', community: 'main', cursor: null, syncRequestedAt: 10 };
      expect(await requests.request({ ...KF, at: 10 })).toEqual(first);
      await requests.advance({ ...KF, cursor: 'c1', answeredAt: null });
      expect(await requests.request({ ...KF, at: 20 })).toEqual({ ...first, cursor: 'c1', syncRequestedAt: 20 });
    });

    test('a read answers what was requested up to its beginning, and nothing later', async () => {
      await requests.request({ ...KF, at: 10 });
      await requests.advance({ ...KF, cursor: 'c1', answeredAt: 9 });
      expect(await read()).toMatchObject({ cursor: 'c1', syncRequestedAt: 10 });
      await requests.advance({ ...KF, cursor: 'c2', answeredAt: null });
      expect(await read()).toMatchObject({ cursor: 'c2', syncRequestedAt: 10 });
      await requests.advance({ ...KF, cursor: 'c3', answeredAt: 10 });
      expect(await read()).toMatchObject({ cursor: 'c3', syncRequestedAt: null });
    });

    test.each([5, null])('a cursor without a request is kept as well (answered at %s)', async (answeredAt) => {
      await requests.advance({ ...KF, cursor: 'c1', answeredAt });
      await requests.advance({ ...KF, cursor: 'c2', answeredAt });
      expect(await read()).toEqual({ _id: 'wkDEMO', community: 'main', cursor: 'c2', syncRequestedAt: null });
    });

    test('requests that wait are found by their age, in their community', async () => {
      await requests.request({ ...KF, at: 10 });
      await requests.request({ community: 'east', openKfId: 'wkEAST', at: 5 });
      await requests.advance({ community: 'main', openKfId: 'wkIDLE', cursor: 'c', answeredAt: 1 });
      const waiting = async (communities: string[], before: number) =>
        ids(await requests.waiting({ communities, before })).sort();
      expect(await waiting(['main'], 9)).toEqual([]);
      expect(await waiting(['main'], 10)).toEqual(['wkDEMO']);
      expect(await waiting(['main', 'east'], 10)).toEqual(['wkDEMO', 'wkEAST']);
    });
  });
}
