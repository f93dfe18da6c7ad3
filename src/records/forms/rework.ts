import { sameHouse } from '../../language/index.ts';
import { format } from '../../messages/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import { defineForm } from '../form.ts';
import { join, outcome, yesNo } from '../phrases.ts';
import type { Reading } from '../reading.ts';

/** 《物业返修联系单》 (篇1 4.5; R19): one row a slip. */
export const rework = defineForm('rework', {
  items: ({ tickets }, reading) =>
    reading
      .lines(tickets)
      .flatMap((line) => (line.ticket.reworkSlip === null ? [] : [{ ...line, reading, slip: line.ticket.reworkSlip }])),
  columns: {
    number: ({ slip }) => slip.number,
    date: ({ slip, reading }) => reading.date(slip.issuedAt),
    place: ({ place, house }) => place ?? house,
    owner: ({ name, phone }) => join([name, phone], '/'),
    handoverDate: ({ ticket, reading }) => handoverDate(ticket, reading),
    part: ({ slip, plain }) => plain(slip.part),
    problem: ({ words, matter }) => words || matter,
    photos: ({ ticket, reading }) => photos(ticket, reading),
    inWarranty: ({ slip, reading }) => yesNo(slip.inWarranty, reading),
    responsible: null,
    due: ({ slip, reading }) => reading.date(slip.due),
    received: ({ slip, reading }) => join([reading.member(slip.receivedBy), reading.time(slip.receivedAt)], '/'),
    repair: (line) => outcome(line),
    finishedAt: ({ ticket, reading }) => reading.date(ticket.finishedAt),
    ownerSignature: null,
    recheck: null,
  },
});

function handoverDate({ house }: Ticket, { community }: Reading): string | null {
  if (house === null) return null;
  return community.houses.find((one) => sameHouse(one, house))?.handoverDate ?? null;
}

function photos({ media }: Ticket, { cells }: Reading): string | null {
  const images = media.filter(({ type }) => type === 'image').length;
  return images === 0 ? null : format(cells.photos, { count: images });
}
