import { shiftAt } from '../../community/index.ts';
import { stateText } from '../../tickets/index.ts';
import { defineForm, type Papers } from '../form.ts';
import { join, outcome } from '../phrases.ts';
import type { Reading } from '../reading.ts';

interface Row {
  readonly reading: Reading;
  readonly at: number;
  readonly by: string | null;
  readonly name?: string;
  readonly house?: string | null;
  readonly matter: string | null;
  readonly done?: string | null;
  readonly handedTo?: string;
  readonly remark?: string;
}

/** 《服务中心值班记录表》 (篇3 4.6, 4.8): what the desk received, and its own free entries, by the clock. */
export const watch = defineForm('watch', {
  items: (papers, reading) => [...received(papers, reading), ...written(papers, reading)].sort((a, b) => a.at - b.at),
  columns: {
    date: ({ at, reading }) => reading.date(at),
    shift: ({ at, reading: { community } }) => shiftAt(community, community.duty.desk, at)?.shift.name ?? null,
    onDuty: ({ by, reading }) => reading.member(by),
    at: ({ at, reading }) => reading.time(at),
    visitor: ({ name = null }) => name,
    house: ({ house = null }) => house,
    matter: ({ matter }) => matter,
    handled: ({ done = null }) => done,
    handedTo: ({ handedTo = null }) => handedTo,
    remark: ({ remark = null }) => remark,
  },
});

function received({ tickets }: Papers, reading: Reading): Row[] {
  const { community } = reading;
  const isDesk = (userid: string) =>
    community.staff.some((member) => member.userid === userid && member.department === community.duty.desk);
  return reading
    .lines(tickets)
    .filter(({ ticket }) => isDesk(ticket.firstReceiver))
    .map((line) => ({
      reading,
      at: line.ticket.openedAt,
      by: line.ticket.firstReceiver,
      name: line.name,
      house: line.house,
      matter: line.matter,
      done: join([stateText(line.ticket, community), outcome(line)], '；'),
      handedTo: reading.department(line.ticket.department),
      remark: line.ticket.number,
    }));
}

function written({ entries }: Papers, reading: Reading): Row[] {
  return entries
    .filter(({ department }) => department === reading.community.duty.desk)
    .map(({ at, by, text }) => ({ reading, at, by, matter: reading.text(text) }));
}
