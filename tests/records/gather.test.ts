import { expect, test } from '@jest/globals';
import { gatherPapers } from '../../src/records/gather.ts';
import { createMemoryNotices, createMemoryVisits } from '../followup/memory-repositories.ts';
import { createMemoryShiftBook } from '../staff/memory-books.ts';
import { createMemoryTickets } from '../tickets/memory-tickets.ts';
import { at, community, samplePapers } from './papers.ts';

async function seeded() {
  const papers = samplePapers();
  const tickets = createMemoryTickets();
  const visits = createMemoryVisits();
  const shifts = createMemoryShiftBook();
  for (const ticket of papers.tickets) await tickets.insert(ticket);
  for (const visit of papers.visits) await visits.insert(visit);
  for (const entry of papers.entries) await shifts.addEntry(entry);
  for (const record of papers.handOvers) await shifts.saveRecord(record);
  return { tickets, visits, notices: createMemoryNotices(), shifts };
}

test('篇1 5.0: a period has what was opened, finished, visited, written and handed over in it', async () => {
  const papers = await gatherPapers(await seeded(), { community, from: at('2026-11-24'), to: at('2026-11-25') });
  expect(papers.tickets.map(({ _id }) => _id).sort()).toEqual(
    ['t-fire', 't-found', 't-lost', 't-paid', 't-person', 't-slip'].sort(),
  );
  expect(papers.entries.map(({ id }) => id).sort()).toEqual(['e1', 'e2']);
  expect([papers.visits.length, papers.handOvers.length]).toEqual([3, 1]);
});

test('篇3 4.9: an older ticket that a hand-over names is there, and once', async () => {
  const papers = await gatherPapers(await seeded(), { community, from: at('2026-11-24 15:00'), to: at('2026-11-25') });
  expect(papers.tickets.map(({ _id }) => _id).sort()).toEqual(['t-person', 't-slip']);
});

test('the papers of another community stay its own', async () => {
  const east = { ...community, id: 'east' };
  const papers = await gatherPapers(await seeded(), { community: east, from: at('2026-11-24'), to: at('2026-11-25') });
  expect(papers).toEqual({ tickets: [], visits: [], notices: [], entries: [], handOvers: [] });
});
