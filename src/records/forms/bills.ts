import type { ChargeStep } from '../../tickets/action.ts';
import type { Charge } from '../../tickets/ticket.ts';
import { defineForm } from '../form.ts';
import { chargeState, consent, join } from '../phrases.ts';
import type { Reading } from '../reading.ts';

/** 收费单 (篇5 六.3; R18, R40): one row a paid ticket finished in the period, each step with who did it and when. */
export const bills = defineForm({
  id: 'bills',
  items: ({ tickets }, reading) =>
    tickets.flatMap((ticket) => {
      const { charge, finishedAt, openedAt } = ticket;
      // Money falls due when the work is done, often in another month than it was asked for.
      const line = charge === null || !reading.covers(finishedAt ?? openedAt) ? null : reading.line(ticket);
      return charge === null || line === null ? [] : [{ ...line, reading, charge }];
    }),
  columns: [
    ['收费单号', ({ charge }) => charge.bill],
    ['任务单号', ({ ticket }) => ticket.number],
    ['日期', ({ charge, reading }) => reading.date(stepOf(charge, 'billed')?.at)],
    ['业主', ({ name }) => name],
    ['房号', ({ house, place }) => house ?? place],
    ['电话', ({ phone }) => phone],
    ['服务项目', ({ ticket, reading, plain }) => plain(ticket.quotes.at(-1)?.item) ?? reading.topic(ticket)],
    ['材料', ({ ticket, plain }) => plain(ticket.result?.materials)],
    ['金额(元)', ({ charge }) => charge.amount],
    ['报价/业主同意', ({ ticket, reading }) => consent(ticket.quotes.at(-1), reading)],
    ['交单人/时间', ({ charge, reading }) => stepText(charge, 'handed-in', reading)],
    ['财务注记/时间', ({ charge, reading }) => stepText(charge, 'noted', reading)],
    ['开单人/时间', ({ charge, reading }) => stepText(charge, 'billed', reading)],
    ['收取人/时间', ({ charge, reading }) => stepText(charge, 'collected', reading)],
    ['收费状态', ({ charge }) => chargeState(charge)],
    ['业主签字'],
  ],
});

function stepOf({ steps }: Charge, step: ChargeStep) {
  return steps.findLast((one) => one.step === step);
}

function stepText(charge: Charge, step: ChargeStep, reading: Reading): string | null {
  const done = stepOf(charge, step);
  return done === undefined ? null : join([reading.member(done.by), reading.time(done.at)], '/');
}
