import { afterAll, beforeAll, describe } from '@jest/globals';
import { ticketNumbersContract, ticketRepositoryContract } from '../tickets/repository-contract.ts';
import { openTestStore, type TestStore } from './open.ts';

describe('the tickets collection', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.dispose());
  ticketRepositoryContract(() => store.tickets);
  ticketNumbersContract(() => store.ticketNumbers);
});
