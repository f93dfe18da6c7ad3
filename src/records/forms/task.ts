import { defineForm } from '../form.ts';
import { consent, dispatcher, join, outcome, score } from '../phrases.ts';

/** Categories in which somebody goes out with a sheet (篇5 六.1). */
const WORK = ['报修', '服务', '售后'];

/** 《维修(服务)任务单》, also 派工单 (篇5 六.1–3): one row a sheet. */
export const task = defineForm({
  id: 'task',
  items: ({ tickets }, reading) =>
    reading
      .lines(tickets)
      .filter(({ ticket }) => WORK.includes(ticket.category))
      .map((line) => ({ ...line, reading })),
  columns: [
    ['单号', ({ ticket }) => ticket.number],
    ['报修时间', ({ ticket, reading }) => reading.time(ticket.openedAt)],
    ['业主', ({ name }) => name],
    ['房号', ({ house, place }) => house ?? place],
    ['电话', ({ phone }) => phone],
    ['预约时间', ({ ticket, reading }) => ticket.appointment?.text || reading.time(ticket.appointment?.from)],
    ['项目/故障描述', ({ ticket, reading, matter }) => join([reading.topic(ticket), matter], '：')],
    ['紧急程度', ({ ticket }) => (ticket.urgent ? '急' : '一般')],
    ['派单人', ({ ticket }) => dispatcher(ticket)],
    [
      '接单人/时间',
      ({ ticket, reading }) => join([reading.member(ticket.assignee), reading.time(ticket.acceptedAt)], '/'),
    ],
    ['到场时间', ({ ticket, reading }) => reading.time(ticket.arrivedAt)],
    ['现场确认'],
    ['报价/业主同意', ({ ticket, reading }) => consent(ticket.quotes.at(-1), reading)],
    ['材料(名称数量单价)', ({ ticket, plain }) => plain(ticket.result?.materials)],
    ['人工费'],
    ['合计', ({ ticket }) => ticket.charge?.amount ?? null],
    ['完成时间', ({ ticket, reading }) => reading.time(ticket.finishedAt)],
    ['业主签字'],
    ['满意度', ({ ticket }) => score(ticket.visits.at(-1)?.score)],
    ['备注', outcome],
  ],
});
