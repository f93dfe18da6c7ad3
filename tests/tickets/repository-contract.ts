import { expect, test } from '@jest/globals';
import type { TicketNumbers, TicketRepository } from '../../src/tickets/ports.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { at, moved, NOON, open } from './factories.ts';

/** What every place where tickets are kept must do; the in-memory twin and the database pass the same suite. */
export function ticketRepositoryContract(repository: () => TicketRepository): void {
  const ticket = (id: string, sequence: number, overrides: Parameters<typeof open>[0] = {}, now = NOON) =>
    open(overrides, { id, sequence, now });
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

  test('what is stored comes back whole; a second insert of the same id changes nothing', async () => {
    const stored = ticket('c-1', 101, { details: { 'a.b': '1', $x: '2' } });
    expect(await repository().insert(stored)).toBe(true);
    expect(plain(await repository().load('main', 'c-1'))).toEqual(plain(stored));
    expect(await repository().insert({ ...stored, summary: 'other' })).toBe(false);
    expect((await repository().load('main', 'c-1'))?.summary).toBe(stored.summary);
    expect(plain(await repository().byNumber('main', stored.number))).toEqual(plain(stored));
  });

  test('a number is given once in a community, and nothing is read across communities', async () => {
    const stored = ticket('c-2', 102);
    await repository().insert(stored);
    await expect(repository().insert({ ...stored, _id: 'c-3' })).rejects.toThrow();
    expect(await repository().insert({ ...stored, _id: 'c-4', community: 'other' })).toBe(true);
    expect(await repository().load('other', 'c-2')).toBeNull();
    expect((await repository().byNumber('other', stored.number))?._id).toBe('c-4');
    expect((await repository().search({ community: 'other', limit: 10 })).map(({ _id }) => _id)).toEqual(['c-4']);
  });

  test('a write counts only at the version it was read', async () => {
    const stored = ticket('c-5', 105);
    await repository().insert(stored);
    const first = moved(stored, { kind: 'accept' }, { by: 'li.shifu' });
    const second = moved(stored, { kind: 'accept' }, { by: 'zhang.shifu' });
    expect(await repository().save(first, stored.version)).toBe(true);
    expect(await repository().save(second, stored.version)).toBe(false);
    expect((await repository().load('main', 'c-5'))?.assignee).toBe('li.shifu');
    expect(await repository().save({ ...first, _id: 'nobody' }, first.version)).toBe(false);
  });

  test('due: what must be looked at by then, earliest first, of the communities that are asked for', async () => {
    const communities = ['main', 'other'];
    const due = (id: string, nextDueAt: number | null, sequence: number): Ticket => ({
      ...ticket(id, sequence, {}, at('2026-01-05 10:00')),
      nextDueAt,
    });
    const stored = [
      due('d-1', 3_000, 201),
      { ...due('d-2', 1_000, 202), community: 'other' },
      due('d-3', null, 203),
      due('d-4', 9_000, 204),
      { ...due('d-5', 2_000, 205), community: 'third' },
    ];
    for (const one of stored) await repository().insert(one);
    const ids = (await repository().due({ communities, now: 5_000, limit: 10 })).map(({ _id }) => _id);
    expect(ids).toEqual(['d-2', 'd-1']);
    expect((await repository().due({ communities, now: 10_000, limit: 2 })).map(({ _id }) => _id)).toEqual([
      'd-2',
      'd-1',
    ]);
  });

  test('pending effects are given until they are acknowledged, without a new version', async () => {
    const stored = ticket('o-1', 301, { community: 'pending' });
    await repository().insert(stored);
    const [first, ...others] = stored.pendingEffects.map(({ id }) => id);
    const pending = async (now = stored.updatedAt, community = 'pending') => {
      const found = await repository().pending({ communities: [community], now, limit: 100 });
      return found.map(({ _id, pendingEffects }) => [_id, ...pendingEffects.map(({ id }) => id)]);
    };
    expect(others).not.toEqual([]);
    expect(await pending()).toEqual([['o-1', first, ...others]]);
    expect(await pending(stored.updatedAt - 1)).toEqual([]);
    expect(await pending(stored.updatedAt, 'elsewhere')).toEqual([]);
    await repository().acknowledge(stored, [first!]);
    expect(await pending()).toEqual([['o-1', ...others]]);
    await repository().acknowledge(stored, others);
    expect(await pending()).toEqual([]);
    expect(await repository().load('pending', 'o-1')).toMatchObject({ version: stored.version, pendingEffects: [] });
  });

  test('an acknowledgement takes away nothing that a later change has added', async () => {
    const stored = ticket('o-2', 302, { community: 'pending' });
    await repository().insert(stored);
    const later = moved(stored, { kind: 'accept' }, { by: 'li.shifu' });
    await repository().save(later, stored.version);
    await repository().acknowledge(
      stored,
      stored.pendingEffects.map(({ id }) => id),
    );
    const added = later.pendingEffects.slice(stored.pendingEffects.length);
    expect(added).not.toEqual([]);
    expect((await repository().load('pending', 'o-2'))?.pendingEffects).toEqual(added);
  });

  const SEARCHES: readonly [string, Record<string, unknown>, string[]][] = [
    ['a word of the summary', { text: '喷泉' }, ['s-1']],
    ['a word of the owner', { text: '灯不亮' }, ['s-2']],
    ['a place', { text: '北门' }, ['s-2']],
    ['signs are no pattern', { text: '.*' }, []],
    ['never a name', { text: '王小明' }, []],
    ['never a phone', { text: '13812345678' }, []],
    ['a state', { states: ['closed'] }, ['s-4']],
    ['states', { states: ['closed', 'accepted'] }, ['s-4', 's-3']],
    ['a category', { categories: ['投诉'] }, ['s-2']],
    ['a topic', { topics: ['leak'] }, ['s-3']],
    ['a department', { departments: ['service'] }, ['s-4']],
    ['who has it', { assignee: 'li.shifu' }, ['s-3']],
    ['the first reporter', { conversationId: 'k/one' }, ['s-1']],
    ['a reporter who joined', { conversationId: 'k/two' }, ['s-1']],
    ['how he joined', { joinedVia: 'via-2' }, ['s-1']],
    ['a building', { building: '9' }, ['s-3']],
    ['a household', { building: '9', unit: '1', room: '101' }, ['s-3']],
    ['common-area faults', { shared: true }, ['s-1']],
    ['from a day', { openedFrom: at('2026-03-03 00:00') }, ['s-4', 's-3']],
    ['before a day', { openedTo: at('2026-03-02 00:00') }, ['s-1']],
    ['the end of a number', { numberEndsWith: '402' }, ['s-2']],
    ['finished since', { finishedFrom: at('2026-03-01 00:00') }, ['s-4']],
    ['two things at once', { categories: ['报修'], building: '9' }, ['s-3']],
    ['nothing that fits', { categories: ['表扬'] }, []],
    ['everything, newest first', {}, ['s-4', 's-3', 's-2', 's-1']],
  ];

  test('searching', async () => {
    const community = 'search';
    const day = (number: number) => at(`2026-03-0${number} 10:00`);
    const someone = (conversationId: string) => ({
      conversationId,
      name: '王小明',
      phone: '13812345678',
      house: null,
      relation: null,
    });
    const light = { topic: 'lighting-public', place: '花园' };
    const first = ticket(
      's-1',
      401,
      { community, ...light, summary: '喷泉边灯坏', house: null, reporter: someone('k/one') },
      day(1),
    );
    const join = { kind: 'join', via: 'via-2', reporter: someone('k/two'), words: [], media: [], at: day(1) } as const;
    const leak = { community, topic: 'leak', house: { building: '9', unit: '1', room: '101' } };
    const closed = open(
      { community, category: '其它', topic: 'enquiry-other', settled: '八点' },
      { id: 's-4', sequence: 404, now: day(4) },
    );
    await repository().insert(moved(first, join, { by: 'he.jiedai' }));
    await repository().insert(
      ticket(
        's-2',
        402,
        { community, category: '投诉', topic: 'parking', words: ['门口灯不亮'], place: '北门' },
        day(2),
      ),
    );
    await repository().insert(moved(ticket('s-3', 403, leak, day(3)), { kind: 'accept' }, { by: 'li.shifu' }));
    await repository().insert(closed);
    for (const [what, search, expected] of SEARCHES) {
      const query = { community, limit: 10, ...search };
      const found = await repository().search(query);
      expect([what, found.map(({ _id }) => _id)]).toEqual([what, expected]);
      expect([what, await repository().count(query)]).toEqual([what, expected.length]);
    }
    expect(await repository().search({ community, limit: 2 })).toHaveLength(2);
  });
}

/** What every giver of numbers must do. */
export function ticketNumbersContract(numbers: () => TicketNumbers): void {
  const of = (ticketId: string, overrides: object = {}) =>
    numbers().next({ community: 'main', category: '报修', day: '261124', ticketId, ...overrides });

  test('1, 2, 3 …; the same ticket always gets the same', async () => {
    expect([await of('a'), await of('b'), await of('a'), await of('c')]).toEqual([1, 2, 1, 3]);
  });

  test('each category, day and community counts for itself', async () => {
    await of('a');
    expect(await of('x', { category: '投诉' })).toBe(1);
    expect(await of('y', { day: '261125' })).toBe(1);
    expect(await of('z', { community: 'other' })).toBe(1);
  });

  test('asked at the same time: no gap, no number twice', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `t${index % 30}`);
    const given = await Promise.all(ids.map((id) => of(id, { day: '261126' })));
    expect(new Set(given).size).toBe(30);
    expect(Math.max(...given)).toBe(30);
    expect(given.slice(30)).toEqual(given.slice(0, 10));
  });
}
