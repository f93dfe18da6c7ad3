import { membersOf, membersWith, unique } from '../../community/index.ts';
import type { Effect } from '../../effects/index.ts';
import type { Category } from '../../shared/index.ts';
import { deriveId } from '../../shared/index.ts';
import { CHARGE_STEPS, type ChargeStep } from '../action.ts';
import { actorId, type ChangeContext, type Handlers } from '../change.ts';
import type { Community } from '../community.ts';
import type { PriceLine } from '../config/prices.ts';
import { tellMembers, tellOwners } from '../tell.ts';
import { refuse, say } from '../texts.ts';
import type { Quote } from '../ticket.ts';

/** The line of the price list that a quote's words name, or null (R17). */
export function findPriceLine(item: string, topic: string | null, community: Community): PriceLine | null {
  const named = community.prices.lines.filter((line) =>
    [line.id, line.name, ...line.words].some((word) => item.includes(word)),
  );
  return named.find((line) => topic !== null && line.topics.includes(topic)) ?? named[0] ?? null;
}

/** `80.00`. */
function yuan(amount: number): string {
  return amount.toFixed(2);
}

/** What can cost something (R17); anything else with a price in it is split off or reclassified first. */
const PRICED: readonly Category[] = ['报修', '服务', '售后'];

/** Prices and payment: the same path for 报修 and 服务 (R17, R18). */
export const MONEY_ACTIONS: Handlers<'quote' | 'answer-quote' | 'charge'> = {
  quote({ ticket, action, actor, now, community }) {
    if (!PRICED.includes(ticket.category))
      return refuse(community, 'wrong-category', { detail: 'quote', number: ticket.number });
    if (!(action.amount > 0) || action.item.trim() === '') return refuse(community, 'needs-text', { detail: 'quote' });
    const wanted =
      action.line == null ? null : (community.prices.lines.find((line) => line.id === action.line) ?? null);
    const line = wanted ?? findPriceLine(action.item, ticket.topic, community);
    if (line === null && (action.why ?? '').trim() === '') {
      return refuse(community, 'needs-price-line', { lines: priceNames(ticket.topic, community) });
    }
    const quote: Quote = {
      id: deriveId(ticket._id, 'quote', ticket.quotes.length),
      at: now,
      by: actorId(actor),
      amount: action.amount,
      item: action.item.trim(),
      line: line?.id ?? null,
      why: line === null ? (action.why ?? null) : null,
      answer: null,
    };
    return {
      patch: { quotes: [...ticket.quotes, quote], paid: true },
      to: 'quoted',
      text: say(community, 'staff.quoted', { amount: yuan(action.amount), item: quote.item }),
      effects: askOwner(quote, { ticket, community }),
    };
  },

  'answer-quote'({ ticket, action, actor, now, community }) {
    const quote = ticket.quotes.at(-1);
    if (quote === undefined || quote.id !== action.quoteId || quote.answer !== null) {
      return refuse(community, 'already', { detail: 'quote', number: ticket.number });
    }
    const answer = { at: now, by: actorId(actor), accepted: action.accepted, text: action.text ?? '' };
    const text = say(community, action.accepted ? 'staff.quote-accepted' : 'staff.quote-declined', {
      number: ticket.number,
      amount: yuan(quote.amount),
      item: quote.item,
    });
    return {
      patch: { quotes: ticket.quotes.map((one) => (one.id === quote.id ? { ...one, answer } : one)) },
      to: action.accepted ? 'agreed' : 'accepted',
      text,
      effects: tellMembers({ ticket, community }, [ticket.assignee, quote.by], { text, purpose: 'task' }),
    };
  },

  charge(context) {
    const { ticket, action, actor, relations, now, community } = context;
    if (ticket.charge === null) return refuse(community, 'wrong-order', { detail: 'free', number: ticket.number });
    const allowed = WHO[action.step].some((relation) => relations.has(relation));
    const name = say(community, `names.charge-${action.step}`);
    if (!allowed) return refuse(community, 'not-yours', { action: name, number: ticket.number });
    const due = CHARGE_STEPS[ticket.charge.steps.length];
    if (due !== action.step) {
      const next = due === undefined ? say(community, 'names.charge-done') : say(community, `names.charge-${due}`);
      return refuse(community, 'wrong-order', { action: name, number: ticket.number, next });
    }
    const step = { step: action.step, at: now, by: actorId(actor), text: action.text ?? '' };
    const remindAt = action.step === 'collected' ? null : (ticket.charge.remindAt ?? null);
    const bill = action.step === 'billed' ? `${ticket.number}-S` : ticket.charge.bill;
    return {
      patch: {
        charge: { ...ticket.charge, state: action.step, steps: [...ticket.charge.steps, step], bill, remindAt },
      },
      text: say(community, 'staff.charged', { step: name, amount: yuan(ticket.charge.amount) }),
      effects: nextStep(context, action.step),
    };
  },
};

const WHO: Readonly<
  Record<ChargeStep, readonly ('assignee' | 'head' | 'finance' | 'desk' | 'keeper' | 'supervisor')[]>
> = {
  'handed-in': ['assignee', 'head'],
  noted: ['finance'],
  billed: ['finance'],
  // 由客服部统一上门收取 (篇5 六.3): never the worker.
  collected: ['desk', 'keeper', 'supervisor'],
};

/** The owner in WeChat answers by himself; for an owner on the phone the keeper asks and records it. */
function askOwner(quote: Quote, { ticket, community }: Pick<ChangeContext, 'ticket' | 'community'>): Effect[] {
  const { conversationId } = ticket.reporter;
  if (conversationId !== null) {
    const { id: quoteId, item } = quote;
    const { _id: ticketId, number } = ticket;
    const event = { kind: 'quote', ticketId, number, quoteId, amount: yuan(quote.amount), item } as const;
    return [{ kind: 'conversation.event', conversationId, event }];
  }
  const text = say(community, 'owner.quote', { number: ticket.number, amount: yuan(quote.amount), item: quote.item });
  return tellOwners({ ticket, community }, text, 'answer');
}

function priceNames(topic: string | null, community: Community): string {
  const lines = community.prices.lines;
  const own = lines.filter((line) => topic !== null && line.topics.includes(topic));
  return (own.length > 0 ? own : lines).map((line) => line.name).join('、');
}

function nextStep({ ticket, community }: ChangeContext, step: ChargeStep): Effect[] {
  const { duty } = community;
  const finance = unique([...membersOf(community, duty.finance), ...membersWith(community, 'finance')]);
  const receivers: Readonly<Record<ChargeStep, readonly string[]>> = {
    'handed-in': finance,
    noted: [],
    billed: [ticket.keeper],
    collected: finance,
  };
  const text = say(community, `staff.charge-${step}`, {
    number: ticket.number,
    amount: yuan(ticket.charge?.amount ?? 0),
    bill: `${ticket.number}-S`,
  });
  return tellMembers({ ticket, community }, receivers[step], { text, purpose: 'task' });
}
