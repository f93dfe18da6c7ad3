import { isOpen, stateText } from '../../tickets/index.ts';
import { defineForm, type Papers } from '../form.ts';
import { join, outcome } from '../phrases.ts';
import type { Reading } from '../reading.ts';

interface Row {
  readonly reading: Reading;
  readonly at: number;
  readonly matter: string | null;
  readonly source: string;
  readonly by: string | null;
  readonly done?: string | null;
  readonly left?: string | null;
}

/** 管理处日工作记录, also 交班簿 (篇2 1.4, 3.6, 3.15): every matter and every free entry of all departments, by the clock. */
export const daily = defineForm('daily', {
  items: (papers, reading) => [...matters(papers, reading), ...entries(papers, reading)].sort((a, b) => a.at - b.at),
  columns: {
    at: ({ at, reading }) => reading.time(at),
    matter: ({ matter }) => matter,
    source: ({ source }) => source,
    handler: ({ by, reading }) => reading.member(by),
    handled: ({ done = null }) => done,
    left: ({ left = null }) => left,
  },
});

function matters({ tickets }: Papers, reading: Reading): Row[] {
  return reading.lines(tickets).map((line) => {
    const { ticket, matter } = line;
    const state = stateText(ticket, reading.community);
    return {
      reading,
      at: ticket.openedAt,
      matter: join([ticket.number, ticket.category, matter]),
      source: ticket.channel,
      by: ticket.assignee ?? ticket.keeper,
      done: outcome(line) ?? state,
      left: isOpen(ticket.state) ? join([state, reading.time(ticket.promises.at(-1)?.until)]) : null,
    };
  });
}

function entries({ entries }: Papers, reading: Reading): Row[] {
  return entries.map(({ at, by, text, department }) => ({
    reading,
    at,
    by,
    matter: reading.text(text),
    source: reading.department(department),
  }));
}
