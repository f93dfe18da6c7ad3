import { describe } from '@jest/globals';
import { createMemoryNumbers, createMemoryTickets } from './memory-tickets.ts';
import { ticketNumbersContract, ticketRepositoryContract } from './repository-contract.ts';

describe('tickets in memory', () => {
  const repository = createMemoryTickets();
  ticketRepositoryContract(() => repository);
});

describe('numbers in memory', () => {
  const numbers = createMemoryNumbers();
  ticketNumbersContract(() => numbers);
});
