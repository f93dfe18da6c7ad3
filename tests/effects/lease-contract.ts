import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Leases } from '../../src/effects/index.ts';

const LEASE_MS = 100;

/** What leases on any collection promise. `changes` is a change to a document that can be told from a new one. */
export function leaseContract<D extends object>(
  name: string,
  { open, changes }: { open: () => Promise<Leases<D>>; changes: Partial<D> },
): void {
  describe(`${name}: leases`, () => {
    let leases: Leases<D>;
    beforeEach(async () => {
      leases = await open();
    });
    const held = (by: string, id = 'a', community = 'main') => ({ community, id, by });
    const claim = (by: string, now: number, id = 'a', community = 'main') =>
      leases.claim({ ...held(by, id, community), now, leaseMs: LEASE_MS });

    test('the first claim makes the document and keeps it until the lease runs out', async () => {
      expect(await claim('one', 0)).not.toBeNull();
      expect(await claim('two', LEASE_MS - 1)).toBeNull();
      expect(await claim('two', LEASE_MS)).not.toBeNull();
      expect(await claim('one', LEASE_MS)).toBeNull();
    });

    test('whoever has it renews it', async () => {
      await claim('one', 0);
      expect(await claim('one', LEASE_MS - 1)).not.toBeNull();
      expect(await claim('two', LEASE_MS + 1)).toBeNull();
      expect(await claim('two', 2 * LEASE_MS - 1)).not.toBeNull();
    });

    test('given back it is free at once, with the changes', async () => {
      const before = await claim('one', 0);
      await leases.release(held('one'), changes);
      expect(await claim('two', 1)).toEqual({ ...before, ...changes });
      await leases.release(held('two'));
      expect(await claim('three', 1)).toEqual({ ...before, ...changes });
    });

    test('whoever has lost it can neither give it back nor change anything', async () => {
      const before = await claim('one', 0);
      await claim('two', LEASE_MS);
      await leases.release(held('one'), changes);
      expect(await claim('three', LEASE_MS)).toBeNull();
      await leases.release(held('two'));
      expect(await claim('three', LEASE_MS)).toEqual(before);
    });

    test('giving back what nobody has changes nothing', async () => {
      await leases.release(held('one'), changes);
      const made = await claim('two', 0);
      await leases.release(held('two'));
      await leases.release(held('two'), changes);
      expect(await claim('three', 0)).toEqual(made);
    });

    test('documents and communities are apart', async () => {
      await claim('one', 0);
      expect(await claim('two', 0, 'b')).not.toBeNull();
      await leases.release(held('one', 'b'));
      expect(await claim('three', 0, 'b')).toBeNull();
    });

    test('of ten claims at once one is granted, and again when the lease has run out', async () => {
      for (const now of [0, LEASE_MS]) {
        const claims = await Promise.all(Array.from({ length: 10 }, (_, index) => claim(`${now}/${index}`, now)));
        expect(claims.filter((one) => one !== null)).toHaveLength(1);
      }
    });
  });
}
