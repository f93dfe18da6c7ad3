/**
 * Who may import whom, lowest room first. Each room may import rooms above it in this list, by their `index.ts` only.
 * Enforced by dependency-cruiser (`npm run check:imports`), printed in docs/architecture.md (`npm run docs:rooms`).
 */
const BASE = ['shared', 'language', 'messages', 'observability', 'effects', 'yaml'];

module.exports.rooms = {
  shared: [],
  language: ['shared'],
  messages: ['shared', 'language'],
  observability: ['shared', 'language'],
  effects: ['shared'],
  yaml: ['shared', 'messages'],
  community: [...BASE],
  understanding: [...BASE],
  delivery: [...BASE, 'community'],
  tickets: [...BASE, 'community', 'understanding', 'delivery'],
  conversation: [...BASE, 'community', 'understanding', 'delivery', 'tickets'],
  followup: [...BASE, 'community', 'understanding', 'delivery', 'tickets', 'conversation'],
  records: [...BASE, 'community', 'delivery', 'tickets', 'followup'],
  staff: [...BASE, 'community', 'understanding', 'delivery', 'tickets', 'conversation', 'followup', 'records'],
  intake: [...BASE, 'community', 'understanding', 'delivery', 'tickets', 'conversation', 'followup', 'staff'],
  http: ['shared', 'observability'],
  h5: [...BASE, 'community', 'delivery', 'tickets', 'followup', 'staff', 'intake', 'http'],
  config: [...BASE, 'community', 'delivery', 'tickets', 'conversation', 'followup', 'records', 'staff', 'h5'],
  store: [...BASE, 'understanding', 'delivery', 'tickets', 'conversation', 'followup', 'records', 'staff', 'intake'],
};

/** Rooms that take values and return values: no input or output, no clock, no randomness. */
module.exports.pure = ['shared', 'language', 'messages', 'understanding', 'tickets', 'conversation', 'followup'];
