import { maskName } from '../../language/index.ts';
import { defineForm } from '../form.ts';
import { join, yesNo } from '../phrases.ts';

/** 《失物招领登记表》, also 物品存放(招领)登记表 (篇1 4.6): what was lost and what was found. No number of a document is kept. */
export const lost = defineForm('lost', {
  items: ({ tickets }, reading) =>
    reading
      .lines(tickets)
      .filter(({ ticket }) => ticket.topic === 'lost' || ticket.topic === 'found')
      .map((line) => ({ ...line, reading, found: line.ticket.topic === 'found', back: line.ticket.handBack })),
  columns: {
    number: ({ ticket }) => ticket.number,
    kind: ({ found, reading }) => reading.cells.found[found ? 'found' : 'lost'],
    at: ({ ticket, reading }) => ticket.details.when ?? reading.time(ticket.openedAt),
    place: ({ ticket, place, plain }) => plain(ticket.details.where) ?? place,
    item: ({ ticket, plain, matter }) => plain(ticket.details.item) ?? matter,
    features: ({ ticket, plain }) => plain(join([ticket.details.features, ticket.details.colour], '、')),
    quantity: null,
    finder: ({ found, name }) => (found ? name : null),
    handler: ({ ticket, reading }) => reading.member(ticket.firstReceiver),
    keptAt: ({ ticket, plain }) => plain(ticket.details.keep),
    announcedAt: null,
    claimant: ({ back, reading }) => (back === null ? null : reading.unmasked ? back.to : maskName(back.to)),
    verified: ({ back, reading }) => yesNo(back?.verified, reading),
    phone: ({ phone }) => phone,
    returnedAt: ({ back, reading }) => reading.time(back?.at),
    signature: null,
    remark: ({ back, plain }) => plain(back?.text),
  },
});
