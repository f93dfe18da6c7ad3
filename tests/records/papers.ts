import type { Visit } from '../../src/followup/visit.ts';
import type { Papers } from '../../src/records/form.ts';
import { headingsOf } from '../../src/records/form.ts';
import { FORMS } from '../../src/records/forms/index.ts';
import { createReading, type Reader } from '../../src/records/reading.ts';
import { asViewer } from '../../src/tickets/card.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { planned } from '../followup/factories.ts';
import { at, community, moved, open } from '../tickets/factories.ts';
import { inState, judge } from '../tickets/fixtures.ts';

const named = (ticket: Ticket, id: string, number: string, changes: Partial<Ticket> = {}): Ticket => ({
  ...ticket,
  _id: id,
  number,
  ...changes,
});

/** One ticket of every kind that has a form, with what happened to it. */
export function sampleTickets(): Ticket[] {
  const quoted = inState('paid', 'agreed')!;
  const done = moved(
    moved(quoted, { kind: 'arrive' }, { by: 'li.shifu', now: at('2026-11-24 10:20') }),
    {
      kind: 'complete',
      text: '换了阀芯，试水不漏',
      materials: '阀芯 1个 60元',
      amount: 80,
    },
    { by: 'li.shifu', now: at('2026-11-24 10:40') },
  );
  const person = moved(
    judge(
      open({
        category: '投诉',
        topic: 'attitude',
        accused: '张师傅',
        words: ['张师傅骂人，我电话13812345678'],
        summary: '王小明说张师傅骂人',
      }),
    ),
    { kind: 'answer', text: '已找张师傅谈话' },
    { by: 'chen.jingli' },
  );
  return [
    named(moved(done, { kind: 'charge', step: 'handed-in' }, { by: 'li.shifu' }), 't-paid', 'BX261124-001'),
    named(
      open({
        category: '售后',
        topic: 'handover-leak',
        words: ['=1+1 交房就渗水'],
        media: [{ file: 'a.jpg', type: 'image' }],
      }),
      't-slip',
      'SH261124-001',
    ),
    named(person, 't-person', 'TS261124-001'),
    named(
      open({
        category: '其它',
        topic: 'lost',
        words: ['丢了一串钥匙'],
        details: { item: '一串钥匙', features: '红绳' },
      }),
      't-lost',
      'QT261124-001',
    ),
    named(
      open({
        category: '其它',
        topic: 'found',
        words: ['捡到一个钱包'],
        details: { item: '钱包', keep: '交给门岗或服务中心了' },
      }),
      't-found',
      'QT261124-002',
      {
        handBack: { at: at('2026-11-24 15:00'), by: 'he.jiedai', to: '赵大勇', verified: true, text: '' },
      },
    ),
    named(
      open({ category: '其它', topic: 'emergency', danger: 'fire', urgent: true, words: ['楼道着火了'] }),
      't-fire',
      'QT261124-003',
    ),
    named(
      open({ category: '其它', topic: 'enquiry-fees', words: ['物业费怎么算'] }, { now: at('2026-12-01 00:10') }),
      't-later',
      'QT261201-001',
    ),
  ];
}

/** A visit to the paid repair that was answered, one to the complaint about a person, and one that was merged. */
function sampleVisits(): Visit[] {
  const visit = planned([])[0]!;
  const ended = { ...visit, state: 'ended', endedAt: at('2026-11-24 12:00'), dueAt: at('2026-11-24 10:40') } as const;
  const answer = {
    solved: true,
    score: 5,
    reasons: [],
    words: '很及时',
    praise: null,
    at: at('2026-11-24 12:00'),
    by: 'owner',
    final: true,
    changes: [],
  } as const;
  return [
    { ...ended, _id: 'v1', ticketId: 't-paid', number: 'BX261124-001', outcome: 'answered', answer },
    {
      ...ended,
      _id: 'v2',
      ticketId: 't-person',
      number: 'TS261124-001',
      outcome: 'by-phone',
      answer: { ...answer, score: 2, words: '还没道歉' },
      noticeId: 'n1',
    },
    { ...ended, _id: 'v3', ticketId: 't-paid', number: 'BX261124-001', outcome: 'merged', answer: null },
  ];
}

/** Everything of 24 November 2026. */
export function samplePapers(): Papers {
  const entry = { community: 'main', by: 'he.jiedai' } as const;
  const item = { state: 'waiting', summary: '', nextStep: '等接单', promisedAt: at('2026-11-24 18:00') } as const;
  return {
    tickets: sampleTickets(),
    visits: sampleVisits(),
    notices: [],
    entries: [
      { ...entry, id: 'e1', department: 'service', at: at('2026-11-24 09:30'), text: '3栋钥匙交13900000000' },
      { ...entry, id: 'e2', department: 'security', at: at('2026-11-24 23:50'), text: '北门道闸坏了' },
    ],
    handOvers: [
      {
        id: 'h1',
        community: 'main',
        department: 'service',
        day: '2026-11-24',
        shift: '早班',
        nextShift: '中班',
        at: at('2026-11-24 16:00'),
        from: 'he.jiedai',
        to: ['tang.jiedai'],
        items: [
          { ...item, ticketId: 't-slip', number: 'SH261124-001' },
          { ...item, ticketId: 't-person', number: 'TS261124-001' },
        ],
        entries: [
          { ...entry, id: 'e1', department: 'service', at: at('2026-11-24 09:30'), text: '3栋钥匙交13900000000' },
        ],
        signedBy: 'tang.jiedai',
        signedAt: at('2026-11-24 16:05'),
      },
    ],
  };
}

export const EMPTY: Papers = { tickets: [], visits: [], notices: [], entries: [], handOvers: [] };

/** Rows of a form as records by column title. */
export function rowsOf(
  id: string,
  { papers = samplePapers(), as, ...reader }: { papers?: Papers; as?: string } & Partial<Reader> = {},
) {
  const form = FORMS.find((one) => one.id === id)!;
  const reading = createReading({
    community,
    viewer: as === undefined ? { kind: 'system' } : asViewer(as, community),
    unmasked: false,
    from: at('2026-11-24'),
    to: at('2026-11-25'),
    ...reader,
  });
  const headings = headingsOf(form.id, community.messages.forms);
  return form
    .rows(papers, reading)
    .map((row) => Object.fromEntries(headings.map((title, index) => [title, row[index]])));
}

export { at, community };
