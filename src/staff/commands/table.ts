import type { Command } from '../command.ts';
import { complaintCommands } from './complaint-commands.ts';
import { deskCommands } from './desk-commands.ts';
import { dispatchCommands } from './dispatch-commands.ts';
import { moneyCommands } from './money-commands.ts';
import { queryCommands } from './query-commands.ts';
import { registerCommands } from './register-commands.ts';
import type { CommandSpec } from './spec.ts';
import { visitCommands } from './visit-commands.ts';
import { workCommands } from './work-commands.ts';

/** Every command a member can type. */
export const COMMANDS: readonly CommandSpec[] = [
  ...workCommands,
  ...dispatchCommands,
  ...complaintCommands,
  ...moneyCommands,
  ...visitCommands,
  ...queryCommands,
  ...registerCommands,
  ...deskCommands,
];

/** A word and the command it begins. */
export interface CommandWord {
  readonly word: string;
  readonly spec: CommandSpec;
}

/** All words, longest first, so that 接班 is not read as 接. */
export const WORDS: readonly CommandWord[] = COMMANDS.flatMap((spec) =>
  spec.words.map((word) => ({ word, spec })),
).sort((a, b) => b.word.length - a.word.length);

/** The spec of a command; undefined for courtesy and what was not understood. */
export function specOf(kind: Command['kind']): CommandSpec | undefined {
  return COMMANDS.find((spec) => spec.kind === kind);
}

/** The command as a member may type it; its own text when it is not one of the table. */
export function formatCommand(command: Command): string {
  const found = specOf(command.kind);
  if (found !== undefined) return found.write(command);
  return command.kind === 'unknown' || command.kind === 'courtesy' ? command.text : '';
}
