import type { Command } from '../command.ts';
import type { Folded } from '../folded.ts';

/** One command as members know it: its words, how it is read, how it is written. */
export interface CommandSpec<C extends Command = Command> {
  readonly kind: C['kind'];
  /** The word of the help and every other word for it, best first. One-character words need a number or a blank after them. */
  readonly words: readonly [string, ...string[]];
  /** How to write it: `完成 <号> 说明`. */
  readonly usage: string;
  /** Works without anything behind the word; `今日` is then not the start of a longer sentence. */
  readonly bare?: boolean;
  /** A one-character word may run into its text: any text, or one that names a ticket later: `转保洁部 007`. */
  readonly glued?: 'any' | 'ticket';
  /** Reads what follows the word. Null: this is not the command after all. */
  read(rest: Folded, word: string): C | null;
  /** The command as a member may type it. */
  write(command: C): string;
}

/** Gives a spec the width of the table, after its own types were checked. */
export function spec<C extends Command>(one: CommandSpec<C>): CommandSpec {
  return one as unknown as CommandSpec;
}
