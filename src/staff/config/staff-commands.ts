import { z } from 'zod';
import type { CommandKind } from '../commands/command.ts';
import { COMMAND_KINDS, definitionOf } from '../commands/table.ts';

const word = z.string().trim().min(1);
const words = z.array(word).min(1);

/** Commands that may begin with the same word: the first takes it when nothing follows. */
const SHARED: readonly (readonly CommandKind[])[] = [['shift-over', 'shift-note']];

/** How members call one command. */
export interface CommandWording {
  /** The word of the help first, then every other word for it. A word of one character needs a number or a blank behind it. */
  readonly words: readonly string[];
  /** How it is written, for the help: `完成 <号> 说明`. */
  readonly usage: string;
  /** Words that mean something special, by what they mean; the first one is used to write it. */
  readonly means: Readonly<Record<string, readonly string[]>>;
  /** Parts with which the command is written out. `{value}` is filled in. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The parsed `staff-commands.yaml`. */
export type StaffCommandsFile = { readonly [K in CommandKind]: CommandWording };

function objectOf<T extends z.ZodType>(names: readonly string[], schema: T) {
  return z.strictObject(Object.fromEntries(names.map((name) => [name, schema])));
}

/** A command that is written by what it means needs words for each meaning. */
function meaningsOf(kind: CommandKind) {
  const { variants = [], variantOf } = definitionOf(kind);
  const meanings = objectOf(variants, words);
  return variantOf === undefined ? meanings.partial().default({}) : meanings;
}

function labelsOf(kind: CommandKind) {
  const { labels = [] } = definitionOf(kind);
  const texts = objectOf(labels, z.string().min(1));
  return labels.length === 0 ? texts.default({}) : texts;
}

function wordingOf(kind: CommandKind) {
  return z
    .strictObject({ words, usage: z.string().trim().min(1), means: meaningsOf(kind), labels: labelsOf(kind) })
    .superRefine((wording, context) => {
      for (const [meaning, special] of Object.entries(wording.means)) {
        for (const [index, one] of (special ?? []).entries()) {
          if (wording.words.includes(one)) continue;
          const message = `"${one}" is not among the words of this command; add it there`;
          context.addIssue({ code: 'custom', path: ['means', meaning, index], message });
        }
      }
    });
}

/** The command that had the word before `kind`, unless the two may share it. */
function earlierClaim(claims: ReadonlyMap<string, CommandKind>, one: string, kind: CommandKind): CommandKind | null {
  const earlier = claims.get(one);
  if (earlier === undefined) return null;
  return SHARED.some((pair) => pair.includes(earlier) && pair.includes(kind)) ? null : earlier;
}

/**
 * `staff-commands.yaml`: the words, usages and written parts of every command that members can type. Each command of the program
 * must be there and no other.
 */
export const staffCommandsFile = z
  .strictObject(Object.fromEntries(COMMAND_KINDS.map((kind) => [kind, wordingOf(kind)])))
  .superRefine((file, context) => {
    const claims = new Map<string, CommandKind>();
    for (const kind of COMMAND_KINDS) {
      for (const [index, one] of (file[kind]?.words ?? []).entries()) {
        const earlier = earlierClaim(claims, one, kind);
        const message = `"${one}" already begins the command "${earlier}"; a word can begin one command`;
        if (earlier !== null) context.addIssue({ code: 'custom', path: [kind, 'words', index], message });
        claims.set(one, kind);
      }
    }
  }) as unknown as z.ZodType<StaffCommandsFile>;
