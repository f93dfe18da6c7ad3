import { leaseContract } from '../effects/lease-contract.ts';
import { memoryConversations, memoryInbox, memorySyncRequests } from './memory.ts';
import { conversationsContract, inboxContract, syncRequestsContract } from './repository-contract.ts';

// The stored ones pass the same suites: tests/store/intake.test.ts.
inboxContract('memory', async () => memoryInbox());
conversationsContract('memory', async () => memoryConversations());
leaseContract('conversations in memory', { open: async () => memoryConversations(), changes: { nextDueAt: 7 } });
syncRequestsContract('memory', async () => memorySyncRequests());
