import { describe, expect, test } from '@jest/globals';
import { isAccused, knowsReporter, maySee, scrub, type Viewer, view } from '../../src/tickets/confidentiality.ts';
import type { TicketDraft } from '../../src/tickets/draft.ts';
import { relationsOf } from '../../src/tickets/relations.ts';
import { isRefusal } from '../../src/tickets/texts.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { isAllowed } from '../../src/tickets/transitions.ts';
import {
  attempt,
  community,
  draft,
  member,
  moved,
  NOON,
  OWNER,
  open,
  opened,
  owner,
  refused,
  told,
} from './factories.ts';
import { judge } from './fixtures.ts';

const complaint = (about: Partial<TicketDraft>): Partial<TicketDraft> => ({
  category: '投诉',
  words: ['3栋2单元1701的王小明要投诉，电话13812345678'],
  summary: '3栋2单元1701王小明投诉，13812345678',
  ...about,
});

/**
 * What each person may: `-` knows of nothing, `s` sees it without the reporter, `r` may read who asked (logged),
 * `h` handles it too (answers), `c` may end it.
 */
type Rights = Readonly<Record<string, string>>;

const SCENARIOS: readonly { name: string; about: Partial<TicketDraft>; handlers: string[]; rights: Rights }[] = [
  {
    name: 'R1 work of 工程部: its people work on it, see no reporter and do not end it',
    about: { topic: 'slow-repair', accusedDepartment: '工程部' },
    handlers: [],
    rights: {
      'li.shifu': 's',
      'wang.gong': 'sh',
      'ma.baoan': '-',
      'qian.kuaiji': '-',
      'he.jiedai': 'srhc',
      'tang.jiedai': 'shc',
      'zhou.zhuguan': 'srhc',
      'chen.jingli': 'srhc',
      'fang.zhuli': 'shc',
      'gao.zong': 'shc',
      'group engineering': 's',
      'group service': 's',
      'group security': '-',
    },
  },
  {
    name: 'R1 a guard by name: the head above him and 客服主管, around him and his group',
    about: { topic: 'attitude', accused: '马师傅' },
    handlers: ['zhao.duizhang', 'zhou.zhuguan'],
    rights: {
      'ma.baoan': '-',
      'zhao.duizhang': 'srh',
      'zhou.zhuguan': 'srhc',
      'chen.jingli': 'srhc',
      'he.jiedai': 'srhc',
      'tang.jiedai': '-',
      'li.shifu': '-',
      'fang.zhuli': 'shc',
      'group security': '-',
      'group service': '-',
    },
  },
  {
    name: 'R1 a guard nobody named: it may be the head himself, so above him',
    about: { topic: 'attitude', accusedDepartment: '保安' },
    handlers: ['chen.jingli', 'zhou.zhuguan'],
    rights: {
      'ma.baoan': '-',
      'zhao.duizhang': '-',
      'zhou.zhuguan': 'srhc',
      'chen.jingli': 'srhc',
      'group security': '-',
    },
  },
  {
    name: 'R1 a head: one level up',
    about: { topic: 'attitude', accused: '王工' },
    handlers: ['chen.jingli', 'zhou.zhuguan'],
    rights: {
      'wang.gong': '-',
      'li.shifu': '-',
      'chen.jingli': 'srhc',
      'zhou.zhuguan': 'srhc',
      'group engineering': '-',
    },
  },
  {
    name: 'R1 客服: 项目经理, around the whole desk',
    about: { topic: 'attitude', accused: '何敏' },
    handlers: ['chen.jingli'],
    rights: {
      'he.jiedai': '-',
      'tang.jiedai': '-',
      'zhou.zhuguan': '-',
      'chen.jingli': 'srhc',
      'gao.zong': 'shc',
      'group service': '-',
    },
  },
  {
    name: 'R1 客服主管: 项目经理',
    about: { topic: 'attitude', accused: '周主管' },
    handlers: ['chen.jingli'],
    rights: { 'zhou.zhuguan': '-', 'he.jiedai': '-', 'chen.jingli': 'srhc', 'group service': '-' },
  },
  ...['项目经理', '陈经理'].map((accused) => ({
    name: `R1 ${accused}: the company line`,
    about: { topic: 'attitude', accused },
    handlers: ['gao.zong'],
    rights: {
      'chen.jingli': '-',
      'fang.zhuli': '-',
      'gao.zong': 'srhc',
      'zhou.zhuguan': 'srhc',
      'group management': '-',
    },
  })),
  {
    name: 'R1 an attitude nobody is named for: 项目经理 and 客服主管',
    about: { topic: 'attitude' },
    handlers: ['chen.jingli', 'zhou.zhuguan'],
    rights: {
      'chen.jingli': 'srhc',
      'zhou.zhuguan': 'srhc',
      'wang.gong': '-',
      'li.shifu': '-',
      'group engineering': '-',
    },
  },
];

const viewerOf = (who: string): Viewer =>
  who.startsWith('group ') ? { kind: 'group', department: who.slice(6) } : member(who);

/** Finished, answered and judged, so that only the right to end it is in question. */
function ready(ticket: Ticket): Ticket {
  const by = 'chen.jingli';
  const boss = isAccused(ticket, by, community) ? 'gao.zong' : by;
  const answered = moved(ticket, { kind: 'answer', text: '已核实' }, { by: boss });
  const hands = answered.complaint!.handlers[0] ?? 'li.shifu';
  const assigned = moved(answered, { kind: 'assign', userid: hands }, { by: boss });
  const done = moved(assigned, { kind: 'complete', text: '已处理' }, { by: hands });
  return boss === by ? judge(done) : judgedBy(done, boss);
}

function judgedBy(ticket: Ticket, by: string): Ticket {
  const words = { responsible: '甲', corrective: '乙', preventive: '丙', verifier: '丁' };
  const judged = moved(ticket, { kind: 'judge', valid: true, cause: '内部', grade: '轻微', ...words }, { by });
  return moved(judged, { kind: 'apologise', by: 'chen.jingli', how: '当面' }, { by });
}

function rightsOf(ticket: Ticket, who: string): string {
  const viewer = viewerOf(who);
  if (!maySee(ticket, viewer, community)) return '-';
  if (viewer.kind === 'group') return 's';
  const actor = member(who);
  const knows = knowsReporter(ticket, actor, community);
  const handles = isAllowed('answer', relationsOf(ticket, actor, community));
  const ends = !isRefusal(attempt(ready(ticket), { kind: 'close', told: '已处理' }, { by: actor }));
  return `s${knows ? 'r' : ''}${handles ? 'h' : ''}${ends ? 'c' : ''}`;
}

describe('who may know and who may act (篇1 4.3, 4.7e, 4.12; R1–R5)', () => {
  describe.each(SCENARIOS)('$name', ({ about, handlers, rights }) => {
    const { ticket, effects } = opened(complaint(about), { sequence: 2 });

    test('handlers', () => expect(ticket.complaint?.handlers).toEqual(handlers));

    test.each(Object.entries(rights))('%s: %s', (who, expected) => {
      expect(rightsOf(ticket, who)).toBe(expected);
    });

    test('nothing at opening tells whoever may not know', () => {
      for (const line of told(effects)) {
        const [kind, id] = line.split(/[ :]/) as [string, string];
        const viewer: Viewer | null =
          kind === 'member' ? member(id) : kind === 'group' ? viewerOf(`group ${id}`) : null;
        if (viewer !== null) expect([line, maySee(ticket, viewer, community)]).toEqual([line, true]);
      }
    });

    test('whoever may not know who asked reads neither name, phone nor house anywhere', () => {
      const viewers = [
        ...community.staff.map(({ userid }) => userid),
        ...community.departments.map(({ id }) => `group ${id}`),
      ];
      for (const who of viewers) {
        const seen = view(ticket, viewerOf(who), community);
        if (seen === null) continue;
        const viewer = viewerOf(who);
        const knows = viewer.kind === 'member' && knowsReporter(ticket, viewer, community);
        const { ticket: _, ...shown } = seen;
        const text = JSON.stringify(shown);
        expect(text).not.toContain('13812345678');
        if (!knows) expect([who, text]).toEqual([who, expect.not.stringMatching(/王小明|1701|王\*/)]);
        if (who.startsWith('group')) expect(seen).toMatchObject({ matter: null, words: [] });
      }
    });
  });

  test('R1 a person accused cannot see, query, export, handle or close: every action is refused as unknown', () => {
    const ticket = open(complaint({ topic: 'attitude', accused: '马师傅' }));
    for (const action of [
      { kind: 'note', text: '不是我' },
      { kind: 'accept' },
      { kind: 'answer', text: '没有的事' },
      { kind: 'reveal' },
      { kind: 'close', told: '算了' },
      { kind: 'acknowledge' },
    ] as const)
      expect(refused(ticket, action, { by: 'ma.baoan' }).refused).toBe('unknown-ticket');
  });

  test('R1 nobody can put it into the hands of the accused', () => {
    const ticket = open(complaint({ topic: 'attitude', accused: '马师傅' }));
    for (const action of [
      { kind: 'assign', userid: 'ma.baoan' },
      { kind: 'hand-keeper', to: 'ma.baoan' },
      { kind: 'transfer', department: 'security' },
    ] as const)
      expect(refused(ticket, action, { by: 'zhou.zhuguan' }).refused).toBe('accused');
  });

  test('R1 what turns out later to be about a person is taken from him at once: card, keeper, group', () => {
    const ticket = open({ category: '投诉', topic: 'slow-repair', accusedDepartment: '工程部' });
    const taken = moved(ticket, { kind: 'accept' }, { by: 'li.shifu' });
    expect(taken.cards.some(({ holders }) => holders.includes('li.shifu'))).toBe(true);
    const ruled = moved(taken, { kind: 'accuse', userid: 'li.shifu', scope: 'person' }, { by: 'zhou.zhuguan' });
    expect(ruled).toMatchObject({ state: 'waiting', assignee: null });
    expect(ruled.complaint?.handlers).toEqual(['wang.gong', 'zhou.zhuguan']);
    expect(ruled.cards.some(({ holders }) => holders.includes('li.shifu'))).toBe(false);
    expect(maySee(ruled, member('li.shifu'), community)).toBe(false);
    expect(maySee(ruled, member('zhang.shifu'), community)).toBe(false);
  });

  test('R1 ruled to be about work it goes to that department’s group and head', () => {
    const ticket = open(complaint({ topic: 'attitude', accusedDepartment: '保洁' }));
    const ruled = moved(ticket, { kind: 'accuse', department: 'cleaning', scope: 'work' }, { by: 'zhou.zhuguan' });
    expect(ruled).toMatchObject({ department: 'cleaning', complaint: { scope: 'work' } });
    expect(told(ruled.pendingEffects).some((line) => line.startsWith('group cleaning'))).toBe(true);
    expect(told(ruled.pendingEffects).some((line) => line.startsWith('group cleaning') && /王|1701/.test(line))).toBe(
      false,
    );
  });

  test('R2 篇1 4.1 登记 by the accused himself: stored verbatim, his as 首接人, hidden from him from then on', () => {
    const words = ['业主说马师傅（就是我）昨晚骂人，要求道歉。'];
    const { ticket, effects } = opened({
      category: '投诉',
      topic: 'attitude',
      accused: '马师傅',
      words,
      channel: '来访',
      loggedBy: 'ma.baoan',
    });
    expect(ticket).toMatchObject({ firstReceiver: 'ma.baoan', words });
    expect(ticket.timeline[0]).toMatchObject({ by: 'ma.baoan', channel: '来访', text: words[0] });
    expect(ticket.keeper).not.toBe('ma.baoan');
    expect(maySee(ticket, member('ma.baoan'), community)).toBe(false);
    expect(told(effects).filter((line) => line.startsWith('member ma.baoan'))).toEqual([]);
    expect(told(effects).some((line) => line.startsWith('member zhou.zhuguan') || line.includes('he.jiedai'))).toBe(
      true,
    );
  });

  test('R2 the same for the desk: a receptionist complained of neither keeps it nor reads on', () => {
    const ticket = open({
      category: '投诉',
      topic: 'attitude',
      accused: '何敏',
      loggedBy: 'he.jiedai',
      words: ['何敏不接电话'],
    });
    expect(ticket).toMatchObject({ firstReceiver: 'he.jiedai', keeper: 'chen.jingli' });
    expect(maySee(ticket, member('he.jiedai'), community)).toBe(false);
  });

  test('R4 篇1 4.12 reading the name is an action: in the reader’s own chat, on record with time, for nobody else', () => {
    const ticket = open(complaint({ topic: 'slow-repair', accusedDepartment: '工程部' }));
    expect(refused(ticket, { kind: 'reveal' }, { by: 'wang.gong' }).refused).toBe('not-yours');
    expect(refused(ticket, { kind: 'reveal' }, { by: 'tang.jiedai' }).refused).toBe('not-yours');
    const read = moved(ticket, { kind: 'reveal' }, { by: 'zhou.zhuguan', now: NOON + 5 });
    expect(read.revealed).toEqual([{ at: NOON + 5, by: 'zhou.zhuguan' }]);
    expect(read.timeline.at(-1)).toMatchObject({ action: 'reveal', by: 'zhou.zhuguan' });
    const lines = told(read.pendingEffects.slice(ticket.pendingEffects.length));
    expect(lines).toEqual([expect.stringContaining('member zhou.zhuguan')]);
    expect(lines[0]).toContain('13812345678');
  });

  test('R4 R12 only somebody who may know the owner can be the keeper', () => {
    const ticket = open(complaint({ topic: 'slow-repair', accusedDepartment: '工程部' }), { sequence: 2 });
    const hand = (to: string) => attempt(ticket, { kind: 'hand-keeper', to }, { by: 'zhou.zhuguan' });
    for (const to of ['wang.gong', 'li.shifu', 'ma.baoan', 'fang.zhuli']) expect(isRefusal(hand(to))).toBe(true);
    for (const to of ['tang.jiedai', 'chen.jingli']) expect(isRefusal(hand(to))).toBe(false);
    expect(isRefusal(attempt(open(), { kind: 'hand-keeper', to: 'wang.gong' }, { by: 'zhou.zhuguan' }))).toBe(false);
  });

  test('篇1 4.12 a repair: the worker reveals the phone and it is logged; the group reads it masked', () => {
    const { ticket, effects } = opened();
    const group = told(effects).find((line) => line.startsWith('group engineering'))!;
    expect(group).toContain('138****5678');
    expect(group).not.toContain('13812345678');
    expect(group).not.toContain('王小明');
    const accepted = moved(ticket, { kind: 'accept' }, { by: 'li.shifu' });
    expect(refused(accepted, { kind: 'reveal' }, { by: 'zhang.shifu' }).refused).toBe('not-yours');
    expect(moved(accepted, { kind: 'reveal' }, { by: 'li.shifu' }).revealed).toHaveLength(1);
  });

  test('an owner who asks for secrecy is hidden from the worker like a complainant', () => {
    const ticket = moved(
      open({ category: '其它', topic: 'other', confidential: true }),
      { kind: 'accept' },
      { by: 'tang.jiedai' },
    );
    expect(knowsReporter(ticket, member('tang.jiedai'), community)).toBe(false);
    expect(knowsReporter(ticket, member('zhou.zhuguan'), community)).toBe(true);
  });

  test('R5 an owner sees his own tickets and those he joined, nobody else’s', () => {
    const ticket = open();
    expect(maySee(ticket, owner(), community)).toBe(true);
    expect(maySee(ticket, owner('wkDEMO/neighbour'), community)).toBe(false);
    const reporter = { conversationId: 'wkDEMO/b', name: '赵女士', phone: null, house: null, relation: null };
    const joined = moved(
      open({ topic: 'lighting-public', place: '5楼楼道' }),
      { kind: 'join', via: 'x', reporter, words: [], media: [], at: NOON },
      { by: 'he.jiedai' },
    );
    expect(view(joined, owner('wkDEMO/b'), community)?.reporter?.name).toBe('赵女士');
    expect(view(joined, owner(OWNER), community)?.reporter?.name).not.toContain('赵');
  });

  test.each([
    ['3栋2单元1701的王小明', '＊的＊'],
    ['我是3-2-1701', '我是＊'],
    ['电话13812345678', '电话138****5678'],
    ['1701室漏水', '＊漏水'],
    ['楼上1801漏水', '楼上1801漏水'],
    ['2017年买的', '2017年买的'],
  ])('scrubbing %s gives %s', (text, expected) => {
    expect(scrub(text, draft().reporter)).toBe(expected);
  });
});
