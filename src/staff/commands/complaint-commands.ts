import { CAUSES, type Cause, GRADES, type Grade } from '../../tickets/action.ts';
import type { TicketCommand } from '../command.ts';
import { findRef } from '../ticket-ref.ts';
import { type CommandSpec, spec } from './spec.ts';
import { withText, writeWith } from './work-commands.ts';

type Of<K extends TicketCommand['kind']> = Extract<TicketCommand, { kind: K }>;

const FIELDS = [
  { name: 'reason', words: '原因说明|原因分析|查明|原因' },
  { name: 'responsible', words: '责任人|责任' },
  { name: 'corrective', words: '纠正措施|整改措施|纠正|整改|措施' },
  { name: 'preventive', words: '预防措施|预防' },
  { name: 'verifier', words: '验证人|验证|复核人|复核' },
] as const;
const ANY_FIELD = FIELDS.map(({ words }) => words).join('|');

function fieldOf(text: string, words: string): string | null {
  const match = new RegExp(
    `(?:^|[\\s,，;；。])(?:${words})\\s*[:：\\s]\\s*(.+?)(?=[\\s,，;；。]+(?:${ANY_FIELD})\\s*[:：\\s]|$)`,
    's',
  ).exec(text);
  return match?.[1]?.trim().replace(/[,，;；。]+$/, '') || null;
}

function readJudgement(text: string): Omit<Of<'judge'>, 'kind' | 'ref'> {
  const head = text.split(new RegExp(`(?:${ANY_FIELD})\\s*[:：\\s]`))[0] ?? '';
  const values = Object.fromEntries(FIELDS.map(({ name, words }) => [name, fieldOf(text, words)]));
  return {
    cause: CAUSES.find((one: Cause) => head.includes(one)) ?? null,
    grade: GRADES.find((one: Grade) => head.includes(one)) ?? null,
    valid: head.includes('无效') ? false : head.includes('有效') ? true : null,
    ...(values as Pick<Of<'judge'>, (typeof FIELDS)[number]['name']>),
  };
}

function writeJudgement(command: Of<'judge'>): string {
  const valid = command.valid === null ? null : command.valid ? '有效' : '无效';
  const label = { reason: '原因', responsible: '责任人', corrective: '纠正', preventive: '预防', verifier: '验证' };
  const fields = FIELDS.map(({ name }) => (command[name] === null ? null : `${label[name]}:${command[name]}`));
  return writeWith('判定', command.ref, valid, command.grade, command.cause, ...fields);
}

/** What persons decide about complaints, praise, suggestions and grave events (R1, R3, R10, R14–R16, R29). */
export const complaintCommands: readonly CommandSpec[] = [
  withText('answer', ['答复', '答复业主', '正式答复'], '给业主的答复'),
  spec<Of<'judge'>>({
    kind: 'judge',
    words: ['判定', '定性', '定责'],
    usage: '判定 <号> 有效 重要 内部 原因:… 责任人:… 纠正:… 预防:… 验证:…',
    read(rest) {
      const { ref, rest: text } = findRef(rest);
      return { kind: 'judge', ref, ...readJudgement(text.raw) };
    },
    write: writeJudgement,
  }),
  spec<Of<'verify'>>({
    kind: 'verify',
    words: ['核实', '查证'],
    usage: '核实 <号> 属实|不属实 说明',
    read(rest) {
      const { ref, rest: text } = findRef(rest);
      const verdict = /^(不属实|不实|没有此事|属实|确认|是)[\s,，;；。:：]*/.exec(text.raw);
      const confirmed = verdict === null ? null : !/^(不|没)/.test(verdict[1]!);
      return { kind: 'verify', ref, confirmed, text: text.raw.slice(verdict?.[0].length ?? 0) };
    },
    write: (command) =>
      writeWith(
        '核实',
        command.ref,
        command.confirmed === null ? null : command.confirmed ? '属实' : '不属实',
        command.text,
      ),
  }),
  withText('accuse', ['被投诉', '投诉对象', '涉及'], '人或部门'),
  withText('apologise', ['道歉', '已道歉'], '谁 怎样道歉'),
  spec<Of<'criticise'>>({
    kind: 'criticise',
    words: ['通报批评', '不通报批评', '通报', '不通报'],
    usage: '通报批评 <号> 说明（或 不通报 <号> 说明）',
    read(rest, word) {
      const { ref, rest: text } = findRef(rest);
      return { kind: 'criticise', ref, decided: !word.startsWith('不'), text: text.raw };
    },
    write: (command) => writeWith(command.decided ? '通报批评' : '不通报', command.ref, command.text),
  }),
  spec<Of<'consent-identity'>>({
    kind: 'consent-identity',
    words: ['同意公开', '不同意公开', '同意告知姓名', '不同意告知姓名'],
    usage: '同意公开 <号>',
    read: (rest, word) => ({ kind: 'consent-identity', ref: findRef(rest).ref, given: !word.startsWith('不') }),
    write: (command) => writeWith(command.given ? '同意公开' : '不同意公开', command.ref),
  }),
  withText('contact', ['联系', '联系单位', '已联系'], '单位 情况 [下次联系时间]'),
  spec<Of<'decide'>>({
    kind: 'decide',
    words: ['采纳', '不采纳'],
    usage: '采纳 <号> 说明（或 不采纳 <号> 原因）',
    read(rest, word) {
      const { ref, rest: text } = findRef(rest);
      return { kind: 'decide', ref, adopted: word === '采纳', text: text.raw };
    },
    write: (command) => writeWith(command.adopted ? '采纳' : '不采纳', command.ref, command.text),
  }),
  withText('summon', ['召集', '会办', '协调'], '部门、部门 方案'),
  spec<Of<'report-major'>>({
    kind: 'report-major',
    words: ['重大事件', '突发', '口头报告', '书面报告', '列为重大'],
    usage: '口头报告 <号> 内容（或 书面报告、重大事件）',
    read(rest, word) {
      const { ref, rest: text } = findRef(rest);
      const step = word === '口头报告' ? 'verbal' : word === '书面报告' ? 'written' : 'declare';
      return { kind: 'report-major', ref, step, text: text.raw };
    },
    write: (command) =>
      writeWith(
        { verbal: '口头报告', written: '书面报告', declare: '重大事件' }[command.step],
        command.ref,
        command.text,
      ),
  }),
];
