import { describe, expect, test } from '@jest/globals';
import type { Membership } from '../../../src/staff/member.ts';
import { type FoundTicket, resolveNumber } from '../../../src/staff/tickets/resolve-number.ts';
import type { Ticket } from '../../../src/tickets/ticket.ts';
import { openStaffWorld, START } from '../world.ts';

const DAY = 86_400_000;
const world = await openStaffWorld();
const model = await world.open();
const community = world.community();
const [member] = community.staff.filter(({ userid }) => userid === 'li.shifu');
if (member === undefined) throw new Error('li.shifu is on the staff of the sample community');
const membership: Membership = { community, member };

const candidate = (_id: string, overrides: Partial<Ticket> = {}): FoundTicket => ({
  ticket: {
    ...model,
    _id,
    assignee: null,
    keeper: 'he.jiedai',
    department: 'cleaning',
    openedAt: START - DAY,
    ...overrides,
  },
  membership,
});
const any = candidate('any', { state: 'closed' });
const open = candidate('open');
const today = candidate('today', { openedAt: START });
const ofDepartment = candidate('department', { department: 'engineering' });
const followed = candidate('followed', { keeper: 'LI.SHIFU' });
const assigned = candidate('assigned', { assignee: 'li.shifu' });

const resolve = (candidates: readonly FoundTicket[], fits: (one: FoundTicket) => boolean = () => true) => {
  const resolution = resolveNumber(candidates, { fits, now: START });
  if (resolution.kind === 'none') return [];
  const found = resolution.kind === 'one' ? [resolution.found] : resolution.candidates;
  return found.map(({ ticket }) => ticket._id);
};

describe('the ticket that a short number means', () => {
  test('assigned before followed, the department, today, open, any', () => {
    const all = [any, open, today, ofDepartment, followed, assigned];
    const order = ['assigned', 'followed', 'department', 'today', 'open', 'any'];
    for (const [index, id] of order.entries()) {
      expect(resolve(all.filter(({ ticket }) => order.indexOf(ticket._id) >= index))).toEqual([id]);
    }
  });

  test('several of the same kind are all offered', () => {
    expect(resolve([open, any, candidate('other')])).toEqual(['open', 'other']);
  });

  test('those that the command cannot be performed on come last', () => {
    expect(resolve([assigned, open], ({ ticket }) => ticket._id === 'open')).toEqual(['open']);
    expect(resolve([assigned, open], () => false)).toEqual(['assigned']);
  });

  test('none', () => {
    expect(resolve([])).toEqual([]);
  });
});
