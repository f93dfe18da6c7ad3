import { COMMANDS } from '../commands/table.ts';
import { isDeskMember, type Membership, scopeOf } from '../member.ts';
import type { Answer } from './context.ts';

const WORKER = [
  '接单 <号>',
  '到场 <号>',
  '完成 <号> 说明',
  '转 <号> 部门',
  '退 <号> 原因',
  '挂起 <号> 原因',
  '恢复 <号>',
  '报价 <号> 80元 项目',
  '备注 <号> 文字',
  '回复 <号> 对业主说的话',
  '电话 <号>',
  '收到 <号>',
  '我的单',
  '查 <号>',
];
const EVERYBODY = ['登记 来电|来访|邮件|信函 房号 称呼 电话 内容', '交班 要交代的事', '交班', '接班'];
const DESK = [
  '派 <号> 人',
  '催单 <号>',
  '回访 <号> 已解决 5分 意见',
  '业主同意 <号>',
  '答复 <号> 文字',
  '承诺 <号> 时间 原因',
  '已收费 <号>',
];
const HEADS = [
  '查 <号|房号|词>',
  '今日',
  '未完成 [部门|楼栋|类别]',
  '超时',
  '投诉',
  '满意度',
  '月报 [YYYY-MM]',
  '派 <号> 人',
  '关 <号>',
  '重开 <号>',
  '判定 <号> …',
  '核实 <号> 属实',
  '召集 <号> 部门 方案',
  '下雨',
];

/** 帮助: what this member can type; with a word behind it, how that command is written. */
export function help(memberships: readonly Membership[], text: string): Answer {
  const wanted = text.trim();
  const found = wanted === '' ? [] : COMMANDS.filter(({ words }) => words.some((word) => word.includes(wanted)));
  if (found.length > 0) {
    return {
      lines: found
        .slice(0, 6)
        .map(({ usage, words }) => `${usage}${words.length > 1 ? `（也可说 ${words.slice(1, 4).join('、')}）` : ''}`),
    };
  }
  const leads = memberships.some((one) => scopeOf(one) !== 'own');
  const desk = memberships.some(isDeskMember);
  return {
    lines: [
      '您可以这样发（号写后三位就行，如 007）：',
      WORKER.join('\n'),
      '发单号后再发照片，照片会存到那张工单。',
      '所有同事：',
      EVERYBODY.join('\n'),
      ...(desk ? ['客服：', DESK.join('\n')] : []),
      ...(leads ? ['主管和经理：', HEADS.join('\n')] : []),
      '发“帮助 报价”看某一条的写法。',
    ],
  };
}
