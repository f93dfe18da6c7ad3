import { afterAll, beforeAll } from '@jest/globals';
import { openTestStore } from '../store/open.ts';
import { createMemoryReportBook } from './memory-report-book.ts';
import { reportBookContract } from './report-book-contract.ts';

let opened: Awaited<ReturnType<typeof openTestStore>>;

beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.dispose());

reportBookContract('in memory', async () => createMemoryReportBook());
reportBookContract('stored', async () => {
  await Promise.all(Object.values(opened.connection.models).map((model) => model.deleteMany({})));
  return opened.reports;
});
