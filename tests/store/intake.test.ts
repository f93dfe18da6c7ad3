import { afterAll, beforeAll } from '@jest/globals';
import { leaseContract } from '../effects/lease-contract.ts';
import { conversationsContract, inboxContract, syncRequestsContract } from '../intake/repository-contract.ts';
import { openTestStore, type TestStore } from './open.ts';

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.dispose());

// The twins in memory pass the same suites: tests/intake/memory.test.ts.
inboxContract('stored', async () => (await opened.emptied()).inbox);
conversationsContract('stored', async () => (await opened.emptied()).conversations);
leaseContract('stored conversations', {
  open: async () => (await opened.emptied()).conversations,
  changes: { nextDueAt: 7 },
});
syncRequestsContract('stored', async () => (await opened.emptied()).syncRequests);
