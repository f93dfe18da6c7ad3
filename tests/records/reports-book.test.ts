import { afterEach } from '@jest/globals';
import { openTestStore, type TestStore } from '../store/open.ts';
import { createMemoryReportBook } from './memory-report-book.ts';
import { reportBookContract } from './report-book-contract.ts';

const opened: TestStore[] = [];

afterEach(() => Promise.all(opened.splice(0).map((store) => store.dispose())));

reportBookContract('in memory', async (effects) => createMemoryReportBook(effects));
reportBookContract('stored', async (effects) => {
  const store = await openTestStore(effects);
  opened.push(store);
  return store.reports;
});
