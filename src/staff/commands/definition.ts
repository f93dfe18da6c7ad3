import type { Normalised } from '../reading/normalised.ts';
import type { CommandKind, CommandOf, WordedCommand } from './command.ts';

/** A sentence part of a command in `staff-commands.yaml`, filled in. */
export type Label = (name: string, value?: string | number) => string;

/** How a command is read from what a member types and written for a member to type. Its words are in `staff-commands.yaml`. */
export interface CommandDefinition<C extends WordedCommand = WordedCommand> {
  /** A one-character word may run into its text: any text, or one that names a ticket later: `转保洁部 007`. */
  readonly joined?: 'any' | 'ticket';
  /** What its words can mean beside each other: `refused` of 业主不同意. */
  readonly variants?: readonly string[];
  /** Names of the parts with which it is written beside its word, number and text. */
  readonly labels?: readonly string[];
  /** Reads what follows the word. `variant` is what the word means, null when that is nothing special. Null: it is not this command after all. */
  read(rest: Normalised, variant: string | null): C | null;
  /** The variant whose word the command is written with. */
  variantOf?(command: C): string | null;
  /** What is written after word and number. Without it, the text of the command. */
  details?(command: C, label: Label): readonly (string | null)[];
}

/** One definition for each kind. */
export type CommandTable<K extends CommandKind> = { readonly [One in K]: CommandDefinition<CommandOf<One>> };
