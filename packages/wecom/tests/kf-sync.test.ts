import { describe, expect, jest, test } from '@jest/globals';
import type { SyncPage } from '../src/api/kf.ts';
import { WecomError, WecomUnreachable } from '../src/errors.ts';
import { createKfSync, type KfSyncOptions, type SyncedMessage } from '../src/kf-sync.ts';

const START = 1_700_000_000_000;
const raw = (msgid: string, sentAt = START + 1000) => ({
  msgid,
  send_time: sentAt / 1000,
  origin: 3,
  msgtype: 'text',
  text: { content: msgid },
});
type Query = Parameters<KfSyncOptions['api']['syncMsg']>[0];

/** An account whose history is `pages`; the cursor is the number of the next page. */
function setUp(pages: (unknown[] | Error)[], overrides: Partial<KfSyncOptions> = {}) {
  const queries: Query[] = [];
  const positions = new Map<string, string>();
  const stored: SyncedMessage[] = [];
  const order: string[] = [];
  const answer = async (query: Query): Promise<SyncPage> => {
    queries.push(query);
    const at = Number(query.cursor || 0);
    const page = pages[at] ?? [];
    if (page instanceof Error) {
      pages[at] = [];
      throw page;
    }
    return { messages: page, nextCursor: String(Math.min(at + 1, pages.length)), hasMore: at + 1 < pages.length };
  };
  const options: KfSyncOptions = {
    api: { syncMsg: answer },
    cursors: {
      read: async (id) => positions.get(id),
      write: async (id, position) => {
        order.push(`cursor ${position.split(':')[1]}`);
        positions.set(id, position);
      },
    },
    store: async (messages) => {
      order.push(`store ${messages.map(({ message }) => message.msgId).join(',')}`);
      stored.push(...messages);
    },
    now: () => START,
    log: { info: () => {}, warn: () => {} },
    ...overrides,
  };
  const ids = () => stored.map(({ message, old }) => (old ? `(${message.msgId})` : message.msgId));
  return { sync: createKfSync(options), options, queries, positions, order, pages, ids };
}

const pull = (sync: ReturnType<typeof createKfSync>, token?: string) => sync.pull({ openKfId: 'wk1', token });

describe('pages', () => {
  test('goes on through empty pages while there is more', async () => {
    const { sync, ids, queries } = setUp([[raw('a')], [], [], [raw('b')]]);
    expect(await pull(sync, 'TK')).toEqual({ pages: 4, messages: 2, more: false });
    expect(ids()).toEqual(['a', 'b']);
    expect(queries.map((query) => query.cursor)).toEqual(['', '1', '2', '3']);
    expect(queries.every((query) => query.token === 'TK' && query.limit === 1000)).toBe(true);
  });

  test('writes the cursor of a page only after the page is stored', async () => {
    const { sync, order } = setUp([[raw('a')], [raw('b')]]);
    await pull(sync);
    expect(order).toEqual(['cursor ', 'store a', 'cursor 1', 'store b', 'cursor 2']);
  });

  test('a failed store leaves the cursor; the next pull brings the page again', async () => {
    let fails = true;
    const kept: string[] = [];
    const store = async (messages: readonly SyncedMessage[]) => {
      if (fails) throw new Error('disk full');
      kept.push(...messages.map(({ message }) => message.msgId));
    };
    const { sync, positions } = setUp([[raw('a')]], { store });
    await expect(pull(sync)).rejects.toThrow('disk full');
    expect(positions.get('wk1')).toMatch(/:$/);
    fails = false;
    await pull(sync);
    expect(kept).toEqual(['a']);
  });

  test('the next pull begins where the last one ended', async () => {
    const world = setUp([[raw('a')]]);
    await pull(world.sync);
    world.pages.push([raw('b')]);
    await pull(createKfSync(world.options));
    expect(world.queries.at(-1)?.cursor).toBe('1');
    expect(world.ids()).toEqual(['a', 'b']);
  });

  test('a page limit and a cursor that does not move both end the pull, and say so', async () => {
    const warn = jest.fn();
    const log = { info: () => {}, warn };
    const limited = setUp([[raw('a')], [raw('b')], [raw('c')]], { maxPages: 2, log });
    expect(await pull(limited.sync)).toEqual({ pages: 2, messages: 2, more: true });
    expect((await pull(limited.sync)).more).toBe(false);
    const api = { syncMsg: async () => ({ messages: [], nextCursor: '', hasMore: true }) };
    expect(await pull(setUp([], { api, log }).sync)).toEqual({ pages: 5, messages: 0, more: true });
    expect(warn).toHaveBeenCalledTimes(2);
  });
});

test('an empty page that leaves the cursor where it is is no end while there is more (wecom-api.md 12.3)', async () => {
  const pages = [
    { messages: [], nextCursor: '', hasMore: true },
    { messages: [raw('a')], nextCursor: 'c1', hasMore: true },
    { messages: [], nextCursor: 'c1', hasMore: true },
    { messages: [raw('b')], nextCursor: 'c2', hasMore: false },
  ];
  const { sync, ids } = setUp([], { api: { syncMsg: async () => pages.shift()! } });
  expect(await pull(sync)).toEqual({ pages: 4, messages: 2, more: false });
  expect(ids()).toEqual(['a', 'b']);
});

describe('the first start', () => {
  test('messages from before it, less a minute, are old', async () => {
    const { sync, ids } = setUp([[raw('a', START - 86_400_000), raw('b', START - 61_000)], [raw('c', START - 60_000)]]);
    await pull(sync);
    expect(ids()).toEqual(['(a)', '(b)', 'c']);
  });

  test('a crash in the middle of the first drain does not make the rest new, nor does a later start make owed ones old', async () => {
    const unreachable = new WecomUnreachable({ reason: 'timeout', api: 'x', detail: '', outcomeUnknown: true });
    const first = setUp([[raw('a', START - 86_400_000)], unreachable]);
    await expect(pull(first.sync)).rejects.toBe(unreachable);
    first.pages[1] = [raw('b', START - 80_000_000), raw('c', START + 5_000)];
    const later = createKfSync({ ...first.options, now: () => START + 7_200_000 });
    await pull(later);
    expect(first.ids()).toEqual(['(a)', '(b)', 'c']);
  });

  test('the grace is a setting', async () => {
    const { sync, ids } = setUp([[raw('a', START - 5_000)]], { graceMs: 0 });
    await pull(sync);
    expect(ids()).toEqual(['(a)']);
  });

  test('a bare cursor from elsewhere is continued, nothing is old', async () => {
    const { sync, ids, positions, queries } = setUp([[], [raw('a', START - 86_400_000)]]);
    positions.set('wk1', '1');
    await pull(sync);
    expect(queries[0]?.cursor).toBe('1');
    expect(ids()).toEqual(['a']);
  });
});

describe('the sync token', () => {
  const expired = () => new WecomError({ errcode: 95007, errmsg: 'expired', api: '/cgi-bin/kf/sync_msg' });

  test('once expired, the pull goes on without it', async () => {
    const { sync, ids, queries } = setUp([expired(), [raw('b')]]);
    await pull(sync, 'TK');
    expect(queries.map((query) => query.token)).toEqual(['TK', undefined, undefined]);
    expect(ids()).toEqual(['b']);
  });

  test('without a token the same refusal is an error', async () => {
    await expect(pull(setUp([expired()]).sync)).rejects.toMatchObject({ errcode: 95007 });
  });
});

describe('one pull at a time', () => {
  /** A `syncMsg` that waits until the test lets it go on. */
  function gated() {
    const waiting: { query: Query; release: () => void; fail: () => void }[] = [];
    const syncMsg = (query: Query) =>
      new Promise<SyncPage>((resolve, reject) => {
        const page = { messages: [], nextCursor: 'c', hasMore: false };
        waiting.push({ query, release: () => resolve(page), fail: () => reject(new Error('down')) });
      });
    return { waiting, api: { syncMsg } };
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  test('any number of requests during a pull make one more, with the newest token', async () => {
    const { waiting, api } = gated();
    const { sync } = setUp([], { api });
    const pulls = [pull(sync, 't1'), pull(sync, 't2'), pull(sync, 't3'), pull(sync)];
    await settle();
    expect(waiting).toHaveLength(1);
    waiting[0]?.release();
    await settle();
    expect(waiting.map(({ query }) => query.token)).toEqual(['t1', 't3']);
    const late = pull(sync, 't4');
    waiting[1]?.release();
    await settle();
    waiting[2]?.release();
    await Promise.all([...pulls, late]);
    expect(waiting).toHaveLength(3);
    void pull(sync);
    await settle();
    expect(waiting).toHaveLength(4);
  });

  test('a failed pull does not stop the one that waits', async () => {
    const { waiting, api } = gated();
    const { sync } = setUp([], { api });
    const [first, second] = [pull(sync), pull(sync)];
    await settle();
    waiting[0]?.fail();
    await expect(first).rejects.toThrow('down');
    await settle();
    waiting[1]?.release();
    await expect(second).resolves.toMatchObject({ more: false });
  });

  test('two accounts are pulled side by side', async () => {
    const { waiting, api } = gated();
    const { sync } = setUp([], { api });
    void sync.pull({ openKfId: 'wk1' });
    void sync.pull({ openKfId: 'wk2' });
    await settle();
    expect(waiting.map(({ query }) => query.openKfId)).toEqual(['wk1', 'wk2']);
  });
});
