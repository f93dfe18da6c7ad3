import { afterAll, beforeAll } from '@jest/globals';
import { cardsContract, ratesContract, windowsContract } from '../delivery/budgets-contract.ts';
import { outboxContract } from '../delivery/outbox-contract.ts';
import { openTestStore } from './open.ts';

let opened: Awaited<ReturnType<typeof openTestStore>>;

beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.dispose());

/** The same store for all, emptied: opening one costs more than a test. */
async function emptied() {
  const { connection } = opened;
  await Promise.all(Object.values(connection.models).map((model) => model.deleteMany({})));
  return opened;
}

// The twins in memory pass the same suites: tests/delivery/memory.test.ts.
outboxContract('stored', async () => (await emptied()).outbox);
windowsContract('stored', async () => (await emptied()).windows);
ratesContract('stored', async () => (await emptied()).rates);
cardsContract('stored', async () => (await emptied()).cardHandles);
