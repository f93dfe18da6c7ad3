import { afterAll, beforeAll } from '@jest/globals';
import { noticeRepositoryContract, visitRepositoryContract } from '../followup/repository-contract.ts';
import { openTestStore } from './open.ts';

let opened: Awaited<ReturnType<typeof openTestStore>>;

beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.dispose());

async function emptied() {
  await Promise.all(Object.values(opened.connection.models).map((model) => model.deleteMany({})));
  return opened;
}

visitRepositoryContract('stored', async () => (await emptied()).visits);
noticeRepositoryContract('stored', async () => (await emptied()).notices);
