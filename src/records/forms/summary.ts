import { defineForm } from '../form.ts';
import { chargeState, inTime, join, visitResult, yesNo } from '../phrases.ts';

/** 《报修(服务)汇总表》 (篇5 六.3): one row a repair or service of the period, with the note of 财务. */
export const summary = defineForm({
  id: 'summary',
  items: ({ tickets }, reading) =>
    reading
      .lines(tickets)
      .filter(({ ticket }) => ticket.category === '报修' || ticket.category === '服务')
      .map((line) => ({ ...line, reading })),
  columns: [
    ['序号', (_, index) => index + 1],
    ['日期', ({ ticket, reading }) => reading.date(ticket.openedAt)],
    ['单号', ({ ticket }) => ticket.number],
    ['房号', ({ house, place }) => house ?? place],
    ['项目', ({ ticket, reading }) => reading.topic(ticket)],
    ['维修人', ({ ticket, reading }) => reading.member(ticket.assignee)],
    [
      '接单/到场/完成时间',
      ({ ticket, reading }) =>
        [ticket.acceptedAt, ticket.arrivedAt, ticket.finishedAt].map((at) => reading.time(at) ?? '—').join(' / '),
    ],
    ['是否及时', ({ ticket }) => inTime(ticket)],
    ['材料费'],
    ['人工费'],
    ['合计', ({ ticket }) => ticket.charge?.amount ?? null],
    ['是否返修', ({ ticket }) => yesNo(ticket.reopenings > 0)],
    ['回访结果', ({ ticket }) => visitResult(ticket)],
    [
      '收费状态(财务注记)',
      ({ ticket: { charge }, plain }) =>
        join([chargeState(charge), plain(charge?.steps.findLast(({ step }) => step === 'noted')?.text)]),
    ],
  ],
});
