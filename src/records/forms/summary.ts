import { defineForm } from '../form.ts';
import { chargeState, inTime, join, visitResult, yesNo } from '../phrases.ts';

/** 《报修(服务)汇总表》 (篇5 六.3): one row a repair or service of the period, with the note of 财务. */
export const summary = defineForm('summary', {
  items: ({ tickets }, reading) =>
    reading
      .lines(tickets)
      .filter(({ ticket }) => ticket.category === '报修' || ticket.category === '服务')
      .map((line) => ({ ...line, reading })),
  columns: {
    index: (_, index) => index + 1,
    date: ({ ticket, reading }) => reading.date(ticket.openedAt),
    number: ({ ticket }) => ticket.number,
    house: ({ house, place }) => house ?? place,
    item: ({ ticket, reading }) => reading.topic(ticket),
    worker: ({ ticket, reading }) => reading.member(ticket.assignee),
    times: ({ ticket, reading }) =>
      [ticket.acceptedAt, ticket.arrivedAt, ticket.finishedAt].map((at) => reading.time(at) ?? '—').join(' / '),
    inTime: ({ ticket, reading }) => inTime(ticket, reading),
    materialCost: null,
    labourCost: null,
    total: ({ ticket }) => ticket.charge?.amount ?? null,
    reworked: ({ ticket, reading }) => yesNo(ticket.reopenings > 0, reading),
    visit: ({ ticket, reading }) => visitResult(ticket, reading),
    charge: ({ ticket: { charge }, plain, reading }) =>
      join([chargeState(charge, reading), plain(charge?.steps.findLast(({ step }) => step === 'noted')?.text)]),
  },
});
