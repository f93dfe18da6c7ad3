import { defineForm } from '../form.ts';
import { consent, dispatcher, join, outcome, score } from '../phrases.ts';

/** Categories in which somebody goes out with a sheet (篇5 六.1). */
const WORK = ['报修', '服务', '售后'];

/** 《维修(服务)任务单》, also 派工单 (篇5 六.1–3): one row a sheet. */
export const task = defineForm('task', {
  items: ({ tickets }, reading) =>
    reading
      .lines(tickets)
      .filter(({ ticket }) => WORK.includes(ticket.category))
      .map((line) => ({ ...line, reading })),
  columns: {
    number: ({ ticket }) => ticket.number,
    openedAt: ({ ticket, reading }) => reading.time(ticket.openedAt),
    owner: ({ name }) => name,
    house: ({ house, place }) => house ?? place,
    phone: ({ phone }) => phone,
    appointment: ({ ticket, reading }) => ticket.appointment?.text || reading.time(ticket.appointment?.from),
    matter: ({ ticket, reading, matter }) => join([reading.topic(ticket), matter], '：'),
    urgency: ({ ticket, reading }) => reading.cells.urgency[ticket.urgent ? 'urgent' : 'normal'],
    dispatcher: ({ ticket }) => dispatcher(ticket),
    accepted: ({ ticket, reading }) => join([reading.member(ticket.assignee), reading.time(ticket.acceptedAt)], '/'),
    arrivedAt: ({ ticket, reading }) => reading.time(ticket.arrivedAt),
    siteCheck: null,
    consent: ({ ticket, reading }) => consent(ticket.quotes.at(-1), reading),
    materials: ({ ticket, plain }) => plain(ticket.result?.materials),
    labour: null,
    total: ({ ticket }) => ticket.charge?.amount ?? null,
    finishedAt: ({ ticket, reading }) => reading.time(ticket.finishedAt),
    ownerSignature: null,
    satisfaction: ({ ticket, reading }) => score(ticket.visits.at(-1)?.score, reading),
    remark: (line) => outcome(line),
  },
});
