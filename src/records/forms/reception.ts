import { defineForm } from '../form.ts';
import { join, outcome, visitResult } from '../phrases.ts';

/** 《业主接待记录表》, also 来电来访登记表 and 业主诉求记录表 (篇1 4.4; R40): every matter of the period, struck off when it is done. */
export const reception = defineForm({
  id: 'reception',
  items: ({ tickets }, reading) => reading.lines(tickets).map((line) => ({ ...line, reading })),
  columns: [
    ['序号', (_, index) => index + 1],
    ['日期时间', ({ ticket, reading }) => reading.time(ticket.openedAt)],
    ['方式(来访/来电/微信/邮件/信函)', ({ ticket }) => ticket.channel],
    ['姓名', ({ name }) => name],
    ['栋-单元-房', ({ house }) => house],
    ['电话', ({ phone }) => phone],
    ['类别', ({ ticket }) => ticket.category],
    ['内容', (line) => join([line.ticket.number, line.words || line.matter])],
    ['接待人(首接)', ({ ticket, reading }) => reading.member(ticket.firstReceiver)],
    [
      '转交部门/接收人',
      ({ ticket, reading }) => join([reading.department(ticket.department), reading.member(ticket.assignee)], '/'),
    ],
    ['转交时间', ({ ticket, reading }) => reading.time(handedAt(ticket))],
    ['承诺时间', ({ ticket, reading }) => reading.time(ticket.promises.at(-1)?.until)],
    ['处理结果', outcome],
    ['完成时间', ({ ticket, reading }) => reading.time(ticket.finishedAt)],
    [
      '回访时间/结果',
      ({ ticket, reading }) => join([reading.time(ticket.visits.at(-1)?.at), visitResult(ticket)], '/'),
    ],
    [
      '注销(签名/时间)',
      ({ ticket: { closing }, reading }) => join([reading.member(closing?.by), reading.time(closing?.at)], '/'),
    ],
  ],
});

/** The department has it since the last transfer, else since it was opened. */
function handedAt({ timeline, openedAt }: { timeline: readonly { action: string; at: number }[]; openedAt: number }) {
  return timeline.findLast(({ action }) => action === 'transfer')?.at ?? openedAt;
}
