import { describe, expect, test } from '@jest/globals';
import { createTicketService } from '../../src/tickets/service.ts';
import { isRefusal } from '../../src/tickets/texts.ts';
import { communitiesOf } from '../support/communities.ts';
import { community, DAY, draft, HOUR, MINUTE, member, NOON, OWNER, owner } from './factories.ts';
import { createTicketWorld } from './world.ts';

describe('the ticket service', () => {
  test('the same id opens one ticket with one number', async () => {
    const room = createTicketWorld();
    const first = await room.open({}, 'same');
    const again = await room.open({}, 'same');
    expect(again.ticket.number).toBe(first.ticket.number);
    expect((await room.open({}, 'next')).ticket.number).toMatch(/-002$/);
  });

  test('numbers people can say: code, date, at least three digits, per category and day, the community’s code before it', async () => {
    const room = createTicketWorld();
    expect((await room.open()).ticket.number).toBe('BX261124-001');
    expect((await room.open({ category: '投诉', topic: 'parking' })).ticket.number).toBe('TS261124-001');
    room.time.now = NOON + DAY;
    expect((await room.open()).ticket.number).toBe('BX261125-001');
    const coded = createTicketWorld({ ...community, code: 'CH' });
    expect((await coded.open()).ticket.number).toBe('CH-BX261124-001');
  });

  test('the date of a number is the community’s, not the machine’s', async () => {
    const room = createTicketWorld();
    room.time.now = Date.UTC(2026, 10, 24, 16, 30); // 00:30 of the 25th in Shanghai
    expect((await room.open()).ticket.number).toBe('BX261125-001');
  });

  test('the same request twice does one thing', async () => {
    const { service, open, load } = createTicketWorld();
    await open({}, 'a');
    const request = {
      community: 'main',
      ticketId: 'a',
      action: { kind: 'note', text: '看过了' },
      actor: member('li.shifu'),
      id: 'r1',
    } as const;
    await service.act(request);
    await service.act(request);
    expect((await load('a')).timeline.filter(({ action }) => action === 'note')).toHaveLength(1);
  });

  test('two at once: one wins, the other learns who', async () => {
    const { service, open } = createTicketWorld();
    await open({}, 'a');
    const claim = (userid: string) =>
      service.act({ community: 'main', ticketId: 'a', action: { kind: 'accept' }, actor: member(userid) });
    const results = await Promise.all([claim('li.shifu'), claim('zhang.shifu'), claim('wang.gong')]);
    const refusals = results.filter(isRefusal);
    expect(refusals).toHaveLength(2);
    const winner = results.find((result) => !isRefusal(result));
    expect(winner).toBeDefined();
    for (const { refused, text } of refusals) {
      expect(refused).toBe('taken');
      expect(text).toMatch(/李师傅|张师傅|王工/);
    }
  });

  test('an unknown ticket, and one he may not know of, are refused alike', async () => {
    const { service, open } = createTicketWorld();
    await open({ category: '投诉', topic: 'attitude', accused: '马师傅' }, 'a');
    const ask = (ticketId: string) =>
      service.act({ community: 'main', ticketId, action: { kind: 'note', text: 'x' }, actor: member('ma.baoan') });
    expect(await ask('a')).toEqual(await ask('nowhere'));
  });

  test('the clock does what is due, at its minute, and is not called in vain', async () => {
    const { service, open, load } = createTicketWorld();
    await open({ topic: 'power-indoor' }, 'a');
    expect(await service.tick(NOON + 4 * MINUTE)).toBe(0);
    expect(await service.tick(NOON + 5 * MINUTE)).toBe(1);
    expect(await service.tick(NOON + 5 * MINUTE)).toBe(0);
    expect((await load('a')).ladders[0]?.rung).toBe(1);
  });

  test('a ticket that cannot be worked on does not hold up the others', async () => {
    const { service, open, tickets, load } = createTicketWorld();
    await open({ topic: 'power-indoor' }, 'bad');
    await open({ topic: 'lift-fault' }, 'good');
    const bad = await load('bad');
    await tickets.save({ ...bad, deadlines: null as never, nextDueAt: 1, version: bad.version + 1 }, bad.version);
    await expect(service.tick(NOON + 5 * MINUTE)).rejects.toThrow('1 tickets that are due could not be done');
    expect((await load('good')).ladders[0]?.rung).toBe(1);
  });

  test('whoever always loses the race is told to try again', async () => {
    const { open, tickets } = createTicketWorld();
    await open({}, 'a');
    const losing = createTicketService({
      tickets: { ...tickets, save: async () => false },
      numbers: { next: async () => 1 },
      delivery: { enqueue: async () => {} },
      communities: communitiesOf(community),
      clock: { now: () => NOON, after: () => () => {} },
      metrics: { tickets: { inc: () => {} } },
    });
    const result = await losing.act({
      community: 'main',
      ticketId: 'a',
      action: { kind: 'accept' },
      actor: member('li.shifu'),
    });
    expect(result).toMatchObject({ refused: 'busy' });
  });

  test('R5 篇5 七.4 an owner is shown his own tickets, open ones and recent ones, in words without anything internal', async () => {
    const { service, open, act, time } = createTicketWorld();
    await open({}, 'mine');
    await open({ reporter: { ...draft().reporter, conversationId: 'wkDEMO/other' } }, 'theirs');
    await act('mine', { kind: 'accept' }, 'li.shifu');
    const [shown, ...more] = await service.ownerTickets({ community: 'main', conversationId: OWNER });
    expect(more).toEqual([]);
    expect(shown).toMatchObject({ id: 'mine', stateText: '李师傅已接单', worker: '李师傅', open: true });
    await act('mine', { kind: 'complete', text: '修好了' }, 'li.shifu');
    await act('mine', { kind: 'close' }, 'he.jiedai');
    time.now = NOON + HOUR;
    expect(await service.ownerTickets({ community: 'main', conversationId: OWNER })).toHaveLength(1);
    time.now = NOON + 400 * DAY;
    expect(await service.ownerTickets({ community: 'main', conversationId: OWNER })).toEqual([]);
  });

  test('an owner who is not a reporter can do nothing to a ticket', async () => {
    const { service, open } = createTicketWorld();
    await open({}, 'a');
    const result = await service.act({
      community: 'main',
      ticketId: 'a',
      action: { kind: 'cancel', reason: '' },
      actor: owner('wkDEMO/stranger'),
    });
    expect(result).toMatchObject({ refused: 'unknown-ticket' });
  });
});
