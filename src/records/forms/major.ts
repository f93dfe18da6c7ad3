import type { MajorEvent, Ticket } from '../../tickets/index.ts';
import { defineForm } from '../form.ts';
import { join, outcome } from '../phrases.ts';
import type { Reading } from '../reading.ts';

/** 《重大(突发)事件处理记录表》, also 突发事件记录表 (篇1 4.10; R10). */
export const major = defineForm('major', {
  items: ({ tickets }, reading) =>
    reading
      .lines(tickets)
      .flatMap((line) => (line.ticket.major === null ? [] : [{ ...line, reading, event: line.ticket.major }])),
  columns: {
    number: ({ ticket }) => ticket.number,
    at: ({ ticket, reading }) => ticket.details.when ?? reading.time(ticket.firstWordAt),
    place: ({ place }) => place,
    kind: ({ ticket, reading }) => kindOf(ticket, reading),
    receiver: ({ ticket, reading }) => join([reading.member(ticket.firstReceiver), reading.time(ticket.openedAt)], '/'),
    reporter: ({ name }) => name,
    course: ({ event, plain, words, matter }) => plain(reports(event, 'written')) ?? (words || matter),
    casualties: ({ ticket, plain }) => plain(ticket.details.hurt),
    measures: ({ event, plain }) => plain(reports(event, 'verbal')),
    notified: ({ event, reading }) =>
      join(
        event.told.map(({ who, at }) => `${reading.member(who)} ${reading.time(at)}`),
        '；',
      ),
    arrivedAt: ({ ticket, reading }) => reading.time(ticket.arrivedAt),
    result: (line) => outcome(line),
    aftermath: null,
    prevention: null,
    writer: ({ event, reading }) => reading.member(event.reports.findLast(({ step }) => step === 'written')?.by),
    head: null,
    manager: null,
  },
});

function reports({ reports }: MajorEvent, step: 'verbal' | 'written'): string | null {
  return join(
    reports.filter((report) => report.step === step).map(({ text }) => text),
    '；',
  );
}

function kindOf(ticket: Ticket, reading: Reading): string {
  const danger = ticket.danger === null ? undefined : reading.community.routing.dangers[ticket.danger];
  return danger?.name ?? reading.topic(ticket);
}
