import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '../../../src/tickets/texts.ts';
import { apply, attempt, DAY, moved, NOON, open, opened, refused, system, told } from '../factories.ts';

const PRAISE = { category: '表扬', topic: 'praise-staff', accused: '李师傅', words: ['李师傅半夜来修，很好'] } as const;
const SUGGESTION = { category: '建议', topic: 'suggestion-facility', words: ['建议加装充电桩'] } as const;

describe('表扬 (篇1 4.6; R29)', () => {
  test('R29 篇1 4.6 nobody who is praised hears of it before a person has verified it; then he and his head do', () => {
    const { ticket, effects } = opened(PRAISE);
    expect(ticket.praise).toMatchObject({ userid: 'li.shifu', verified: null });
    expect(told(effects).filter((line) => line.startsWith('member li.shifu'))).toEqual([]);
    expect(isRefusal(attempt(ticket, { kind: 'note', text: '我看看' }, { by: 'li.shifu' }))).toBe(true);
    const verified = apply(ticket, { kind: 'verify', confirmed: true, text: '与值班记录相符' }, { by: 'zhou.zhuguan' });
    const lines = told(verified.effects);
    expect(lines.some((line) => line.startsWith('member li.shifu') && line.includes('受到业主表扬'))).toBe(true);
    expect(lines.some((line) => line.startsWith('member wang.gong'))).toBe(true);
    expect(lines.find((line) => line.startsWith('owner'))).toContain('转告了李师傅');
    expect(verified.ticket).toMatchObject({ state: 'closed', praise: { verified: true, by: 'zhou.zhuguan' } });
  });

  test('R29 not confirmed: a reason is on record, the owner is thanked and nobody is praised', () => {
    const ticket = open(PRAISE);
    expect(refused(ticket, { kind: 'verify', confirmed: false, text: ' ' }, { by: 'zhou.zhuguan' }).refused).toBe(
      'needs-text',
    );
    const { ticket: next, effects } = apply(
      ticket,
      { kind: 'verify', confirmed: false, text: '当天不是李师傅当班' },
      { by: 'zhou.zhuguan' },
    );
    expect(next.praise?.verified).toBe(false);
    expect(told(effects).filter((line) => line.startsWith('member'))).toEqual([]);
    expect(told(effects).find((line) => line.startsWith('owner'))).toContain('谢谢您的肯定');
  });

  test('R29 the program never verifies, and a praise cannot be closed or finished unverified', () => {
    const ticket = open(PRAISE);
    expect(isRefusal(attempt(ticket, { kind: 'verify', confirmed: true, text: '好' }, { by: system }))).toBe(true);
    expect(refused(ticket, { kind: 'close', told: '谢谢' }, { by: 'zhou.zhuguan' }).refused).toBe('needs-verification');
    const taken = moved(ticket, { kind: 'assign', userid: 'tang.jiedai' }, { by: 'zhou.zhuguan' });
    expect(refused(taken, { kind: 'complete', text: '好' }, { by: 'tang.jiedai' }).refused).toBe('needs-verification');
  });

  test('篇1 4.6 the group reads that there is a praise, not whom it is for', () => {
    const group = told(opened(PRAISE).effects).find((line) => line.startsWith('group'))!;
    expect(group).not.toContain('李师傅');
  });
});

describe('建议 (篇1 4.6; 篇5 二.4)', () => {
  test('篇1 4.6 reported to 项目经理 by name at once', () => {
    const { ticket, effects } = opened(SUGGESTION);
    expect(ticket.department).toBe('management');
    expect(told(effects).some((line) => line.startsWith('member chen.jingli'))).toBe(true);
  });

  test.each([
    [true, '下月在北门加装', '已采纳'],
    [false, '电容量不够，明年扩容后再议', '没有采纳'],
  ])('篇5 二.4 采纳 %s is told to the owner with the reason', (adopted, text, words) => {
    const ticket = open(SUGGESTION);
    expect(refused(ticket, { kind: 'decide', adopted, text: '' }, { by: 'chen.jingli' }).refused).toBe('needs-text');
    const { ticket: next, effects } = apply(ticket, { kind: 'decide', adopted, text }, { by: 'chen.jingli' });
    expect(next).toMatchObject({ state: 'closed', suggestion: { adopted, by: 'chen.jingli', text } });
    const line = told(effects).find((one) => one.startsWith('owner'))!;
    expect(line).toContain(words);
    expect(line).toContain(text);
  });

  test('篇5 二.4 an undecided suggestion cannot be closed; its answer has a deadline', () => {
    const ticket = open(SUGGESTION);
    expect(ticket.deadlines.decide?.dueAt).toBeGreaterThan(NOON + 4 * DAY);
    expect(refused(ticket, { kind: 'close', told: '收到' }, { by: 'chen.jingli' }).refused).toBe('needs-answer');
  });
});
