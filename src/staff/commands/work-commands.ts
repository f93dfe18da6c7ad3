import type { TicketCommand } from '../command.ts';
import type { Folded } from '../folded.ts';
import { findRef, formatRef, type TicketRef } from '../ticket-ref.ts';
import { readCosts, takeAmount } from './amounts.ts';
import { type CommandSpec, spec } from './spec.ts';

type Of<K extends TicketCommand['kind']> = Extract<TicketCommand, { kind: K }>;

/** `word 007 text` with what is missing left out. */
export function writeWith(word: string, ref: TicketRef | null, ...parts: (string | null)[]): string {
  return [word, ref === null ? null : formatRef(ref), ...parts]
    .filter((part) => part !== null && part !== '')
    .join(' ');
}

/** A command that is a word and a number and nothing more. */
function plain<K extends 'accept' | 'acknowledge' | 'arrive' | 'start' | 'resume' | 'reveal'>(
  kind: K,
  words: readonly [string, ...string[]],
): CommandSpec {
  return spec<TicketCommand>({
    kind,
    words,
    usage: `${words[0]} <号>`,
    read: (rest) => ({ kind, ref: findRef(rest).ref }) as TicketCommand,
    write: (command) => writeWith(words[0], command.ref),
  });
}

/** A command that is a word, a number and a text. */
export function withText<
  K extends
    | 'transfer'
    | 'return'
    | 'suspend'
    | 'note'
    | 'reply'
    | 'promise'
    | 'close'
    | 'reopen'
    | 'cancel'
    | 'invalidate'
    | 'reclassify'
    | 'answer'
    | 'accuse'
    | 'apologise'
    | 'contact'
    | 'summon'
    | 'hand-back'
    | 'rework-slip'
    | 'urge',
>(kind: K, words: readonly [string, ...string[]], what: string): CommandSpec {
  return spec<TicketCommand>({
    kind,
    words,
    usage: `${words[0]} <号> ${what}`,
    ...(kind === 'transfer' ? { glued: 'ticket' as const } : {}),
    read(rest) {
      const { ref, rest: text } = findRef(rest);
      return { kind, ref, text: text.raw } as TicketCommand;
    },
    write: (command) => writeWith(words[0], command.ref, (command as { text: string }).text),
  });
}

function readQuote(rest: Folded): Of<'quote'> {
  const { ref, rest: words } = findRef(rest);
  const { amount, text } = takeAmount(words);
  const why = /^(.*?)[\s,，;；]*(?:原因|因为|说明|理由)\s*[:：]?\s*(.+)$/s.exec(text);
  return why === null
    ? { kind: 'quote', ref, amount, item: text, why: null }
    : { kind: 'quote', ref, amount, item: why[1]!.trim(), why: why[2]!.trim() };
}

function readConsent(rest: Folded, word: string): Of<'consent'> {
  const { ref, rest: text } = findRef(rest);
  return { kind: 'consent', ref, accepted: !word.includes('不'), text: text.raw };
}

/** What a worker says about his work (operating contract, "Words in chat", first row). */
export const workCommands: readonly CommandSpec[] = [
  plain('accept', ['接单', '接', '抢单', '我接', '我来', '抢', '接下', '接受', '我来接', '来接']),
  plain('acknowledge', ['收到', '知悉', '已知悉', '已收到', '明白']),
  plain('arrive', ['到场', '到了', '已到', '到达', '到', '到现场', '到达现场', '已到现场', '到楼下']),
  plain('start', ['开工', '开始', '开始处理', '施工', '动工']),
  spec<Of<'complete'>>({
    kind: 'complete',
    words: ['完成', '完工', '修好', '搞定', '做完', '做好', '处理完', '处理好', '办结', '弄好', '修完', '修复'],
    usage: '完成 <号> 说明',
    read(rest) {
      const { ref, rest: text } = findRef(rest);
      return { kind: 'complete', ref, text: text.raw.replace(/^了[,，\s]*/, ''), ...readCosts(text) };
    },
    write: (command) => writeWith('完成', command.ref, command.text),
  }),
  withText('transfer', ['转', '转给', '转单', '转派', '转部门', '移交'], '部门 [原因]'),
  withText('return', ['退', '退单', '退回', '接不了', '不接', '做不了'], '原因'),
  withText('suspend', ['挂起', '暂停', '挂单', '挂'], '原因 [下次联系时间]'),
  plain('resume', ['恢复', '继续', '取消挂起', '解挂']),
  spec<Of<'quote'>>({
    kind: 'quote',
    words: ['报价', '报个价', '价格'],
    usage: '报价 <号> 80元 项目',
    read: readQuote,
    write: (command) =>
      writeWith(
        '报价',
        command.ref,
        command.amount === null ? null : `${command.amount}元`,
        command.item,
        command.why === null ? null : `原因 ${command.why}`,
      ),
  }),
  spec<Of<'consent'>>({
    kind: 'consent',
    words: ['业主同意', '业主不同意', '同意报价', '不同意报价'],
    usage: '业主同意 <号>',
    read: readConsent,
    write: (command) => writeWith(command.accepted ? '业主同意' : '业主不同意', command.ref, command.text),
  }),
  withText('note', ['备注', '记录', '补充', '留言'], '文字'),
  withText('reply', ['回复', '回复业主', '告诉业主', '告知业主'], '要对业主说的话'),
  withText('promise', ['承诺', '改约', '延期', '约定'], '时间 原因'),
  plain('reveal', ['电话', '联系方式', '查看电话', '业主电话', '看电话']),
];
