import type { TicketDraft } from '../../src/tickets/draft.ts';
import type { TicketState } from '../../src/tickets/state.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { moved, open, owner, system } from './factories.ts';

/** Tickets that differ in what may be done to them. */
export const KINDS = {
  repair: {},
  paid: { topic: 'plumbing', words: ['龙头坏了'], summary: '龙头坏了' },
  urgent: { topic: 'power-indoor', words: ['家里没电了'] },
  slip: { category: '售后', topic: 'handover-leak', words: ['交房就渗水'] },
  service: { category: '服务', topic: 'housekeeping', words: ['要做保洁'] },
  work: { category: '投诉', topic: 'slow-repair', accusedDepartment: '工程部', words: ['报修三天没人来'] },
  person: { category: '投诉', topic: 'attitude', accused: '张师傅', words: ['张师傅骂人'] },
  praise: { category: '表扬', topic: 'praise-staff', accused: '李师傅', words: ['李师傅很好'] },
  suggestion: { category: '建议', topic: 'suggestion-facility', words: ['建议加个充电桩'] },
  lost: { category: '其它', topic: 'lost', words: ['丢了一串钥匙'] },
  enquiry: { category: '其它', topic: 'enquiry-fees', words: ['物业费怎么算'] },
  fire: { category: '其它', topic: 'emergency', danger: 'fire', urgent: true, words: ['楼道着火了'] },
} as const satisfies Record<string, Partial<TicketDraft>>;

export type FixtureKind = keyof typeof KINDS;

/** Who does the work of a ticket of each department in the fixtures. */
const WORKERS: Readonly<Record<string, string>> = {
  engineering: 'li.shifu',
  aftersales: 'lu.shifu',
  service: 'tang.jiedai',
  management: 'chen.jingli',
  security: 'ma.baoan',
  finance: 'qian.kuaiji',
};

const PATHS: Readonly<Record<TicketState, readonly TicketState[]>> = {
  waiting: [],
  assigned: ['assigned'],
  accepted: ['assigned', 'accepted'],
  quoted: ['assigned', 'accepted', 'quoted'],
  agreed: ['assigned', 'accepted', 'quoted', 'agreed'],
  working: ['assigned', 'accepted', 'quoted', 'agreed', 'working'],
  suspended: ['assigned', 'accepted', 'suspended'],
  done: ['assigned', 'accepted', 'quoted', 'agreed', 'working', 'done'],
  visiting: ['assigned', 'accepted', 'quoted', 'agreed', 'working', 'done', 'visiting'],
  closed: ['assigned', 'accepted', 'quoted', 'agreed', 'working', 'done', 'closed'],
  cancelled: ['assigned', 'accepted', 'cancelled'],
  invalid: ['assigned', 'accepted', 'invalid'],
  merged: ['assigned', 'accepted', 'merged'],
};

/** A ticket of a kind, brought into a state by real actions; null when that kind never gets there. */
export function inState(kind: FixtureKind, state: TicketState): Ticket | null {
  let ticket = open(KINDS[kind]);
  for (const step of PATHS[state]) {
    const next = advance(ticket, step, state);
    if (next === null) return null;
    ticket = next;
  }
  return ticket.state === state ? ticket : null;
}

function advance(ticket: Ticket, step: TicketState, goal: TicketState): Ticket | null {
  const personal = ticket.complaint?.scope === 'person';
  const worker = personal ? ticket.complaint!.handlers[0]! : WORKERS[ticket.department]!;
  try {
    if (step === 'assigned') return moved(ticket, { kind: 'assign', userid: worker }, { by: 'zhou.zhuguan' });
    if (step === 'accepted') return moved(ticket, { kind: 'accept' }, { by: worker });
    if (step === 'quoted') {
      if (!ticket.paid && goal !== 'quoted' && goal !== 'agreed') return ticket;
      return moved(ticket, { kind: 'quote', amount: 80, item: '按现场情况', why: '表外项目' }, { by: worker });
    }
    if (step === 'agreed') {
      const quote = ticket.quotes.at(-1);
      if (quote === undefined) return ticket;
      return moved(ticket, { kind: 'answer-quote', quoteId: quote.id, accepted: true }, { by: owner() });
    }
    if (step === 'working') return moved(ticket, { kind: 'start' }, { by: worker });
    if (step === 'suspended')
      return moved(ticket, { kind: 'suspend', reason: 'parts', text: '等配件' }, { by: worker });
    if (step === 'done') return moved(ticket, { kind: 'complete', text: '修好了' }, { by: worker });
    if (step === 'visiting') return moved(ticket, { kind: 'visits-begun' }, { by: system });
    if (step === 'closed') {
      const judged = ticket.complaint === null ? ticket : judge(ticket);
      return moved(judged, { kind: 'close', text: '办结', told: '已处理好' }, { by: 'chen.jingli' });
    }
    if (step === 'cancelled') return moved(ticket, { kind: 'cancel', reason: '自己弄好了' }, { by: owner() });
    if (step === 'invalid') {
      const answered = moved(ticket, { kind: 'answer', text: '已核实' }, { by: 'chen.jingli' });
      return moved(answered, { kind: 'invalidate', reason: '不在服务范围' }, { by: 'chen.jingli' });
    }
    const intoNumber = ticket.category === '投诉' ? 'TS261124-099' : 'BX261124-099';
    return moved(ticket, { kind: 'merge', into: 't99', intoNumber }, { by: 'chen.jingli' });
  } catch {
    return null;
  }
}

/** A paid ticket that came back after it was charged, at a price or agreed again. */
export function secondRound(state: 'quoted' | 'agreed'): Ticket {
  let ticket = moved(inState('paid', 'done')!, { kind: 'reopen', reason: '又漏了' }, { by: owner() });
  for (const step of PATHS[state]) ticket = advance(ticket, step, state)!;
  return ticket;
}

/** Everything R15 and R3 want of a complaint. */
export function judge(ticket: Ticket): Ticket {
  const by = 'chen.jingli';
  const judged = moved(
    ticket,
    {
      kind: 'judge',
      cause: '内部',
      grade: '重要',
      valid: true,
      responsible: '李师傅',
      corrective: '当天补修',
      preventive: '排班表每天核对',
      verifier: '陈经理',
    },
    { by },
  );
  return ticket.complaint?.scope === 'person'
    ? moved(judged, { kind: 'apologise', by: 'zhang.shifu', how: '当面' }, { by })
    : judged;
}
