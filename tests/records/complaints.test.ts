import { describe, expect, test } from '@jest/globals';
import type { Community } from '../../src/config/types.ts';
import { complaintRow } from '../../src/records/complaints/complaint-row.ts';
import { complaintTable } from '../../src/records/complaints/complaint-table.ts';
import { complaintShare, shareText } from '../../src/records/complaints/share.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { at, community, open } from '../tickets/factories.ts';

const OPENED = at('2026-11-18 10:00');

/** A complaint as a person left it. */
function complaint({ valid = null, ...overrides }: Partial<Ticket> & { valid?: boolean | null } = {}): Ticket {
  const ticket = open({ category: '投诉', topic: 'slow-repair', accusedDepartment: '工程部', firstWordAt: OPENED });
  return { ...ticket, complaint: { ...ticket.complaint!, valid }, ...overrides };
}

const withHouses = (households: number | undefined, more: Partial<Community> = {}): Community => {
  const { households: _households, ...plain } = community;
  return { ...plain, ...(households === undefined ? { houses: [] } : { households }), ...more };
};

describe('a row of the complaint summary', () => {
  test('R40 篇5 七.5 the columns: date, house masked, matter, cause, department, handled, result, visit, valid', () => {
    const ticket = complaint({ valid: true, state: 'closed', summary: '报修三天没人来' });
    const told = {
      ...ticket,
      complaint: { ...ticket.complaint!, cause: '内部' as const, reason: '派单漏了' },
      result: { text: '当天修好并致歉', materials: null, by: 'li.shifu' },
      visits: [{ visitId: 'v', at: 1, type: 'dated', outcome: 'solved', score: 5, words: '', by: null } as const],
    };
    expect(complaintRow(told, community)).toEqual({
      date: '11月18日',
      house: '3栋2单元***',
      matter: '报修三天没人来',
      cause: '内部：派单漏了',
      department: '工程部',
      handled: '当天修好并致歉',
      result: '已关闭',
      visit: '已解决5分',
      valid: '有效',
    });
  });

  test('R40 R4 neither room, name nor phone of whoever complained stands in any cell', () => {
    const ticket = complaint({ summary: '3栋2单元1701王小明说没人来，电话13812345678' });
    const told = {
      ...ticket,
      complaint: { ...ticket.complaint!, reason: '1701室的单漏了' },
      result: { text: '已向3-2-1701王小明说明', materials: null, by: 'li.shifu' },
    };
    const text = Object.values(complaintRow(told, community)).join('｜');
    expect(text).not.toMatch(/1701|王小明|13812345678/);
    expect(text).toContain('说没人来');
  });

  test.each([
    ['有效', { valid: true }],
    ['无效', { valid: false }],
    ['无效', { state: 'invalid' }],
    ['未判定', {}],
  ] as const)('R15 %s only by what a person judged: %j', (expected, overrides) => {
    expect(complaintRow(complaint(overrides), community).valid).toBe(expected);
  });
});

describe('the table', () => {
  const span = { from: at('2026-11-16'), to: at('2026-11-23'), yearFrom: at('2026-01-01') };
  const lines = (complaints: Ticket[]) => complaintTable({ community: withHouses(1_000), complaints, ...span });

  test('篇5 七.5 counts of the week: valid, invalid, not judged, struck off; older open ones beside; merged ones not twice', () => {
    const table = lines([
      complaint({ valid: true, state: 'closed' }),
      complaint({ valid: true }),
      complaint({ valid: false, state: 'invalid' }),
      complaint(),
      complaint({ valid: true, state: 'merged' }),
      complaint({ openedAt: at('2026-11-02 09:00') }),
      complaint({ valid: true, state: 'closed', openedAt: at('2026-10-02 09:00') }),
    ]);
    expect(table[0]).toBe('受理4件：有效2 无效1 未判定1；已注销2 未注销2');
    expect(table[1]).toBe('此前受理、尚未注销：1件');
    expect(table[2]).toContain('本年有效投诉3件，共1000户，3‰（上限2‰），已超过上限');
    expect(table).toHaveLength(8);
  });

  test('篇5 七.5 a week without complaints says so', () => {
    expect(lines([])).toEqual([
      '受理0件：有效0 无效0 未判定0；已注销0 未注销0',
      '本年有效投诉0件，共1000户，0‰（上限2‰）',
      '本期没有投诉。',
    ]);
  });

  test('the first moment of the week belongs to it, the first of the next does not', () => {
    const at0 = complaint({ openedAt: span.from, state: 'closed' });
    const at1 = complaint({ openedAt: span.to, state: 'closed' });
    const before = complaint({ openedAt: span.from - 1, state: 'closed' });
    expect(lines([at0, at1, before])[0]).toContain('受理1件');
  });
});

describe('R39 篇5 二.3 valid complaints of the year in ‰ of households', () => {
  const share = (count: number, households: number | undefined) =>
    complaintShare(
      [...Array.from({ length: count }, () => complaint({ valid: true })), complaint({ valid: false }), complaint()],
      withHouses(households),
    );

  test.each([
    // households, valid complaints, ‰, state: limit 2 ‰, warned at 80 % or when one more would exceed it
    [5_000, 0, 0, 'fine'],
    [5_000, 7, 1.4, 'fine'],
    [5_000, 8, 1.6, 'near'],
    [5_000, 10, 2, 'near'],
    [5_000, 11, 2.2, 'over'],
    [1_400, 2, 2 / 1.4, 'near'],
    [1_400, 3, 3 / 1.4, 'over'],
    [60, 0, 0, 'fine'],
    [60, 1, 1_000 / 60, 'over'],
  ] as const)('%i households, %i valid: %f ‰, %s', (households, count, permille, state) => {
    expect(share(count, households)).toMatchObject({ count, houses: households, state });
    expect(share(count, households).permille).toBeCloseTo(permille);
  });

  test('households of community.yaml go before the lines of houses.csv; with neither it says that none is configured', () => {
    const { households: _households, ...counted } = community;
    expect(complaintShare([], counted).houses).toBe(community.houses.length);
    const none = share(3, undefined);
    expect(none.state).toBe('unknown');
    expect(shareText(none, withHouses(undefined))).toMatch(/有效投诉3件；没有配置户数/);
  });
});
