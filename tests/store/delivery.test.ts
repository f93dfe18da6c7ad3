import { afterAll, beforeAll } from '@jest/globals';
import { cardsContract, ratesContract, windowsContract } from '../delivery/budgets-contract.ts';
import { outboxContract } from '../delivery/outbox-contract.ts';
import { openTestStore, type TestStore } from './open.ts';

let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.dispose());

// The twins in memory pass the same suites: tests/delivery/memory.test.ts.
outboxContract('stored', async () => (await opened.emptied()).outbox);
windowsContract('stored', async () => (await opened.emptied()).windows);
ratesContract('stored', async () => (await opened.emptied()).rates);
cardsContract('stored', async () => (await opened.emptied()).cardHandles);
