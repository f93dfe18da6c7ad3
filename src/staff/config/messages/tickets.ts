import { each } from '../../../messages/index.ts';
import { DEADLINE_KINDS } from '../../../tickets/index.ts';

/** The names of the limits. */
const LIMITS = ([...DEADLINE_KINDS, 'promise'] as const).map((kind) => `limit.${kind}` as const);

/** Known of every ticket after an action. */
const TICKET = ['number', 'short', 'state', 'department'] as const;

/** What is said after an action, and lines about a ticket. */
const answers = {
  ...each(['accepted', 'accepted.next', 'acknowledged', 'arrived', 'started', 'transferred', 'returned'], TICKET),
  ...each(['resumed', 'consented', 'noted', 'replied', 'replied.by-phone', 'answered', 'answered.by-phone'], TICKET),
  ...each(['completed.told', 'completed.by-phone', 'quoted.told', 'quoted.by-phone', 'revealed', 'closed'], TICKET),
  ...each(['revealed.care', 'reopened', 'cancelled-ticket', 'invalidated', 'recorded'], TICKET),
  'accepted.appointment': [...TICKET, 'text'],
  'accepted.reporter': [...TICKET, 'reporter'],
  completed: [...TICKET, 'text'],
  'completed.charge': [...TICKET, 'amount'],
  suspended: [...TICKET, 'reason'],
  'suspended.until': [...TICKET, 'reason', 'time'],
  quoted: [...TICKET, 'amount', 'item'],
  ...each(['promised', 'promised.by-phone'], [...TICKET, 'time']),
  assigned: [...TICKET, 'name'],
  ...each(['visit.not-yours', 'visit.what', 'visit.none', 'visit.unreached', 'visit.unsolved'], ['number']),
  'visit.recorded': ['number'],
  ...each(['media.image', 'media.voice', 'media.video', 'media.file'], []),
  'media.which': ['what'],
  ...each(['media.kept', 'media.sent'], ['what', 'number']),
} as const;

/** Questions for what a command lacks, and reasons against it. The number of the ticket may be in each. */
const questions = {
  ...each(['ask.quote', 'ask.note', 'ask.judge', 'ask.accuse', 'ask.summon', 'ask.contact', 'ask.promise'], ['number']),
  ...each(['ask.complete', 'ask.return', 'ask.suspend', 'ask.reply', 'ask.answer', 'ask.cancel'], ['number']),
  ...each(['ask.invalidate', 'ask.verify', 'ask.apologise', 'ask.criticise', 'ask.criticise-not'], ['number']),
  ...each(['ask.decide', 'ask.decide-not', 'ask.report-major', 'ask.hand-back', 'ask.merge'], ['number']),
  ...each(['ask.transfer', 'ask.reclassify', 'ask.summon-plan'], ['number', 'names']),
  ...each(['ask.transfer-again', 'ask.assign', 'ask.assign-again', 'ask.accuse-again'], ['number', 'text', 'names']),
  'ask.assign-which': ['number', 'text', 'count', 'names'],
  'ask.promise-reason': ['number', 'time'],
  'refuse.words': ['number', 'word'],
  ...each(['refuse.no-quote', 'noted.phone', 'why.no-price-line', 'why.reclassified'], ['number']),
  'refuse.merge': [],
  'quoted.why': ['number', 'item', 'reason', 'amount'],
  'why.reopened': ['number', 'name'],
} as const;

/** Lists, the details of one ticket, and the names of its limits. */
const lines = {
  ...each(['list.head', 'list.none'], ['where', 'title', 'count']),
  'list.hidden': ['count'],
  ...each(['list.open', 'list.overdue', 'list.mine', 'list.kept', 'list.how-open', 'list.how-overdue'], []),
  ...each(['list.how-mine', 'list.how-kept', 'list.how-house', 'list.how-words'], []),
  'list.filtered': ['title', 'text'],
  'list.late': ['limit', 'span'],
  'list.due': ['limit', 'time'],
  'list.promised': ['time'],
  ...each(['search.staff-only', 'search.what'], []),
  ...each(LIMITS, []),
  ...each(['detail.state', 'detail.state-late'], ['state']),
  ...each(['detail.place', 'detail.matter', 'detail.words', 'detail.reporter', 'detail.appointment'], ['value']),
  ...each(['detail.department', 'detail.keeper', 'detail.due', 'detail.promised', 'detail.result'], ['value']),
  'detail.quote': ['amount', 'item', 'answer'],
  ...each(['detail.quote-open', 'detail.quote-yes', 'detail.quote-no', 'detail.steps'], []),
} as const;

/** Everything about tickets. Section of `messages/staff.yaml`, with the places of each text. */
export const tickets = { ...answers, ...questions, ...lines } as const;
