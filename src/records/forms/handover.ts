import type { Ticket } from '../../tickets/index.ts';
import { STATE_NAMES, type TicketState } from '../../tickets/index.ts';
import { defineForm } from '../form.ts';
import { join } from '../phrases.ts';
import type { Reading } from '../reading.ts';
import type { HandedItem } from '../registers/shift-book.ts';

/** 《服务中心交接班记录表》 (篇3 4.9; R35). A ticket that the reader may not know of is not in it (R1). */
export const handover = defineForm('handover', {
  items: ({ handOvers, tickets }, reading) => {
    const known = new Map(tickets.map((ticket) => [ticket._id, ticket]));
    return handOvers.map((record) => ({ record, known, reading }));
  },
  columns: {
    date: ({ record }) => record.day,
    shift: ({ record }) => `${record.shift}→${record.nextShift}`,
    people: ({ record, reading }) =>
      join(
        [
          reading.member(record.from),
          join(
            record.to.map((one) => reading.member(one)),
            '、',
          ),
        ],
        '/',
      ),
    unfinished: ({ record, known, reading }) =>
      join(
        record.items.map((item) => itemText(item, known, reading)),
        '；',
      ),
    notices: ({ record, reading }) =>
      join(
        record.entries.map(({ text }) => reading.text(text)),
        '；',
      ),
    inventory: null,
    at: ({ record, reading }) => reading.time(record.signedAt ?? record.at),
    signatures: ({ record, reading }) =>
      join([reading.member(record.from), reading.member(record.signedBy) ?? reading.cells.unsigned], '/'),
    supervisor: null,
  },
});

function itemText(item: HandedItem, known: ReadonlyMap<string, Ticket>, reading: Reading): string | null {
  const ticket = known.get(item.ticketId);
  const line = ticket === undefined ? null : reading.line(ticket);
  if (line === null) return null;
  const state = STATE_NAMES[item.state as TicketState] ?? item.state;
  return join([item.number, state, line.plain(item.nextStep), reading.time(item.promisedAt)], ',');
}
