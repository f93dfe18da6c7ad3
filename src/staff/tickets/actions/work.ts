import { maskText } from '../../../language/mask.ts';
import type { TicketAction } from '../../../tickets/action.ts';
import { findPriceLine } from '../../../tickets/actions/money.ts';
import type { Ticket } from '../../../tickets/ticket.ts';
import { topicOf } from '../../../tickets/wording.ts';
import type { CommandOf } from '../../commands/command.ts';
import type { Community } from '../../community.ts';
import { findDepartment } from '../../reading/people.ts';
import { adoptionIn, confirmationIn, mobileIn, suspendReason, withoutTime } from '../../reading/ticket-words.ts';
import {
  act,
  ask,
  departmentNames,
  needsWords,
  needsWordsForOwner,
  refuse,
  refuseForbidden,
  type Translated,
  type Translating,
  type Translations,
} from './translate.ts';

/** `换阀芯` names a line of the price list by its words; otherwise a reason goes with the price (R17). */
function quote({ amount, item, why }: CommandOf<'quote'>, context: Translating): Translated {
  const { ticket, community, tell } = context;
  if (amount === null) return ask(tell('ask.quote'));
  const forbidden = refuseForbidden(`${item}${why ?? ''}`, context);
  if (forbidden !== null) return forbidden;
  const what = item !== '' ? item : usualItem(ticket, community);
  const line = findPriceLine(what, ticket.topic, community);
  if (line !== null) return act({ kind: 'quote', amount, item: what, line: line.id });
  const reason = why ?? tell('why.no-price-line');
  const action: TicketAction = { kind: 'quote', amount, item: what, line: null, why: reason };
  if (why !== null) return act(action);
  return act(action, tell('quoted.why', { item: what, reason, amount }));
}

/** What is quoted when the worker names no item: the only price line of the topic, else the topic. */
function usualItem(ticket: Ticket, community: Community): string {
  const { topic } = ticket;
  const [line, ...others] = community.prices.lines.filter(({ topics }) => topic !== null && topics.includes(topic));
  return line !== undefined && others.length === 0 ? line.name : topicOf(ticket, community);
}

function consent({ accepted, text }: CommandOf<'consent'>, { ticket, tell }: Translating): Translated {
  const open = ticket.quotes.findLast(({ answer }) => answer === null);
  if (open === undefined) return refuse(tell('refuse.no-quote'));
  return act({ kind: 'answer-quote', quoteId: open.id, accepted, ...(text === '' ? {} : { text }) });
}

/** A note with a phone number on a ticket without one adds the owner's phone. */
function note({ text }: CommandOf<'note'>, { ticket, tell }: Translating): Translated {
  if (text === '') return ask(tell('ask.note'));
  const phone = mobileIn(text);
  if (phone === null || ticket.reporter.phone !== null) return act({ kind: 'note', text });
  return act({ kind: 'add-detail', what: 'contact', text: maskText(text), phone }, tell('noted.phone'));
}

function transfer({ text }: CommandOf<'transfer'>, { community, tell }: Translating): Translated {
  const names = departmentNames(community);
  if (text === '') return ask(tell('ask.transfer', { names }));
  const found = findDepartment(text, community);
  if (found === null) return ask(tell('ask.transfer-again', { text, names }));
  const { department, rest } = found;
  return act({ kind: 'transfer', department: department.id, ...(rest === '' ? {} : { reason: rest }) });
}

function promise({ text }: CommandOf<'promise'>, context: Translating): Translated {
  const { readTime, tell } = context;
  const when = readTime(text);
  if (when === null) return ask(tell('ask.promise'));
  const reason = withoutTime(text, when.text);
  if (reason === '') return ask(tell('ask.promise-reason', { time: when.text }));
  return refuseForbidden(reason, context) ?? act({ kind: 'renew-promise', until: when.at, reason });
}

/** 完成 of a suggestion or a praise, whose words may hold the decision that is still missing (篇5 二.4; R29). */
function decisionIn(text: string, { category }: Ticket, { staff }: Pick<Community, 'staff'>): TicketAction | null {
  const adopted = category === '建议' ? adoptionIn(text) : null;
  if (adopted !== null) return { kind: 'decide', adopted, text };
  const confirmed = category === '表扬' ? confirmationIn(text) : null;
  if (confirmed === null) return null;
  const [praised, ...others] = staff.filter(({ name }) => text.includes(name));
  return { kind: 'verify', confirmed, userid: others.length === 0 ? (praised?.userid ?? null) : null, text };
}

/** What workers say about their work, and the desk on behalf of an owner. */
export const WORK: Translations<
  | ('accept' | 'acknowledge' | 'arrive' | 'start' | 'resume' | 'reveal' | 'complete' | 'transfer' | 'return')
  | ('suspend' | 'quote' | 'consent' | 'note' | 'reply' | 'answer' | 'promise')
> = {
  accept: () => act({ kind: 'accept' }),
  acknowledge: () => act({ kind: 'acknowledge' }),
  arrive: () => act({ kind: 'arrive' }),
  start: () => act({ kind: 'start' }),
  resume: () => act({ kind: 'resume' }),
  reveal: () => act({ kind: 'reveal' }),
  complete: needsWordsForOwner('ask.complete', ({ text, materials, amount }, { ticket, community }) => {
    return decisionIn(text, ticket, community) ?? { kind: 'complete', text, materials, amount };
  }),
  transfer,
  return: needsWords('ask.return', ({ text }) => ({ kind: 'return', reason: text })),
  suspend: needsWordsForOwner('ask.suspend', ({ text }, { readTime }) => {
    return { kind: 'suspend', reason: suspendReason(text), text, until: readTime(text)?.at ?? null };
  }),
  quote,
  consent,
  note,
  reply: needsWordsForOwner('ask.reply', ({ text }) => ({ kind: 'note', text, toOwner: true })),
  answer: needsWordsForOwner('ask.answer', ({ text }) => ({ kind: 'answer', text })),
  promise,
};
