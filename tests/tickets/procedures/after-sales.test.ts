import { describe, expect, test } from '@jest/globals';
import { inWarranty } from '../../../src/tickets/warranty.ts';
import { apply, at, community, draft, MINUTE, moved, open, opened, refused, tick, told } from '../factories.ts';

const DEFECT = { category: '售后', topic: 'handover-leak', words: ['刚交房飘窗就渗水'], summary: '飘窗渗水' } as const;
const house = (completionDate: string | null) => ({
  ...community,
  houses: [
    {
      building: '3',
      unit: '2',
      room: '1701',
      ownerName: null,
      ownerPhone: null,
      handoverDate: null,
      completionDate,
    },
  ],
});

describe('售后 (篇1 4.5; R19)', () => {
  test('篇1 4.5 the 返修联系单 is issued with the ticket and pushed to the after-sales group the same minute', () => {
    const { ticket, effects } = opened(DEFECT);
    expect(ticket.department).toBe('aftersales');
    expect(ticket.reworkSlip).toMatchObject({ number: `${ticket.number}-F`, issuedAt: ticket.openedAt });
    expect(told(effects).find((line) => line.startsWith('group aftersales'))).toContain('【返修联系单】');
  });

  test.each([
    ['2026-11-24 10:00', '2026-11-25 00:00'],
    ['2026-11-24 23:30', '2026-11-25 00:00'],
    ['2026-10-01 09:00', '2026-10-02 00:00'],
  ])('篇1 4.5 same day on the wall clock, also at night and on holidays (R6): %s', (reported, midnight) => {
    const ticket = open(DEFECT, { now: at(reported) });
    expect(ticket.deadlines['same-day']).toMatchObject({ clock: 'wall', dueAt: at(midnight) });
  });

  test('篇1 4.5 only the receipt by the after-sales side meets the day; missing it raises the alarm at midnight', () => {
    const ticket = open(DEFECT, { now: at('2026-11-24 20:00') });
    const byDesk = moved(ticket, { kind: 'acknowledge' }, { by: 'he.jiedai', now: at('2026-11-24 20:05') });
    expect(byDesk.deadlines['same-day']?.metAt).toBeNull();
    const late = tick(byDesk, at('2026-11-25 00:00')).ticket;
    expect(late.deadlines['same-day']?.missedAt).toBe(at('2026-11-25 00:00'));
    expect(late.ladders.some(({ about, endedAt }) => about === 'same-day' && endedAt === null)).toBe(true);
    const received = moved(
      late,
      { kind: 'rework-slip', to: 'xu.gong' },
      { by: 'xu.gong', now: at('2026-11-25 08:40') },
    );
    expect(received.reworkSlip).toMatchObject({ receivedBy: 'xu.gong', receivedAt: at('2026-11-25 08:40') });
    expect(received.ladders.every(({ about, endedAt }) => about !== 'same-day' || endedAt !== null)).toBe(true);
  });

  test('篇1 4.5 accepting it is receiving it', () => {
    const ticket = moved(open(DEFECT), { kind: 'accept' }, { by: 'lu.shifu' });
    expect(ticket.reworkSlip?.receivedBy).toBe('lu.shifu');
    expect(ticket.deadlines['same-day']?.metAt).not.toBeNull();
  });

  test('R19 the developer side is chased until it is done: next contact falls due again and again', () => {
    let ticket = moved(open(DEFECT), { kind: 'accept' }, { by: 'lu.shifu' });
    const suspended = { kind: 'suspend', reason: 'third-party', text: '等施工单位' } as const;
    ticket = moved(ticket, suspended, { by: 'lu.shifu', now: at('2026-11-24 11:00') });
    ticket = tick(ticket, at('2026-11-25 11:00')).ticket;
    expect(ticket.ladders.find(({ about }) => about === 'next')).toBeDefined();
    ticket = moved(
      ticket,
      { kind: 'contact', body: '施工单位', text: '后天来', next: at('2026-11-27 10:00') },
      { by: 'he.jiedai', now: at('2026-11-25 11:30') },
    );
    expect(ticket.deadlines.next?.dueAt).toBe(at('2026-11-27 10:00'));
  });

  test.each([
    ['2023-06-30', 'handover-leak', true], // waterproofing: five years
    ['2020-06-30', 'handover-leak', false],
    ['2023-06-30', 'handover-wall', false], // decoration: two years
    ['2025-06-30', 'handover-equipment', true],
    [null, 'handover-leak', null],
  ])('R19 completed %s, %s: 是否保修期内 %s, counted from 竣工验收', (completed, topic, expected) => {
    const of = house(completed);
    expect(inWarranty({ topic, house: draft().house }, at('2026-11-24 10:00'), of)).toBe(expected);
    const ticket = open({ ...DEFECT, topic }, { community: of });
    expect(ticket.reworkSlip?.inWarranty).toBe(expected);
    expect(ticket.category).toBe('售后'); // an expired or unknown warranty changes nothing by itself
  });

  test('R19 nothing an owner reads speaks of warranty or of who pays', () => {
    const { ticket, effects } = opened(DEFECT, { community: house('2023-06-30') });
    const accepted = apply(ticket, { kind: 'accept' }, { by: 'lu.shifu', now: ticket.openedAt + MINUTE });
    const toOwner = [...told(effects), ...told(accepted.effects)].filter((line) => line.startsWith('owner'));
    expect(toOwner.length).toBeGreaterThan(0);
    for (const line of toOwner) expect(line).not.toMatch(/保修|质保|免费|赔/);
  });

  test('R20 a leak is 报修 until a person rules otherwise, with a reason; then the 返修联系单 and its day follow', () => {
    const leak = open({ topic: 'leak', words: ['楼上漏水到我家'] });
    expect(leak).toMatchObject({ category: '报修', department: 'engineering', reworkSlip: null });
    const ruling = {
      kind: 'reclassify',
      category: '售后',
      topic: 'handover-leak',
      reason: '楼上防水层未做好',
    } as const;
    expect(refused(leak, { ...ruling, reason: '' }, { by: 'wang.gong' }).refused).toBe('needs-text');
    const ruled = moved(leak, ruling, { by: 'wang.gong' });
    expect(ruled).toMatchObject({ category: '售后', department: 'aftersales', number: leak.number });
    expect(ruled.reworkSlip).not.toBeNull();
    expect(ruled.deadlines['same-day']?.dueAt).toBe(at('2026-11-25 00:00'));
  });
});
