import type { ConversationEffect } from '../conversation/types.ts';
import type { TicketAction } from '../tickets/action.ts';
import type { Facts } from '../understanding/index.ts';

type Added = Extract<ConversationEffect, { kind: 'add-to-ticket' }>;
type Detail = Extract<TicketAction, { kind: 'add-detail' }>;

/** What an owner adds to a ticket, with what can be read out of his words: a new phone, another time, where he is in danger. */
export function detailOf(what: Detail['what'], text: Added['text'], facts: Facts): Detail {
  const detail: Detail = { kind: 'add-detail', what, text };
  const [phone] = facts.phones;
  const [time] = facts.times;
  const house = facts.houses.find(({ building, role }) => building !== null && role !== 'other');
  if (what === 'contact' && phone !== undefined) return { ...detail, phone };
  if (what === 'appointment' && time !== undefined) {
    return { ...detail, appointment: { from: time.from, to: time.to, text: time.text } };
  }
  if (what === 'safety' && house !== undefined) {
    return { ...detail, house: { building: house.building!, unit: house.unit, room: house.room } };
  }
  return detail;
}
