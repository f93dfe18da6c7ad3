import { SUSPEND_REASONS, type TicketAction } from '../../src/tickets/action.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { HOUR } from './factories.ts';

/** At least one well-formed action of every kind for a ticket; several where the ticket decides which one fits. */
export function samplesFor(ticket: Ticket): TicketAction[] {
  const now = ticket.updatedAt;
  const quote = ticket.quotes.at(-1);
  const alarm = ticket.ladders[0]?.alarms[0]?.id ?? 'a1';
  const reporter = { conversationId: 'wkDEMO/owner-2', name: '赵女士', phone: null, house: null, relation: null };
  return [
    { kind: 'assign', userid: 'wang.gong' },
    { kind: 'assign', userid: 'gu.baojie' },
    { kind: 'accept' },
    { kind: 'acknowledge' },
    { kind: 'arrive' },
    { kind: 'quote', amount: 90, item: '换阀芯', why: '按现场' },
    { kind: 'answer-quote', quoteId: quote?.id ?? 'q1', accepted: true },
    { kind: 'answer-quote', quoteId: quote?.id ?? 'q1', accepted: false },
    { kind: 'start' },
    ...SUSPEND_REASONS.map((reason): TicketAction => ({ kind: 'suspend', reason, text: '等一等' })),
    { kind: 'resume' },
    { kind: 'complete', text: '弄好了' },
    { kind: 'complete', text: '弄好了', amount: 0 },
    { kind: 'transfer', department: 'cleaning', reason: '归保洁' },
    { kind: 'return', reason: '够不着' },
    { kind: 'note', text: '业主晚上在家' },
    { kind: 'note', text: '师傅马上到', toOwner: true },
    { kind: 'add-media', media: [{ file: 'a.jpg', type: 'image' }] },
    { kind: 'add-detail', what: 'contact', text: '换个电话', phone: '13900000000' },
    {
      kind: 'add-detail',
      what: 'appointment',
      text: '明天上午',
      appointment: { from: now + 20 * HOUR, to: now + 22 * HOUR, text: '明天上午' },
    },
    { kind: 'urge', text: '快点' },
    { kind: 'cancel', reason: '不用了' },
    { kind: 'invalidate', reason: '不在范围' },
    { kind: 'reopen', reason: '又坏了' },
    { kind: 'merge', into: 't9', intoNumber: 'BX261124-009' },
    { kind: 'merge', into: 't9', intoNumber: 'TS261124-009' },
    { kind: 'absorb', from: 't8', number: 'BX261124-008', reporters: [reporter], words: ['也坏了'] },
    { kind: 'join', via: 'r2', reporter, words: ['我家也是'], media: [], at: now },
    { kind: 'split', category: '服务', topic: null, summary: '顺便保洁' },
    { kind: 'link', ticketId: 't7', number: 'BX261124-007', why: 'related' },
    { kind: 'reclassify', category: '报修', topic: 'leak', reason: '是漏水' },
    { kind: 'reclassify', category: '投诉', topic: 'sanitation', reason: '是投诉' },
    { kind: 'reclassify', category: '其它', topic: 'enquiry-fees', reason: '是咨询' },
    { kind: 'close', text: '办结', told: '都办好了' },
    { kind: 'verify', confirmed: true, text: '属实' },
    { kind: 'judge', cause: '内部' },
    { kind: 'answer', text: '明天上午派人处理' },
    { kind: 'accuse', userid: 'li.shifu', scope: 'person' },
    { kind: 'accuse', department: 'cleaning', scope: 'work' },
    { kind: 'accuse', department: 'engineering', scope: 'work' },
    { kind: 'apologise', by: 'li.shifu', how: '当面' },
    { kind: 'criticise', decided: true, text: '通报' },
    { kind: 'consent-identity', given: false },
    { kind: 'contact', body: '自来水公司', text: '在抢修' },
    { kind: 'decide', adopted: true, text: '下月装' },
    { kind: 'renew-promise', until: now + 30 * HOUR, reason: '配件没到' },
    { kind: 'hand-keeper', to: 'tang.jiedai' },
    { kind: 'hand-keeper', to: 'zhou.zhuguan' },
    { kind: 'hand-keeper', to: 'chen.jingli' },
    { kind: 'reveal' },
    { kind: 'report-major', step: 'declare', text: '好几户' },
    { kind: 'report-major', step: 'verbal', text: '已到场' },
    { kind: 'report-major', step: 'written', text: '经过如下' },
    { kind: 'summon', departments: ['security', 'cleaning'], plan: '今晚抢修' },
    { kind: 'rework-slip', to: 'xu.gong' },
    { kind: 'charge', step: 'handed-in' },
    { kind: 'charge', step: 'noted' },
    { kind: 'charge', step: 'billed' },
    { kind: 'charge', step: 'collected' },
    { kind: 'hand-back', to: '王先生', verified: true },
    { kind: 'visits-begun' },
    ...visitResults(),
    { kind: 'delivered', alarm, ok: true },
    { kind: 'delivered', alarm, ok: false },
    { kind: 'tick' },
  ];
}

function visitResults(): TicketAction[] {
  const visit = { kind: 'visit-result', type: 'closing', by: 'he.jiedai' } as const;
  return [
    { ...visit, visitId: 'v1', outcome: 'solved', score: 5, last: false },
    { ...visit, visitId: 'v2', outcome: 'unsolved', score: null, last: false, words: '没修好' },
    { ...visit, visitId: 'v3', outcome: 'unreachable', last: true },
    { ...visit, visitId: 'v4', outcome: 'expired', last: false },
  ];
}
