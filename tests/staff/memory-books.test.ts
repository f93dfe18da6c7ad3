import { relayBookContract, shiftBookContract } from './books-contract.ts';
import { createMemoryRelayBook, createMemoryShiftBook } from './memory-books.ts';

shiftBookContract('memory', async () => createMemoryShiftBook());
relayBookContract('memory', async () => createMemoryRelayBook());
