import { cardsContract, ratesContract, windowsContract } from './budgets-contract.ts';
import { createMemoryCards, createMemoryRates, createMemoryWindows } from './memory-budgets.ts';
import { createMemoryOutbox } from './memory-outbox.ts';
import { outboxContract } from './outbox-contract.ts';

outboxContract('memory', async () => createMemoryOutbox());
windowsContract('memory', async () => createMemoryWindows());
ratesContract('memory', async () => createMemoryRates());
cardsContract('memory', async () => createMemoryCards());
