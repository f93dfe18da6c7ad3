import { defineForm } from '../form.ts';
import { join, outcome, visitResult } from '../phrases.ts';

/** 《业主接待记录表》, also 来电来访登记表 and 业主诉求记录表 (篇1 4.4; R40): every matter of the period, struck off when it is done. */
export const reception = defineForm('reception', {
  items: ({ tickets }, reading) => reading.lines(tickets).map((line) => ({ ...line, reading })),
  columns: {
    index: (_, index) => index + 1,
    at: ({ ticket, reading }) => reading.time(ticket.openedAt),
    channel: ({ ticket }) => ticket.channel,
    name: ({ name }) => name,
    house: ({ house }) => house,
    phone: ({ phone }) => phone,
    category: ({ ticket }) => ticket.category,
    content: (line) => join([line.ticket.number, line.words || line.matter]),
    receiver: ({ ticket, reading }) => reading.member(ticket.firstReceiver),
    handedTo: ({ ticket, reading }) =>
      join([reading.department(ticket.department), reading.member(ticket.assignee)], '/'),
    handedAt: ({ ticket, reading }) => reading.time(handedAt(ticket)),
    promised: ({ ticket, reading }) => reading.time(ticket.promises.at(-1)?.until),
    result: (line) => outcome(line),
    finishedAt: ({ ticket, reading }) => reading.time(ticket.finishedAt),
    visit: ({ ticket, reading }) => join([reading.time(ticket.visits.at(-1)?.at), visitResult(ticket, reading)], '/'),
    closed: ({ ticket: { closing }, reading }) => join([reading.member(closing?.by), reading.time(closing?.at)], '/'),
  },
});

/** The department has it since the last transfer, else since it was opened. */
function handedAt({ timeline, openedAt }: { timeline: readonly { action: string; at: number }[]; openedAt: number }) {
  return timeline.findLast(({ action }) => action === 'transfer')?.at ?? openedAt;
}
