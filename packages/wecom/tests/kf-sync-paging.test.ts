import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SyncPage } from '../src/api/kf.ts';
import { createKfSync } from '../src/kf-sync.ts';

const START = 1_700_000_000_000;

/** A history of pages of so many messages each; messages are numbered through. */
function historyOf(sizes: readonly number[]): { id: string }[][] {
  let n = 0;
  return sizes.map((size) => Array.from({ length: size }, () => ({ id: `m${n++}` })));
}

const rawOf = (id: string) => ({
  msgid: id,
  send_time: START / 1000 + 60,
  origin: 3,
  msgtype: 'text',
  text: { content: id },
});

interface World {
  /** Ids in the order they were stored, repeats included. */
  readonly stored: string[];
  /** Pulls with a program that dies at the given step; steps are reads, stores and cursor writes. */
  pull(dieAt: number): Promise<void>;
}

function worldOf(sizes: readonly number[]): World {
  const pages = historyOf(sizes);
  const stored: string[] = [];
  const positions = new Map<string, string>();
  const pull = async (dieAt: number): Promise<void> => {
    let steps = 0;
    const step = () => {
      steps += 1;
      if (steps > dieAt) throw new Error('died');
    };
    const syncMsg = async ({ cursor }: { cursor?: string }): Promise<SyncPage> => {
      step();
      const at = Number(cursor || 0);
      const messages = (pages[at] ?? []).map(({ id }) => rawOf(id));
      return { messages, nextCursor: String(Math.min(at + 1, pages.length)), hasMore: at + 1 < pages.length };
    };
    const sync = createKfSync({
      api: { syncMsg },
      cursors: {
        read: async (id) => positions.get(id),
        write: async (id, position) => {
          step();
          positions.set(id, position);
        },
      },
      store: async (messages) => {
        step();
        stored.push(...messages.map(({ message }) => message.msgId));
      },
      now: () => START,
      log: { info: () => {}, warn: () => {} },
    });
    await sync.pull({ openKfId: 'wk1' });
  };
  return { stored, pull };
}

const sizes = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 8 });

describe('a history of any pages', () => {
  test('is stored whole, in order, each message once', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async (pages) => {
        const { stored, pull } = worldOf(pages);
        await pull(Number.POSITIVE_INFINITY);
        await pull(Number.POSITIVE_INFINITY);
        expect(stored).toEqual(
          historyOf(pages)
            .flat()
            .map(({ id }) => id),
        );
      }),
    );
  });

  test('whatever step the program dies at, and how often, nothing is lost, and repeats are of whole pages', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 5 }), async (pages, deaths) => {
        const { stored, pull } = worldOf(pages);
        for (const dieAt of deaths) await pull(dieAt).catch(() => undefined);
        await pull(Number.POSITIVE_INFINITY);
        const ids = historyOf(pages)
          .flat()
          .map(({ id }) => id);
        expect([...new Set(stored)]).toEqual(ids);
        for (const page of historyOf(pages)) {
          const counts = new Set(page.map(({ id }) => stored.filter((one) => one === id).length));
          expect(counts.size).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
