import type { Charge, ChargeStep } from '../../tickets/index.ts';
import { defineForm } from '../form.ts';
import { chargeState, consent, join } from '../phrases.ts';
import type { Reading } from '../reading.ts';

/** 收费单 (篇5 六.3; R18, R40): one row a paid ticket finished in the period, each step with who did it and when. */
export const bills = defineForm('bills', {
  items: ({ tickets }, reading) =>
    tickets.flatMap((ticket) => {
      const { charge, finishedAt, openedAt } = ticket;
      // Money falls due when the work is done, often in another month than it was asked for.
      const line = charge === null || !reading.covers(finishedAt ?? openedAt) ? null : reading.line(ticket);
      return charge === null || line === null ? [] : [{ ...line, reading, charge }];
    }),
  columns: {
    bill: ({ charge }) => charge.bill,
    number: ({ ticket }) => ticket.number,
    date: ({ charge, reading }) => reading.date(stepOf(charge, 'billed')?.at),
    owner: ({ name }) => name,
    house: ({ house, place }) => house ?? place,
    phone: ({ phone }) => phone,
    item: ({ ticket, reading, plain }) => plain(ticket.quotes.at(-1)?.item) ?? reading.topic(ticket),
    materials: ({ ticket, plain }) => plain(ticket.result?.materials),
    amount: ({ charge }) => charge.amount,
    consent: ({ ticket, reading }) => consent(ticket.quotes.at(-1), reading),
    handedIn: ({ charge, reading }) => stepText(charge, 'handed-in', reading),
    noted: ({ charge, reading }) => stepText(charge, 'noted', reading),
    billed: ({ charge, reading }) => stepText(charge, 'billed', reading),
    collected: ({ charge, reading }) => stepText(charge, 'collected', reading),
    state: ({ charge, reading }) => chargeState(charge, reading),
    ownerSignature: null,
  },
});

function stepOf({ steps }: Charge, step: ChargeStep) {
  return steps.findLast((one) => one.step === step);
}

function stepText(charge: Charge, step: ChargeStep, reading: Reading): string | null {
  const done = stepOf(charge, step);
  return done === undefined ? null : join([reading.member(done.by), reading.time(done.at)], '/');
}
