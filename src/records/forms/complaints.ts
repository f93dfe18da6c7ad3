import { departmentByIdOrName } from '../../community/people.ts';
import type { Complaint } from '../../tickets/ticket.ts';
import { defineForm } from '../form.ts';
import { join, notes, score } from '../phrases.ts';
import type { Reading } from '../reading.ts';

const validity = (valid: boolean | null) => (valid === null ? null : valid ? '有效' : '无效');

/** 《业主投诉记录表》 (篇1 4.7, 篇4): never a row about the reader himself (R1). */
export const complaints = defineForm({
  id: 'complaints',
  items: ({ tickets }, reading) =>
    reading
      .lines(tickets)
      .flatMap((line) =>
        line.ticket.complaint === null ? [] : [{ ...line, reading, complaint: line.ticket.complaint }],
      ),
  columns: [
    ['编号', ({ ticket }) => ticket.number],
    ['时间', ({ ticket, reading }) => reading.time(ticket.openedAt)],
    ['投诉人(可匿名)', ({ name }) => name],
    ['房号', ({ house }) => house],
    ['电话', ({ phone }) => phone],
    ['渠道', ({ ticket }) => ticket.channel],
    ['被投诉部门/人', ({ complaint, reading }) => accused(complaint, reading)],
    ['投诉内容(原话)', ({ words, matter }) => words || matter],
    ['诉求'],
    ['类别', ({ ticket, reading }) => reading.topic(ticket)],
    ['等级(轻微/重要/重大)', ({ complaint }) => complaint.grade],
    ['有效/无效', ({ complaint }) => validity(complaint.valid)],
    ['受理人', ({ ticket, reading }) => reading.member(ticket.firstReceiver)],
    ['调查情况', (line) => join([line.plain(line.complaint.reason), notes(line)], '；')],
    ['原因(市政/内部/邻里/开发商)', ({ complaint }) => complaint.cause],
    [
      '处理意见',
      ({ complaint, plain }) =>
        plain(
          join(
            complaint.answers.map(({ text }) => text),
            '；',
          ),
        ),
    ],
    ['答复时间', ({ complaint, reading }) => reading.time(complaint.answers[0]?.at)],
    ['完成时间', ({ ticket, reading }) => reading.time(ticket.finishedAt)],
    ['回访人', ({ ticket, reading }) => reading.member(ticket.visits.at(-1)?.by)],
    ['满意度', ({ ticket }) => score(ticket.visits.at(-1)?.score)],
    ['纠正措施', ({ complaint, plain }) => plain(join([complaint.corrective, complaint.preventive], '；'))],
  ],
});

function accused({ accused: userid, accusedDepartment }: Complaint, { community, member }: Reading): string | null {
  const department = accusedDepartment === null ? null : departmentByIdOrName(community, accusedDepartment);
  return join([department?.name ?? accusedDepartment, member(userid)], '/');
}
