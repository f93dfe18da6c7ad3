import { createMemoryNotices, createMemoryVisits } from './memory-repositories.ts';
import { noticeRepositoryContract, visitRepositoryContract } from './repository-contract.ts';

visitRepositoryContract('memory', async () => createMemoryVisits());
noticeRepositoryContract('memory', async () => createMemoryNotices());
