import type { TicketAction } from '../tickets/index.ts';
import type { Facts } from '../understanding/index.ts';
import type { DialogueOutput } from './types.ts';

type Added = Extract<DialogueOutput, { kind: 'add-to-ticket' }>;
type Detail = Extract<TicketAction, { kind: 'add-detail' }>;

/** What an owner adds to a ticket, with what can be read out of the words: a new phone, another time, where they are in danger. */
export function detailOf(what: Detail['what'], text: Added['text'], facts: Facts): Detail {
  const detail: Detail = { kind: 'add-detail', what, text };
  const [phone] = facts.phones;
  const [time] = facts.times;
  if (what === 'contact' && phone !== undefined) return { ...detail, phone };
  if (what === 'appointment' && time !== undefined) {
    return { ...detail, appointment: { from: time.from, to: time.to, text: time.text } };
  }
  if (what !== 'safety') return detail;
  for (const { building, unit, room, role } of facts.houses) {
    if (building !== null && role !== 'other') return { ...detail, house: { building, unit, room } };
  }
  return detail;
}
