import { sameHouse } from '../../language/house.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { defineForm } from '../form.ts';
import { join, outcome, yesNo } from '../phrases.ts';
import type { Reading } from '../reading.ts';

/** 《物业返修联系单》 (篇1 4.5; R19): one row a slip. */
export const rework = defineForm({
  id: 'rework',
  items: ({ tickets }, reading) =>
    reading
      .lines(tickets)
      .flatMap((line) => (line.ticket.reworkSlip === null ? [] : [{ ...line, reading, slip: line.ticket.reworkSlip }])),
  columns: [
    ['编号', ({ slip }) => slip.number],
    ['日期', ({ slip, reading }) => reading.date(slip.issuedAt)],
    ['楼栋房号', ({ place, house }) => place ?? house],
    ['业主/电话', ({ name, phone }) => join([name, phone], '/')],
    ['交房日期', ({ ticket, reading }) => handoverDate(ticket, reading)],
    ['返修部位', ({ slip, plain }) => plain(slip.part)],
    ['问题描述', ({ words, matter }) => words || matter],
    ['照片', ({ ticket }) => photos(ticket)],
    ['是否保修期内', ({ slip }) => yesNo(slip.inWarranty)],
    ['责任单位(施工/供应)'],
    ['要求完成日期', ({ slip, reading }) => reading.date(slip.due)],
    ['接收人/时间', ({ slip, reading }) => join([reading.member(slip.receivedBy), reading.time(slip.receivedAt)], '/')],
    ['维修情况', outcome],
    ['完成日期', ({ ticket, reading }) => reading.date(ticket.finishedAt)],
    ['业主验收签字'],
    ['物业复核'],
  ],
});

function handoverDate({ house }: Ticket, { community }: Reading): string | null {
  if (house === null) return null;
  return community.houses.find((one) => sameHouse(one, house))?.handoverDate ?? null;
}

function photos({ media }: Ticket): string | null {
  const images = media.filter(({ type }) => type === 'image').length;
  return images === 0 ? null : `${images}张`;
}
