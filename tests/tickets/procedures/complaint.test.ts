import { describe, expect, test } from '@jest/globals';
import { CAUSES } from '../../../src/tickets/action.ts';
import { isRefusal } from '../../../src/tickets/texts.ts';
import type { Ticket } from '../../../src/tickets/ticket.ts';
import {
  apply,
  at,
  attempt,
  DAY,
  HOUR,
  moved,
  NOON,
  open,
  opened,
  owner,
  refused,
  system,
  tick,
  told,
} from '../factories.ts';
import { judge } from '../fixtures.ts';

const SLOW = {
  category: '投诉',
  topic: 'slow-repair',
  accusedDepartment: '工程部',
  words: ['报修三天没人来'],
} as const;
const RUDE = { category: '投诉', topic: 'attitude', accused: '张师傅', words: ['张师傅骂人'] } as const;
const WATER = { category: '投诉', topic: 'outage-municipal', words: ['又停水了'] } as const;
const ANSWER = { kind: 'answer', text: '今天下午安排人上门' } as const;

const finished = (of: object, by: string): Ticket => {
  const answered = moved(open(of), ANSWER, { by });
  const assigned = moved(answered, { kind: 'assign', userid: by }, { by });
  return moved(assigned, { kind: 'complete', text: '已补修' }, { by });
};

describe('投诉 (篇1 4.7–4.8; 篇5 二.3, 七)', () => {
  test('篇5 二.3 R6 the 24 hours run on the wall clock from the first word, over nights and holidays', () => {
    const said = at('2026-10-01 22:10');
    const ticket = open({ ...SLOW, firstWordAt: said }, { now: at('2026-10-01 22:20') });
    expect(ticket.deadlines.answer).toMatchObject({ clock: 'wall', dueAt: said + 24 * HOUR });
  });

  test('R6 neither a pause, nor 收到, nor an assignment, nor the clock answers; only a person does', () => {
    let ticket = open(SLOW);
    ticket = moved(ticket, { kind: 'acknowledge' }, { by: 'wang.gong' });
    ticket = moved(ticket, { kind: 'assign', userid: 'li.shifu' }, { by: 'wang.gong' });
    ticket = moved(ticket, { kind: 'accept' }, { by: 'li.shifu' });
    ticket = moved(ticket, { kind: 'note', text: '已安排', toOwner: true }, { by: 'he.jiedai' });
    ticket = moved(ticket, { kind: 'suspend', reason: 'third-party', text: '等厂家' }, { by: 'li.shifu' });
    ticket = tick(ticket, NOON + HOUR).ticket;
    expect(ticket.deadlines.answer).toMatchObject({ metAt: null, dueAt: NOON + DAY });
    expect(isRefusal(attempt(ticket, ANSWER, { by: system }))).toBe(true);
    expect(isRefusal(attempt(ticket, ANSWER, { by: owner() }))).toBe(true);
    const answered = apply(ticket, ANSWER, { by: 'he.jiedai', now: NOON + 2 * HOUR });
    expect(answered.ticket.deadlines.answer?.metAt).toBe(NOON + 2 * HOUR);
    const words = told(answered.effects).find((line) => line.startsWith('owner'))!;
    expect(words).toContain(ANSWER.text);
    expect(words).toContain('何敏'); // a person who answers gives his name (篇5 四.4)
  });

  test('篇5 二.3 unanswered after 24 hours: the alarm goes out at that minute, at any hour', () => {
    const night = at('2026-11-23 23:05');
    let ticket = open(SLOW, { now: night });
    ticket = tick(ticket, at('2026-11-24 23:04')).ticket;
    expect(ticket.deadlines.answer?.missedAt).toBeNull();
    const late = tick(ticket, at('2026-11-24 23:05'));
    expect(late.ticket.deadlines.answer?.missedAt).toBe(at('2026-11-24 23:05'));
    expect(told(late.effects).join('\n')).toContain('【投诉答复超时】');
    expect(told(late.effects).some((line) => line.startsWith('member zhou.zhuguan'))).toBe(true);
  });

  test('R11 a complaint row with another time keeps the 24 hours for the answer', () => {
    for (const topic of [
      'parking',
      'sanitation',
      'fees',
      'greening',
      'noise-neighbour',
      'falling-objects',
      'fire-lane',
    ]) {
      const ticket = open({ category: '投诉', topic });
      expect(ticket.deadlines.answer?.limit).toBe(24 * HOUR);
      expect(ticket.deadlines.finish).toBeDefined();
    }
  });

  test('篇1 4.7 the procedure is the same for every channel', () => {
    for (const channel of ['微信', '来访', '来电', '电子信箱', '邮件', '信函', '代录'] as const) {
      const ticket = open({ ...SLOW, channel });
      expect(ticket.complaint).not.toBeNull();
      expect(ticket.deadlines.answer?.limit).toBe(DAY);
      expect(ticket.timeline[0]?.channel).toBe(channel);
    }
  });

  test('篇1 4.7c–d cause, grade and 有效/无效 are decided by a person, never by the program', () => {
    const ticket = open(SLOW);
    expect(ticket.complaint).toMatchObject({ cause: null, grade: null, valid: null });
    for (const cause of CAUSES) {
      expect(isRefusal(attempt(ticket, { kind: 'judge', cause }, { by: system }))).toBe(true);
      expect(isRefusal(attempt(ticket, { kind: 'judge', cause }, { by: 'li.shifu' }))).toBe(true);
      expect(
        moved(ticket, { kind: 'judge', cause, valid: true, grade: '轻微' }, { by: 'zhou.zhuguan' }).complaint,
      ).toMatchObject({
        cause,
        valid: true,
        grade: '轻微',
      });
    }
  });

  test('R15 篇1 4.7d a valid complaint closes only with cause, responsible, both measures, verifier and the words told', () => {
    const done = finished(SLOW, 'wang.gong');
    const judgement = {
      kind: 'judge',
      valid: true,
      cause: '内部',
      responsible: '李师傅',
      corrective: '当天补修',
      preventive: '每日核对排班',
      verifier: '周主管',
    } as const;
    const close = { kind: 'close', told: '已补修，今后当天派单' } as const;
    for (const missing of ['valid', 'cause', 'responsible', 'corrective', 'preventive', 'verifier'] as const) {
      const { [missing]: _, ...rest } = judgement;
      const partly = moved(done, { ...rest, kind: 'judge' }, { by: 'zhou.zhuguan' });
      const refusal = refused(partly, close, { by: 'zhou.zhuguan' });
      expect(refusal.refused).toBe('needs-judgement');
    }
    const judged = moved(done, judgement, { by: 'zhou.zhuguan' });
    expect(refused(judged, { kind: 'close' }, { by: 'zhou.zhuguan' }).text).toContain('告诉业主的话');
    const closed = apply(judged, close, { by: 'zhou.zhuguan' });
    expect(closed.ticket).toMatchObject({ state: 'closed', closing: { by: 'zhou.zhuguan' } });
    expect(told(closed.effects).find((line) => line.startsWith('owner'))).toContain('已补修，今后当天派单');
  });

  test('R15 an 无效 complaint needs the reason and an answer; a judgement is not an end by itself', () => {
    const done = finished(SLOW, 'wang.gong');
    const invalid = moved(done, { kind: 'judge', valid: false }, { by: 'zhou.zhuguan' });
    expect(refused(invalid, { kind: 'close', told: '解释' }, { by: 'zhou.zhuguan' }).refused).toBe('needs-judgement');
    const reasoned = moved(invalid, { kind: 'judge', reason: '不在服务范围' }, { by: 'zhou.zhuguan' });
    expect(moved(reasoned, { kind: 'close', told: '已说明' }, { by: 'zhou.zhuguan' }).state).toBe('closed');
    expect(refused(open(SLOW), { kind: 'invalidate', reason: '没这回事' }, { by: 'zhou.zhuguan' }).refused).toBe(
      'needs-answer',
    );
  });

  test('R15 no way round: not closed unfinished, not merged into something else, not renamed by the accused', () => {
    const ticket = open(SLOW);
    expect(refused(ticket, { kind: 'close', told: '好' }, { by: 'zhou.zhuguan' }).refused).toBe('needs-visit');
    const into = { kind: 'merge', into: 't9', intoNumber: 'BX261124-009' } as const;
    expect(refused(ticket, into, { by: 'zhou.zhuguan' }).refused).toBe('wrong-category');
    const rename = { kind: 'reclassify', category: '报修', topic: 'leak', reason: '只是报修' } as const;
    expect(refused(ticket, rename, { by: 'wang.gong' }).refused).toBe('accused');
    for (const action of [
      { kind: 'merge', into: 't9', intoNumber: 'TS261124-009' },
      { kind: 'cancel', reason: '算了' },
      { kind: 'invalidate', reason: '没事' },
    ] as const)
      expect(['accused', 'not-yours']).toContain(refused(ticket, action, { by: 'wang.gong' }).refused);
    // Ruled by 客服主管 to be a repair, it still hides who complained (R4).
    const renamed = moved(ticket, rename, { by: 'zhou.zhuguan' });
    expect(renamed.complaint).not.toBeNull();
  });

  test('R1 the department complained of works on it and never closes it', () => {
    const judged = judge(finished(SLOW, 'wang.gong'));
    const close = { kind: 'close', told: '已处理' } as const;
    expect(refused(judged, close, { by: 'wang.gong' }).refused).toBe('accused');
    expect(moved(judged, close, { by: 'chen.jingli' }).state).toBe('closed');
  });

  test('篇1 4.8 篇3 4.2 unsolved at the visit: reopened with new limits, the head and the owner told', () => {
    const done = finished(SLOW, 'wang.gong');
    const visit = {
      kind: 'visit-result',
      visitId: 'v1',
      type: 'closing',
      outcome: 'unsolved',
      last: false,
      words: '还是没来',
    } as const;
    const back = apply(done, visit, { by: system, now: NOON + DAY });
    expect(back.ticket).toMatchObject({ state: 'waiting', reopenings: 1, finishedAt: null });
    expect(back.ticket.deadlines.answer?.dueAt).toBe(NOON + 2 * DAY);
    const lines = told(back.effects);
    expect(lines.some((line) => line.startsWith('member wang.gong'))).toBe(true);
    expect(lines.find((line) => line.startsWith('owner'))).toContain('很抱歉');
  });

  test('R14 篇1 4.7c 市政: our own task with contact log and next date; neither 无效 nor a close without contact ends it', () => {
    const answered = moved(open(WATER), ANSWER, { by: 'he.jiedai' });
    const municipal = moved(answered, { kind: 'judge', cause: '市政' }, { by: 'zhou.zhuguan' });
    expect(municipal.deadlines.next).toBeDefined();
    expect(refused(municipal, { kind: 'invalidate', reason: '找12345' }, { by: 'zhou.zhuguan' }).refused).toBe(
      'wrong-state',
    );
    const contacted = moved(
      municipal,
      { kind: 'contact', body: '自来水公司', text: '管网抢修，明早恢复', next: NOON + 20 * HOUR },
      { by: 'he.jiedai' },
    );
    expect(contacted.deadlines.next?.dueAt).toBe(NOON + 20 * HOUR);
    expect(contacted.complaint?.contacts).toHaveLength(1);
    const late = tick(contacted, NOON + 20 * HOUR).ticket;
    expect(late.ladders.some(({ about }) => about === 'next')).toBe(true);
    // It ends with work done and a visit, like any other.
    const worked = moved(
      moved(contacted, { kind: 'assign', userid: 'tang.jiedai' }, { by: 'zhou.zhuguan' }),
      { kind: 'complete', text: '已恢复供水' },
      { by: 'tang.jiedai' },
    );
    expect(worked.visitKinds).toContain('complaint');
    const uncontacted = moved(
      moved(municipal, { kind: 'assign', userid: 'tang.jiedai' }, { by: 'zhou.zhuguan' }),
      { kind: 'complete', text: '已恢复' },
      { by: 'tang.jiedai' },
    );
    expect(refused(judgeAs(uncontacted), { kind: 'close', told: '已恢复' }, { by: 'chen.jingli' }).text).toContain(
      '联系记录',
    );
  });

  const judgeAs = (ticket: Ticket) =>
    moved(
      ticket,
      {
        kind: 'judge',
        valid: true,
        cause: '市政',
        responsible: '何敏',
        corrective: '协调',
        preventive: '留联系人',
        verifier: '周主管',
      },
      { by: 'zhou.zhuguan' },
    );

  test('R3 篇1 4.7e attitude: a task for the head with 24 hours, the apology on record, a leader makes the visit', () => {
    const { ticket } = opened(RUDE);
    expect(ticket.deadlines.apology?.dueAt).toBe(NOON + DAY);
    expect(ticket.visitKinds).toEqual(['attitude']);
    const apology = { kind: 'apologise', by: 'zhang.shifu', how: '当面道歉', at: NOON + HOUR } as const;
    const apologised = moved(ticket, apology, { by: 'wang.gong', now: NOON + 2 * HOUR });
    expect(apologised.complaint?.apologies).toEqual([
      { by: 'zhang.shifu', how: '当面道歉', at: NOON + HOUR, recordedBy: 'wang.gong' },
    ]);
    expect(apologised.deadlines.apology?.metAt).not.toBeNull();
    const done = apply(
      moved(apologised, { kind: 'assign', userid: 'wang.gong' }, { by: 'zhou.zhuguan' }),
      { kind: 'complete', text: '已当面道歉并培训' },
      { by: 'wang.gong' },
    );
    const visits = done.effects.map(({ effect }) => effect).find((effect) => effect.kind === 'visit.plan');
    expect(visits).toMatchObject({ ticketId: ticket._id, kinds: ['attitude'], leader: 'wang.gong' });
  });

  test('R3 not closed without the apology; when 重大 not without a decision on 通报批评', () => {
    const done = moved(
      moved(
        moved(open(RUDE), ANSWER, { by: 'wang.gong' }),
        { kind: 'assign', userid: 'wang.gong' },
        { by: 'zhou.zhuguan' },
      ),
      { kind: 'complete', text: '已谈话' },
      { by: 'wang.gong' },
    );
    const grave = {
      kind: 'judge',
      valid: true,
      grade: '重大',
      cause: '内部',
      responsible: '张师傅',
      corrective: '调岗',
      preventive: '培训',
      verifier: '陈经理',
    } as const;
    const judged = moved(done, grave, { by: 'chen.jingli' });
    const close = { kind: 'close', told: '已处理' } as const;
    expect(refused(judged, close, { by: 'chen.jingli' }).text).toMatch(/致歉.*通报|通报.*致歉/);
    const apologised = moved(judged, { kind: 'apologise', by: 'zhang.shifu', how: '当面' }, { by: 'wang.gong' });
    expect(refused(apologised, close, { by: 'chen.jingli' }).text).toContain('通报批评');
    const decided = moved(apologised, { kind: 'criticise', decided: false, text: '已调岗' }, { by: 'chen.jingli' });
    expect(decided.complaint?.criticism).toMatchObject({ decided: false, by: 'chen.jingli' });
    expect(moved(decided, close, { by: 'chen.jingli' }).state).toBe('closed');
  });

  test('R3 the name is given to the persons concerned only with the owner’s consent', () => {
    const ticket = open(RUDE);
    expect(ticket.complaint?.identityConsent).toBeNull();
    const given = moved(ticket, { kind: 'consent-identity', given: true }, { by: owner() });
    expect(given.complaint?.identityConsent).toBe(true);
    expect(isRefusal(attempt(ticket, { kind: 'consent-identity', given: true }, { by: 'wang.gong' }))).toBe(false); // head as handler records it
    expect(isRefusal(attempt(ticket, { kind: 'consent-identity', given: true }, { by: 'li.shifu' }))).toBe(true);
  });

  test('篇5 七.3 R16 召集 calls several departments at once and keeps plan, date and what the owner was told', () => {
    const ticket = open(SLOW);
    const call = {
      kind: 'summon',
      departments: ['engineering', 'security', 'cleaning'],
      plan: '今晚抢修，保安引路',
      date: NOON + 9 * HOUR,
      told: '今晚八点一起上门处理',
    } as const;
    const { ticket: next, effects } = apply(ticket, call, { by: 'zhou.zhuguan' });
    expect(next.summons[0]).toMatchObject({ plan: call.plan, date: call.date, told: call.told, by: 'zhou.zhuguan' });
    const lines = told(effects);
    for (const department of call.departments)
      expect(lines.filter((line) => line.startsWith(`group ${department}`))).toHaveLength(1);
    for (const head of ['wang.gong', 'zhao.duizhang', 'sun.zhuguan'])
      expect(lines.some((line) => line.startsWith(`member ${head}`))).toBe(true);
    expect(lines.find((line) => line.startsWith('owner'))).toContain(call.told);
  });
});
