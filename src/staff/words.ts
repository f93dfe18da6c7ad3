import type { DeadlineKind } from '../tickets/ticket.ts';

/** Names of limits as members read them. */
export const LIMIT_NAMES: Readonly<Record<DeadlineKind | 'promise', string>> = {
  handover: '转达',
  respond: '响应',
  arrive: '到场',
  finish: '完成',
  answer: '答复',
  'same-day': '当日转交',
  written: '书面报告',
  next: '联系',
  apology: '道歉',
  verify: '核实',
  decide: '答复建议',
  promise: '承诺',
};

/** Sentences the desk says to members. `{name}` places are filled in by `fill`. */
export const WORDS = {
  urgentMark: '【急】',
  stranger: '您好，您的账号还不在本公司的员工名单里，我暂时不能为您处理。请联系管理员把您加入员工名单后再试。',
  unknown: '您好，这句话我还没看懂：“{text}”。',
  nearest: '您是不是想发：',
  askHelp: '发“帮助”可以看到全部命令。',
  courtesy: '不客气，有需要随时叫我。发“帮助”看全部命令。',
  which: '请告诉我是哪一单，例如：{example}',
  noneOpen: '您名下没有合适的工单。',
  notFound: '没有找到工单 {ref}，请核对号码。',
  ambiguous: '“{ref}”对应多张工单，请回复序号或完整单号：',
  cancelled: '好的，已取消这次操作。',
  more: '…还有{count}{unit}，{how}',
  inGroup: '内容涉及业主信息，已通过应用单独发给您。',
  askAgain: '已处理；内容涉及业主信息，需要时请再发一次。',
  onlyPrivate: '为保护业主信息，请在应用里单独发给我。',
  needScope: '“{command}”由部门主管或项目经理查看；您可以发“我的单”或“查 <号>”。',
  noExport: '聊天里暂时不能导出表格。可以先看文字统计，请发：今日、未完成、超时、投诉、满意度、月报 2026-10。',
  unsigned: '{day} 交给{shift}的班还没有人接班签字，有{count}项未完成，请提醒接班同事发“接班”。',
  failed: '系统刚才没有处理成功，请稍后再发一次；急事请直接打值班电话 {phone}。',
  busy: '这张工单正在被别人操作，请稍后再试。',
  manyCommunities: '您在多个小区任职，请先发“切换 小区名”：{names}',
  switched: '好的，现在为您处理{name}的事务。',
} as const;
