import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { initialState } from '../../src/conversation/state.ts';
import { NO_MEMORY } from '../../src/staff/memory.ts';
import { relayBookContract, shiftBookContract } from '../staff/books-contract.ts';
import { openTestStore, type TestStore } from './open.ts';

let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.dispose());

shiftBookContract('stored', async () => (await opened.emptied()).shifts);
relayBookContract('stored', async () => (await opened.emptied()).relays);

describe('stored: member memory', () => {
  test('what was kept is read; nobody else has it', async () => {
    const { memories } = await opened.emptied();
    expect(await memories.get('li.shifu')).toBeNull();
    const last = { community: 'main', ticketId: 't1', number: 'BX261123-007', at: 1 };
    await memories.set('li.shifu', { ...NO_MEMORY, last });
    await memories.set('li.shifu', { ...NO_MEMORY, last, community: 'east' });
    expect(await memories.get('li.shifu')).toEqual({ ...NO_MEMORY, last, community: 'east' });
    expect(await memories.get('zhang.shifu')).toBeNull();
  });
});

describe('stored: owner book', () => {
  const people = [
    { id: 'wk/wang', phone: '13800000001', houses: [{ building: '3', unit: '2', room: '1701' }] },
    { id: 'wk/tenant', houses: [{ building: '5', unit: null, room: '302' }] },
    { id: 'wk/li', phone: '13800000002', houses: [{ building: '9', unit: '1', room: '101' }] },
    { id: 'wk/li-son', phone: '13800000003', houses: [{ building: '9', unit: '1', room: '101' }] },
    { id: 'wk/office', phone: '13800000009', houses: [] },
    { id: 'wk/office-2', phone: '13800000009', houses: [] },
  ];
  beforeEach(async () => {
    await opened.emptied();
    for (const { id, ...profile } of people) {
      const claimed = await opened.conversations.claim({ community: 'main', id, by: 'p', now: 0, leaseMs: 1 });
      await opened.conversations.save({ ...claimed!, version: 1, state: { ...initialState(), profile } }, 0);
    }
  });
  const house = (building: string, unit: string | null, room: string | null) => ({ building, unit, room });

  test.each([
    ['a phone he told', { phone: '13800000001', house: null }, 'wk/wang'],
    ['a phone, whatever house was said', { phone: '13800000001', house: house('9', '1', '101') }, 'wk/wang'],
    ['a house with one person in it', { phone: null, house: house('3', '2', '1701') }, 'wk/wang'],
    ['a house whose unit was not said', { phone: null, house: house('3', null, '1701') }, 'wk/wang'],
    ['a house of somebody who told no phone', { phone: '13900000000', house: house('5', null, '302') }, 'wk/tenant'],
    ['R5: another phone in his house', { phone: '13900000000', house: house('3', '2', '1701') }, null],
    ['R5: two people in the house', { phone: null, house: house('9', '1', '101') }, null],
    ['a phone of two people', { phone: '13800000009', house: null }, null],
    ['a building', { phone: null, house: house('3', null, null) }, null],
    ['nothing', { phone: null, house: null }, null],
  ])('%s', async (_, owner, expected) => {
    expect(await opened.owners.conversationOf({ community: 'main', ...owner })).toBe(expected);
  });

  test('other communities are not looked into', async () => {
    expect(await opened.owners.conversationOf({ community: 'east', phone: '13800000001', house: null })).toBeNull();
  });
});
