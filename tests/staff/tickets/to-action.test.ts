import { describe, expect, test } from '@jest/globals';
import { readCommand } from '../../../src/staff/commands/read-command.ts';
import { isTicketCommand } from '../../../src/staff/commands/table.ts';
import { vocabularyOf } from '../../../src/staff/commands/vocabulary.ts';
import { toAction } from '../../../src/staff/tickets/actions/to-action.ts';
import type { Ticket } from '../../../src/tickets/ticket.ts';
import { openStaffWorld, START } from '../world.ts';

const world = await openStaffWorld();
const model = await world.open();
const community = world.community();
const vocabulary = vocabularyOf(community);
const [member] = community.staff.filter(({ userid }) => userid === 'zhou.zhuguan');
if (member === undefined) throw new Error('zhou.zhuguan is on the staff of the sample community');
const TIME = { at: START + 1, text: '明天18点' };

/** What a member's words become; `明天18点` is the only time there is. */
function translate(text: string, overrides: Partial<Ticket> = {}) {
  const command = readCommand(text, vocabulary);
  if (!isTicketCommand(command) || command.kind === 'merge' || command.kind === 'visit') throw new Error(command.kind);
  return toAction(command, {
    ticket: { ...model, ...overrides },
    community,
    member: member as NonNullable<typeof member>,
    readTime: (words) => (words.includes(TIME.text) ? TIME : null),
  });
}

describe('a command becomes an action', () => {
  test.each([
    ['接单 007', { kind: 'accept' }],
    ['完成 007 换了阀芯 材料30', { kind: 'complete', text: '换了阀芯 材料30', materials: '30元', amount: null }],
    ['转 007 保洁部', { kind: 'transfer', department: 'cleaning' }],
    ['转 007 保洁 那边的地漏', { kind: 'transfer', department: 'cleaning', reason: '那边的地漏' }],
    ['退 007 人手不够', { kind: 'return', reason: '人手不够' }],
    ['挂起 007 等配件', { kind: 'suspend', reason: 'parts', text: '等配件', until: null }],
    ['挂起 007 等配件 明天18点再来', { kind: 'suspend', reason: 'parts', until: TIME.at }],
    ['备注 007 管道老化', { kind: 'note', text: '管道老化' }],
    ['回复 007 马上到', { kind: 'note', text: '马上到', toOwner: true }],
    ['承诺 007 明天18点前 配件下午到', { kind: 'renew-promise', until: TIME.at, reason: '配件下午到' }],
    ['派 007 我', { kind: 'assign', userid: 'zhou.zhuguan' }],
    ['派 007 李师傅', { kind: 'assign', userid: 'li.shifu' }],
    ['关 007', { kind: 'close' }],
    ['重开 007', { kind: 'reopen', reason: expect.stringContaining('周主管') }],
    ['改类 007 投诉', { kind: 'reclassify', category: '投诉', topic: null, reason: expect.any(String) }],
    ['改类 007 服务 业主要的是保洁', { kind: 'reclassify', category: '服务', reason: '业主要的是保洁' }],
    ['判定 007 有效 重要', { kind: 'judge', valid: true, grade: '重要' }],
    ['核实 007 属实 李师傅', { kind: 'verify', confirmed: true, userid: 'li.shifu', text: '李师傅' }],
    ['被投诉 007 马师傅', { kind: 'accuse', userid: 'ma.baoan', department: 'security', scope: 'person' }],
    ['被投诉 007 保洁部 人员态度差', { kind: 'accuse', department: 'cleaning', scope: 'person' }],
    ['被投诉 007 保洁部', { kind: 'accuse', department: 'cleaning', scope: 'work' }],
    ['道歉 007 李师傅 当面道歉', { kind: 'apologise', by: '李师傅', how: '当面道歉' }],
    [
      '召集 007 工程部、保洁部 今晚抢修',
      { kind: 'summon', departments: ['engineering', 'cleaning'], plan: '今晚抢修' },
    ],
    ['联系 007 自来水公司 明天18点恢复', { kind: 'contact', body: '自来水公司', next: TIME.at }],
    ['不采纳 007 场地不够', { kind: 'decide', adopted: false, text: '场地不够' }],
    ['口头报告 007 已报经理', { kind: 'report-major', step: 'verbal', text: '已报经理' }],
    ['注记 007', { kind: 'charge', step: 'noted' }],
    ['领取 007 王先生 已核验证件', { kind: 'hand-back', to: '王先生', verified: true }],
    ['返修单 007', { kind: 'rework-slip', part: model.summary, due: null }],
  ])('%s', (text, action) => {
    expect(translate(text)).toMatchObject({ kind: 'action', action });
  });

  test('R17: the line of the price list; a price without one has a reason, and the member reads which', () => {
    const off = translate('报价 007 300元 拆墙');
    expect(off).toMatchObject({ kind: 'action', action: { item: '拆墙', line: null, why: expect.any(String) } });
    expect(off).toHaveProperty('remark', expect.stringContaining('拆墙'));
    const given = translate('报价 007 300元 拆墙 原因 业主要求');
    expect(given).toMatchObject({ action: { why: '业主要求' } });
    expect(given).not.toHaveProperty('remark');
  });

  test('R26: the answer to a complaint that is closed is what the owner is told', () => {
    expect(translate('关 007 已当面致歉', { category: '投诉' })).toMatchObject({ action: { told: '已当面致歉' } });
    expect(translate('关 007 已办好')).not.toHaveProperty('action.told');
  });

  test('a phone number in a note is the owner’s where the ticket has none', () => {
    const reporter = { ...model.reporter, phone: null };
    expect(translate('备注 007 13900001111', { reporter })).toMatchObject({
      action: { kind: 'add-detail', what: 'contact', phone: '13900001111', text: expect.not.stringContaining('1390') },
      remark: expect.any(String),
    });
    expect(translate('备注 007 13900001111')).toMatchObject({ action: { kind: 'note' } });
  });

  test('业主同意 answers the open quote, and is refused without one', () => {
    expect(translate('业主同意 007')).toMatchObject({ kind: 'refuse', text: expect.stringContaining(model.number) });
    const quote = { ...({} as Ticket['quotes'][number]), id: 'q1', answer: null };
    expect(translate('业主不同意 007 太贵', { quotes: [quote] })).toMatchObject({
      action: { kind: 'answer-quote', quoteId: 'q1', accepted: false, text: '太贵' },
    });
  });
});

describe('what is missing is asked for, with the number of the ticket', () => {
  test.each([
    '完成 007',
    '转 007',
    '转 007 食堂',
    '退 007',
    '挂起 007',
    '报价 007 换阀芯',
    '备注 007',
    '回复 007',
    '答复 007',
    '承诺 007',
    '承诺 007 明天18点',
    '派 007',
    '派 007 钱七',
    '撤销 007',
    '无效 007',
    '改类 007 什么',
    '判定 007',
    '核实 007',
    '被投诉 007',
    '被投诉 007 食堂',
    '道歉 007 李师傅',
    '通报批评 007',
    '不通报 007',
    '采纳 007',
    '不采纳 007',
    '召集 007',
    '召集 007 工程部',
    '联系 007 自来水公司',
    '书面报告 007',
    '领取 007',
  ])('%s', (text) => {
    const asked = translate(text);
    expect(asked).toEqual({ kind: 'ask', question: expect.any(String) });
    expect(asked.kind === 'ask' && asked.question).not.toMatch(/[{}]/);
  });

  test('R26: words that no owner reads are refused, with the word', () => {
    for (const word of ['完成', '回复', '答复', '撤销', '无效', '关', '采纳']) {
      expect(translate(`${word} 007 这个我不清楚`)).toEqual({
        kind: 'refuse',
        text: expect.stringContaining('不清楚'),
      });
    }
    expect(translate('备注 007 这个我不清楚')).toMatchObject({ kind: 'action' });
  });
});
