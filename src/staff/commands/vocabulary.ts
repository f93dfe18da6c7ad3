import { format } from '../../messages/index.ts';
import type { StaffCommandsFile } from '../config/staff-commands.ts';
import { normalise } from '../reading/normalised.ts';
import { formatRef } from '../reading/ticket-reference.ts';
import type { Command, CommandKind } from './command.ts';
import type { CommandDefinition } from './definition.ts';
import { COMMAND_KINDS, definitionOf } from './table.ts';

/** A word and the command it begins. */
export interface CommandWord {
  /** As it is matched: normalised. */
  readonly word: string;
  readonly kind: CommandKind;
  readonly definition: CommandDefinition;
  /** What the word means within its command; null for nothing special. */
  readonly variant: string | null;
}

/** The commands with the words that a community has for them. */
export interface Vocabulary {
  /** Every word, longest first, so that 接班 is not read as 接. */
  readonly words: readonly CommandWord[];
  /** The words of a command as they are shown, the one of the help first. */
  wordsOf(kind: CommandKind): readonly string[];
  /** How a command is written: `完成 <号> 说明`. */
  usageOf(kind: CommandKind): string;
  /** What the first word of a command means. */
  firstVariant(kind: CommandKind): string | null;
  /** The command as a member may type it; the text itself of what is not a command. */
  format(command: Command): string;
}

function variantOf(wording: StaffCommandsFile[CommandKind], word: string): string | null {
  return Object.entries(wording.means).find(([, words]) => words.includes(word))?.[0] ?? null;
}

function write(file: StaffCommandsFile, command: Command): string {
  if (command.kind === 'courtesy' || command.kind === 'unknown') return command.text;
  const definition = definitionOf(command.kind);
  const { words, means, labels } = file[command.kind];
  const variant = definition.variantOf?.(command) ?? null;
  const word = (variant === null ? undefined : means[variant]?.[0]) ?? words[0] ?? '';
  const ref = 'ref' in command && command.kind !== 'query' ? command.ref : null;
  const details = definition.details?.(command, (name, value = '') =>
    format<string>(labels[name] ?? '', { value }),
  ) ?? ['text' in command ? command.text : null];
  return [word, ref === null ? null : formatRef(ref), ...details]
    .filter((part) => part !== null && part !== '')
    .join(' ');
}

function compile(file: StaffCommandsFile): Vocabulary {
  const words = COMMAND_KINDS.flatMap((kind) =>
    file[kind].words.map((word) => ({
      word: normalise(word).plain,
      kind,
      definition: definitionOf(kind),
      variant: variantOf(file[kind], word),
    })),
  ).sort((a, b) => b.word.length - a.word.length);
  return {
    words,
    wordsOf: (kind) => file[kind].words,
    usageOf: (kind) => file[kind].usage,
    firstVariant: (kind) => variantOf(file[kind], file[kind].words[0] ?? ''),
    format: (command) => write(file, command),
  };
}

const compiled = new WeakMap<StaffCommandsFile, Vocabulary>();

/** The vocabulary of a community. A file is compiled once; a changed file is another object. */
export function vocabularyOf({ staffCommands }: { readonly staffCommands: StaffCommandsFile }): Vocabulary {
  const known = compiled.get(staffCommands);
  if (known !== undefined) return known;
  const vocabulary = compile(staffCommands);
  compiled.set(staffCommands, vocabulary);
  return vocabulary;
}
