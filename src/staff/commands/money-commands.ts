import type { ChargeStep } from '../../tickets/action.ts';
import type { TicketCommand } from '../command.ts';
import { findRef } from '../ticket-ref.ts';
import { type CommandSpec, spec } from './spec.ts';
import { withText, writeWith } from './work-commands.ts';

type Of<K extends TicketCommand['kind']> = Extract<TicketCommand, { kind: K }>;

const STEPS: Readonly<Record<string, ChargeStep>> = {
  交单: 'handed-in',
  交任务单: 'handed-in',
  注记: 'noted',
  财务注记: 'noted',
  收费单: 'billed',
  开收费单: 'billed',
  已收费: 'collected',
  已收款: 'collected',
  收费: 'collected',
  收款: 'collected',
};

/** The way of the money and of found things, and the after-sales slip (R18, R19, R36). */
export const moneyCommands: readonly CommandSpec[] = [
  spec<Of<'charge'>>({
    kind: 'charge',
    words: Object.keys(STEPS) as [string, ...string[]],
    usage: '交单|注记|收费单|已收费 <号>',
    read(rest, word) {
      const { ref, rest: text } = findRef(rest);
      return { kind: 'charge', ref, step: STEPS[word] ?? 'handed-in', text: text.raw };
    },
    write(command) {
      const word = Object.keys(STEPS).find((key) => STEPS[key] === command.step) ?? '交单';
      return writeWith(word, command.ref, command.text);
    },
  }),
  withText('hand-back', ['领取', '认领', '归还', '已领取'], '领取人 [已核验证件]'),
  withText('rework-slip', ['返修单', '返修联系单', '返修'], '[部位] [要求完成日期]'),
];
