import type { TicketCommand } from '../command.ts';
import { cut, trimmed } from '../folded.ts';
import { findRef, takeRef } from '../ticket-ref.ts';
import { type CommandSpec, spec } from './spec.ts';
import { withText, writeWith } from './work-commands.ts';

type Of<K extends TicketCommand['kind']> = Extract<TicketCommand, { kind: K }>;

/** What dispatchers, heads and managers say about a ticket (operating contract, "Words in chat", third row). */
export const dispatchCommands: readonly CommandSpec[] = [
  spec<Of<'assign'>>({
    kind: 'assign',
    words: ['派', '派单', '派给', '指派', '安排', '分派'],
    usage: '派 <号> 人',
    glued: 'ticket',
    read(rest) {
      const { ref, rest: who } = findRef(rest);
      return { kind: 'assign', ref, who: who.raw.replace(/^(?:给|由)\s*/, '') };
    },
    write: (command) => writeWith('派', command.ref, command.who),
  }),
  withText('urge', ['催单', '催', '催办', '催一下'], '[业主的话]'),
  withText('close', ['关', '关闭', '关单', '注销', '结案'], '[告知业主的话]'),
  withText('reopen', ['重开', '重新打开', '返工', '重新处理'], '原因'),
  withText('cancel', ['撤销', '取消', '撤单'], '原因'),
  withText('invalidate', ['无效', '作废'], '原因'),
  spec<Of<'merge'>>({
    kind: 'merge',
    words: ['合并', '并单', '并入'],
    usage: '合并 <号> 到 <号>',
    read(rest) {
      const { ref, rest: after } = findRef(rest);
      const glue = /^(?:并入|合并到|合并|到|入|至|和|与|->|→)\s*/.exec(after.plain)?.[0].length ?? 0;
      return { kind: 'merge', ref, into: takeRef(trimmed(cut(after, glue)))?.ref ?? null };
    },
    write: (command) => writeWith(writeWith('合并', command.ref), null, command.into && writeWith('到', command.into)),
  }),
  withText('reclassify', ['改类', '改为', '改判', '重新分类'], '类别或事项 原因'),
];
