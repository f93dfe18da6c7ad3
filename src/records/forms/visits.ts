import type { VisitOutcome } from '../../followup/visit.ts';
import { defineForm, type Papers } from '../form.ts';
import { join, score } from '../phrases.ts';
import type { Reading } from '../reading.ts';

/** How a visit ended, where it was one: merged and cancelled ones were none of their own (R21, R22). */
const OUTCOMES: Readonly<Partial<Record<VisitOutcome, string>>> = {
  answered: '微信',
  'by-phone': '电话',
  unreachable: '电话(未联系上)',
  refused: '业主谢绝',
  expired: '业主未答复',
};

/** 《回访记录》 (篇1 4.9, 篇5 五.3): one row a return visit that has ended, whatever came of it (R23). */
export const visits = defineForm({
  id: 'visits',
  items: visited,
  columns: [
    ['日期', ({ visit, reading }) => reading.date(visit.endedAt)],
    ['单号', ({ visit }) => visit.number || null],
    ['房号', ({ line }) => line?.house ?? null],
    ['受访人', ({ line }) => line?.name ?? null],
    ['回访方式', ({ how }) => how],
    [
      '回访内容(到场及时/质量/态度/收费相符)',
      ({ visit }) => join([visit.about.matter, visit.answer === null ? null : solved(visit.answer.solved)], '：'),
    ],
    ['评价(A满意 B较满意 C不满意, or 5–1)', ({ visit }) => score(visit.answer?.score)],
    ['意见建议', ({ said, visit }) => join([said(visit.answer?.words), visit.answer?.reasons.join('、')], '；')],
    ['发现问题', ({ notice, said }) => (notice === undefined ? null : said(notice.words || '未解决'))],
    ['整改通知时间', ({ notice, reading }) => reading.time(notice?.issuedAt)],
    ['回访人', ({ visit, reading }) => reading.member(visit.attempts.at(-1)?.by ?? visit.responsible)],
    ['主管审核'],
  ],
});

function solved(value: boolean | null): string | null {
  return value === null ? null : value ? '已解决' : '未解决';
}

function visited({ visits, notices, tickets }: Papers, reading: Reading) {
  const known = new Map(tickets.map((ticket) => [ticket._id, ticket]));
  const found = new Map(notices.map((notice) => [notice.visitId, notice]));
  return visits.flatMap((visit) => {
    const how = visit.outcome === null ? undefined : OUTCOMES[visit.outcome];
    if (how === undefined) return [];
    const ticket = known.get(visit.ticketId ?? '');
    const line = ticket === undefined ? null : reading.line(ticket);
    // A visit about a ticket says who complained of whom: without the ticket in sight there is no row (R1).
    if (visit.ticketId !== null && line === null) return [];
    const said = line?.plain ?? ((text: string | null | undefined) => reading.text(text));
    return [{ visit, how, line, said, reading, notice: found.get(visit._id) }];
  });
}
