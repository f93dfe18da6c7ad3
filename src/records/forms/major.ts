import type { MajorEvent, Ticket } from '../../tickets/ticket.ts';
import { defineForm } from '../form.ts';
import { join, outcome } from '../phrases.ts';
import type { Reading } from '../reading.ts';

/** 《重大(突发)事件处理记录表》, also 突发事件记录表 (篇1 4.10; R10). */
export const major = defineForm({
  id: 'major',
  items: ({ tickets }, reading) =>
    reading
      .lines(tickets)
      .flatMap((line) => (line.ticket.major === null ? [] : [{ ...line, reading, event: line.ticket.major }])),
  columns: [
    ['编号', ({ ticket }) => ticket.number],
    ['发生时间', ({ ticket, reading }) => ticket.details.when ?? reading.time(ticket.firstWordAt)],
    ['地点', ({ place }) => place],
    ['类型', ({ ticket, reading }) => kindOf(ticket, reading)],
    [
      '接报人/时间',
      ({ ticket, reading }) => join([reading.member(ticket.firstReceiver), reading.time(ticket.openedAt)], '/'),
    ],
    ['报告人', ({ name }) => name],
    ['简要经过', ({ event, plain, words, matter }) => plain(reports(event, 'written')) ?? (words || matter)],
    ['伤亡/损失', ({ ticket, plain }) => plain(ticket.details.hurt)],
    ['已采取措施', ({ event, plain }) => plain(reports(event, 'verbal'))],
    [
      '通知对象及时间(经理/119/110/120/维保/燃气…)',
      ({ event, reading }) =>
        join(
          event.told.map(({ who, at }) => `${reading.member(who)} ${reading.time(at)}`),
          '；',
        ),
    ],
    ['到场时间', ({ ticket, reading }) => reading.time(ticket.arrivedAt)],
    ['处理结果', outcome],
    ['善后'],
    ['原因与预防'],
    ['填表人', ({ event, reading }) => reading.member(event.reports.findLast(({ step }) => step === 'written')?.by)],
    ['部门负责人'],
    ['项目经理'],
  ],
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
