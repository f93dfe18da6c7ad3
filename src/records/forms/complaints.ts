import { departmentByIdOrName } from '../../community/index.ts';
import type { Complaint } from '../../tickets/index.ts';
import { defineForm } from '../form.ts';
import { join, notes, score } from '../phrases.ts';
import type { Reading } from '../reading.ts';

/** 《业主投诉记录表》 (篇1 4.7, 篇4): never a row about the reader himself (R1). */
export const complaints = defineForm('complaints', {
  items: ({ tickets }, reading) =>
    reading
      .lines(tickets)
      .flatMap((line) =>
        line.ticket.complaint === null ? [] : [{ ...line, reading, complaint: line.ticket.complaint }],
      ),
  columns: {
    number: ({ ticket }) => ticket.number,
    at: ({ ticket, reading }) => reading.time(ticket.openedAt),
    name: ({ name }) => name,
    house: ({ house }) => house,
    phone: ({ phone }) => phone,
    channel: ({ ticket }) => ticket.channel,
    accused: ({ complaint, reading }) => accused(complaint, reading),
    words: ({ words, matter }) => words || matter,
    demand: null,
    topic: ({ ticket, reading }) => reading.topic(ticket),
    grade: ({ complaint }) => complaint.grade,
    validity: ({ complaint, reading }) => validity(complaint.valid, reading),
    receiver: ({ ticket, reading }) => reading.member(ticket.firstReceiver),
    investigation: (line) => join([line.plain(line.complaint.reason), notes(line)], '；'),
    cause: ({ complaint }) => complaint.cause,
    opinion: ({ complaint, plain }) =>
      plain(
        join(
          complaint.answers.map(({ text }) => text),
          '；',
        ),
      ),
    answeredAt: ({ complaint, reading }) => reading.time(complaint.answers[0]?.at),
    finishedAt: ({ ticket, reading }) => reading.time(ticket.finishedAt),
    visitor: ({ ticket, reading }) => reading.member(ticket.visits.at(-1)?.by),
    satisfaction: ({ ticket, reading }) => score(ticket.visits.at(-1)?.score, reading),
    corrective: ({ complaint, plain }) => plain(join([complaint.corrective, complaint.preventive], '；')),
  },
});

function validity(valid: boolean | null, { cells }: Reading): string | null {
  return valid === null ? null : cells.validity[valid ? 'valid' : 'invalid'];
}

function accused({ accused: userid, accusedDepartment }: Complaint, { community, member }: Reading): string | null {
  const department = accusedDepartment === null ? null : departmentByIdOrName(community, accusedDepartment);
  return join([department?.name ?? accusedDepartment, member(userid)], '/');
}
