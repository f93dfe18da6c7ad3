import { describe, expect, test } from '@jest/globals';
import { CHARGE_STEPS } from '../../../src/tickets/action.ts';
import type { Ticket } from '../../../src/tickets/ticket.ts';
import { apply, DAY, HOUR, moved, NOON, open, owner, refused, tick, told } from '../factories.ts';

const TAP = { topic: 'plumbing', words: ['龙头坏了'], summary: '龙头坏了' } as const;
const CLEANING = { category: '服务', topic: 'housekeeping', words: ['想做个保洁'], summary: '保洁' } as const;
const QUOTE = { kind: 'quote', amount: 30, item: '换龙头' } as const;

const accepted = (of: object = TAP, by = 'li.shifu') => moved(open(of), { kind: 'accept' }, { by });
const quoteId = (ticket: Ticket) => ticket.quotes.at(-1)!.id;
const consent = (ticket: Ticket, yes = true) =>
  moved(ticket, { kind: 'answer-quote', quoteId: quoteId(ticket), accepted: yes }, { by: owner() });
const agreed = () => consent(moved(accepted(), QUOTE, { by: 'li.shifu' }));

describe('paid work (篇5 六.2–3; R17, R18)', () => {
  test.each([
    ['报修', TAP, 'li.shifu'],
    ['服务', CLEANING, 'tang.jiedai'],
  ])('篇5 六.2 %s: no work and no charge before the owner has consented to a price', (_, of, by) => {
    const ticket = accepted(of, by);
    expect(refused(ticket, { kind: 'start' }, { by }).refused).toBe('needs-consent');
    expect(refused(ticket, { kind: 'complete', text: '好了', amount: 30 }, { by }).refused).toBe('needs-consent');
    expect(moved(ticket, { kind: 'complete', text: '紧了一下，不用换' }, { by }).charge).toBeNull();
    const there = moved(ticket, { kind: 'arrive' }, { by });
    expect(there).toMatchObject({ state: 'accepted', startedAt: null }); // on site to look, not yet at work
  });

  test('篇5 六.2 the quote names a line of the price list, or says why it cannot', () => {
    const ticket = accepted();
    const outside = { kind: 'quote', amount: 30, item: '定做木架' } as const;
    const refusal = refused(ticket, outside, { by: 'li.shifu' });
    expect(refusal.refused).toBe('needs-price-line');
    expect(refusal.text).toContain('更换水龙头');
    const listed = moved(ticket, QUOTE, { by: 'li.shifu' });
    expect(listed.quotes.at(-1)).toMatchObject({ line: 'tap', why: null, amount: 30 });
    const explained = moved(ticket, { ...outside, why: '价目表没有木工' }, { by: 'li.shifu' });
    expect(explained.quotes.at(-1)).toMatchObject({ line: null, why: '价目表没有木工' });
  });

  test('篇5 六.2 the price is put to the owner and the clock stands until he answers', () => {
    const { ticket, effects } = apply(accepted(), QUOTE, { by: 'li.shifu' });
    expect(effects.map(({ effect }) => effect).find(({ kind }) => kind === 'conversation.event')).toMatchObject({
      event: { kind: 'quote', ticketId: ticket._id, amount: '30.00', quoteId: quoteId(ticket) },
    });
    expect(ticket.state).toBe('quoted');
    expect(ticket.deadlines.finish?.dueAt).toBeNull();
    const later = consent({ ...ticket, updatedAt: NOON + 2 * HOUR });
    expect(later).toMatchObject({ state: 'agreed' });
    expect(later.deadlines.finish?.dueAt).not.toBeNull();
  });

  test('篇5 六.2 an owner without WeChat is asked by telephone and the desk records what he says', () => {
    const phone = open({ ...TAP, channel: '来电', reporter: { ...open().reporter, conversationId: null } });
    const quoted = apply(moved(phone, { kind: 'accept' }, { by: 'li.shifu' }), QUOTE, { by: 'li.shifu' });
    expect(told(quoted.effects).some((line) => line.includes('请电话告知'))).toBe(true);
    const answer = { kind: 'answer-quote', quoteId: quoteId(quoted.ticket), accepted: true } as const;
    expect(refused(quoted.ticket, answer, { by: 'li.shifu' }).refused).toBe('not-yours');
    expect(moved(quoted.ticket, answer, { by: 'he.jiedai' }).state).toBe('agreed');
  });

  test('R17 a refused price leaves the ticket accepted, with the worker told', () => {
    const ticket = consent(moved(accepted(), QUOTE, { by: 'li.shifu' }), false);
    expect(ticket.state).toBe('accepted');
    expect(refused(ticket, { kind: 'start' }, { by: 'li.shifu' }).refused).toBe('needs-consent');
  });

  test('R17 a differing final amount needs a new consent, dearer or cheaper', () => {
    const working = moved(agreed(), { kind: 'start' }, { by: 'li.shifu' });
    for (const amount of [20, 45]) {
      const refusal = refused(working, { kind: 'complete', text: '好了', amount }, { by: 'li.shifu' });
      expect(refusal.refused).toBe('amount-differs');
      expect(refusal.text).toContain('30');
    }
    const requoted = moved(working, { ...QUOTE, amount: 45 }, { by: 'li.shifu' });
    const done = moved(
      moved(consent(requoted), { kind: 'start' }, { by: 'li.shifu' }),
      { kind: 'complete', text: '好了', amount: 45 },
      { by: 'li.shifu' },
    );
    expect(done.charge?.amount).toBe(45);
  });

  test('R17 an answer to an older quote counts for nothing', () => {
    const first = moved(accepted(), QUOTE, { by: 'li.shifu' });
    const second = moved(first, { ...QUOTE, amount: 60 }, { by: 'li.shifu' });
    const old = { kind: 'answer-quote', quoteId: quoteId(first), accepted: true } as const;
    expect(refused(second, old, { by: owner() }).refused).toBe('already');
  });

  test('R17 work that turned out to cost something needs consent too, whatever its topic', () => {
    const plain = moved(moved(open(), { kind: 'accept' }, { by: 'li.shifu' }), { kind: 'start' }, { by: 'li.shifu' });
    expect(refused(plain, { kind: 'complete', text: '换了件', amount: 50 }, { by: 'li.shifu' }).refused).toBe(
      'needs-consent',
    );
    expect(moved(plain, { kind: 'complete', text: '紧了螺丝' }, { by: 'li.shifu' }).charge).toBeNull();
  });

  test('R17 a complaint or praise cannot be given a price', () => {
    const complaint = moved(open({ category: '投诉', topic: 'slow-repair' }), { kind: 'accept' }, { by: 'li.shifu' });
    expect(refused(complaint, QUOTE, { by: 'li.shifu' }).refused).toBe('wrong-category');
  });

  const finished = () =>
    apply(
      moved(agreed(), { kind: 'start' }, { by: 'li.shifu' }),
      { kind: 'complete', text: '换了龙头' },
      { by: 'li.shifu' },
    );

  test('R17 nobody pays the worker: the owner reads who collects, and the worker may not record money', () => {
    const { ticket, effects } = finished();
    const words = told(effects).find((line) => line.startsWith('owner'))!;
    expect(words).toContain('客服部统一收取');
    expect(words).toContain('不要交给师傅');
    const handedIn = moved(ticket, { kind: 'charge', step: 'handed-in' }, { by: 'li.shifu' });
    expect(refused(handedIn, { kind: 'charge', step: 'collected' }, { by: 'li.shifu' }).refused).toBe('not-yours');
  });

  const STEPS = [
    ['handed-in', 'li.shifu', ['qian.kuaiji', 'tang.jiedai']],
    ['noted', 'qian.kuaiji', ['li.shifu', 'tang.jiedai']],
    ['billed', 'qian.kuaiji', ['li.shifu', 'tang.jiedai']],
    ['collected', 'tang.jiedai', ['li.shifu', 'qian.kuaiji']],
  ] as const;

  test('R18 交单 → 财务注记 → 收费单 → 已收费: in this order, each by its own people, each with actor and time', () => {
    let ticket = finished().ticket;
    for (const [index, [step, by, others]] of STEPS.entries()) {
      for (const [other] of STEPS.slice(index + 1)) {
        const doer = STEPS.find(([name]) => name === other)![1];
        const refusal = refused(ticket, { kind: 'charge', step: other }, { by: doer });
        expect(['wrong-order', 'unknown-ticket']).toContain(refusal.refused);
      }
      for (const other of others)
        expect(refused(ticket, { kind: 'charge', step }, { by: other }).refused).toMatch(/not-yours|unknown-ticket/);
      ticket = moved(ticket, { kind: 'charge', step }, { by, now: NOON + (index + 1) * HOUR });
    }
    expect(ticket.charge?.steps.map(({ step, by, at }) => [step, by, at])).toEqual(
      STEPS.map(([step, by], index) => [step, by, NOON + (index + 1) * HOUR]),
    );
    expect(ticket.charge?.steps.map(({ step }) => step)).toEqual([...CHARGE_STEPS]);
    expect(ticket.charge).toMatchObject({ state: 'collected', bill: `${ticket.number}-S` });
    expect(refused(ticket, { kind: 'charge', step: 'collected' }, { by: 'tang.jiedai' }).refused).toBe('wrong-order');
  });

  test('R18 财务 hears of the sheet, 客服 of the bill', () => {
    const handedIn = apply(finished().ticket, { kind: 'charge', step: 'handed-in' }, { by: 'li.shifu' });
    expect(told(handedIn.effects).join()).toContain('member qian.kuaiji');
    const noted = moved(handedIn.ticket, { kind: 'charge', step: 'noted' }, { by: 'qian.kuaiji' });
    const billed = apply(noted, { kind: 'charge', step: 'billed' }, { by: 'qian.kuaiji' });
    expect(told(billed.effects).join()).toContain(`member ${noted.keeper}`);
  });

  test('R18 money not collected: 客服部 is reminded and 财务 gets a copy, again and again until it is; the ticket may be closed', () => {
    const closed = moved(finished().ticket, { kind: 'close' }, { by: 'he.jiedai' });
    expect(closed.nextDueAt).toBe(NOON + 7 * DAY);
    const first = tick(closed, NOON + 7 * DAY);
    const hearers = told(first.effects).map((line) => line.split(':')[0]);
    expect(hearers).toEqual(['member zhou.zhuguan', 'member qian.kuaiji']);
    expect(told(first.effects)[0]).toMatch(/30\.00元完工7天还没有收（待交单）/);
    expect(first.ticket.nextDueAt).toBe(NOON + 14 * DAY);
    let paid = first.ticket;
    for (const [step, by] of STEPS) paid = moved(paid, { kind: 'charge', step }, { by, now: NOON + 8 * DAY });
    expect(paid.nextDueAt).toBeNull();
  });

  test('R18 a ticket that came back keeps the charge it had', () => {
    const ticket = moved(finished().ticket, { kind: 'reopen', reason: '还滴水' }, { by: owner() });
    expect(ticket.charge?.amount).toBe(30);
  });
});
