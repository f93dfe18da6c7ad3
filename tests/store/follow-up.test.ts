import { afterAll, beforeAll } from '@jest/globals';
import { noticeRepositoryContract, visitRepositoryContract } from '../followup/repository-contract.ts';
import { openTestStore, type TestStore } from './open.ts';

let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.dispose());

visitRepositoryContract('stored', async () => (await opened.emptied()).visits);
noticeRepositoryContract('stored', async () => (await opened.emptied()).notices);
