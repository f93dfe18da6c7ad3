import { readMonthBefore } from '../reading/month.ts';
import { type Normalised, normalise, sliceOf, trimmed } from '../reading/normalised.ts';
import {
  afterQuestionLead,
  asksForProgress,
  beginsApart,
  isCourtesy,
  isDenied,
  isNegated,
  isQuestion,
  readNamedList,
  withoutFiller,
  withoutMention,
  withoutPoliteness,
  withoutPossessive,
} from '../reading/phrases.ts';
import { findRef, formatRef, onlyRef, type TicketRef, takeRef } from '../reading/ticket-reference.ts';
import type { Command, CommandKind, QueryCommand } from './command.ts';
import { nearestCommands } from './nearest-commands.ts';
import { isQueryCommand, isTicketCommand } from './table.ts';
import type { CommandWord, Vocabulary } from './vocabulary.ts';

/** Commands that report progress; as a question they only ask for it. */
const PROGRESS: readonly CommandKind[] = ['accept', 'arrive', 'start', 'complete', 'resume', 'close', 'acknowledge'];
/** Questions that may follow a lead such as 还有哪些. */
const ASKED: readonly CommandKind[] = ['mine', 'today', 'open', 'overdue', 'complaints', 'satisfaction', 'monthly'];
/** Characters in which the name of a mentioned robot must end. */
const MENTION_LENGTH = 24;

const query = (ref: TicketRef, text: string): QueryCommand => ({ kind: 'query', ref, text });

/** Words of one character begin too many sentences: they need a number or a blank behind them, or nothing at all. */
function mayFollow({ word, definition: { joined } }: CommandWord, rest: Normalised): boolean {
  if (isNegated(rest)) return false;
  if ([...word].length > 1 || joined === 'any') return true;
  if (joined === 'ticket' && findRef(rest).ref !== null) return true;
  return rest.plain === '' || beginsApart(rest) || takeRef(rest) !== null;
}

function readWord(entry: CommandWord, text: Normalised): Command | null {
  const { word, definition, variant } = entry;
  if (!text.plain.startsWith(word)) return null;
  const rest = withoutFiller(sliceOf(text, word.length));
  return mayFollow(entry, rest) ? definition.read(trimmed(rest), variant) : null;
}

function readWordFirst(text: Normalised, { words }: Vocabulary): Command | null {
  for (const entry of words) {
    const command = readWord(entry, text);
    if (command !== null) return command;
  }
  return null;
}

/** A number alone asks for that ticket. */
function readNumberOnly(text: Normalised): Command | null {
  const ref = onlyRef(text);
  return ref === null ? null : query(ref, text.raw);
}

/** `007 完成 换了阀芯`: the number before the word. `007 怎么样了` asks for it. */
function readNumberFirst(text: Normalised, vocabulary: Vocabulary): Command | null {
  const found = takeRef(text);
  if (found === null || found.rest.plain === '') return null;
  const number = formatRef(found.ref);
  if (asksForProgress(found.rest)) return query(found.ref, number);
  const rest = trimmed(found.rest);
  return readWordAfter(rest, number, vocabulary) ?? readWordAfter(withoutPoliteness(rest), number, vocabulary);
}

function readWordAfter(text: Normalised, number: string, { words }: Vocabulary): Command | null {
  const rest = withoutPossessive(text);
  const entry = words.find(({ word }) => rest.plain.startsWith(word));
  if (entry === undefined) return null;
  const after = trimmed(withoutFiller(sliceOf(rest, entry.word.length)));
  if (isDenied(after)) return null;
  const command = entry.definition.read(normalise(`${number} ${after.raw}`), entry.variant);
  return command !== null && isTicketCommand(command) ? command : null;
}

/** `还有哪些没完成`, `看看超时`, `10月月报`. */
function readQuestion(text: Normalised, vocabulary: Vocabulary): QueryCommand | null {
  const month = readMonthBefore(text, vocabulary.wordsOf('monthly')[0] ?? '');
  if (month !== undefined) return { kind: 'monthly', month };
  const named = readNamedList(text);
  if (named !== null) return { kind: named.list, text: named.filter };
  const asked = afterQuestionLead(text);
  const command = asked === null ? null : readWordFirst(asked, vocabulary);
  return command !== null && isQueryCommand(command) && ASKED.includes(command.kind) ? command : null;
}

function readText(text: Normalised, vocabulary: Vocabulary): Command | null {
  const bare = withoutPoliteness(text);
  return (
    readWordFirst(text, vocabulary) ??
    readNumberOnly(text) ??
    readNumberFirst(text, vocabulary) ??
    (bare.plain === text.plain ? null : (readWordFirst(bare, vocabulary) ?? readNumberFirst(bare, vocabulary))) ??
    readQuestion(text, vocabulary)
  );
}

/** A mention whose name holds blanks, or runs into the command: `@首问 机器人 接 007`, `@首问接单007`. */
function readAfterMention(text: Normalised, vocabulary: Vocabulary): Command | null {
  if (!text.plain.startsWith('@')) return null;
  for (let start = 1; start < Math.min(text.plain.length, MENTION_LENGTH); start += 1) {
    const command = readWordFirst(trimmed(sliceOf(text, start)), vocabulary);
    if (command !== null) return command;
  }
  return null;
}

/** `007 修好了吗` asks and changes nothing. */
function asQuestion(command: Command | null, text: Normalised): Command | null {
  if (command === null || !isTicketCommand(command)) return command;
  if (!PROGRESS.includes(command.kind) || !isQuestion(text)) return command;
  return command.ref === null ? null : query(command.ref, formatRef(command.ref));
}

/**
 * What a member's text means (operating contract, "Words in chat"). Forgiving: full-width or lower-case letters, spoken
 * digits, a missing dash, `接单007`, `007 接单`, a mention of the robot before it. Never throws; what it cannot read is
 * `unknown` with the commands that look alike.
 */
export function readCommand(input: string, vocabulary: Vocabulary): Command {
  const whole = normalise(input.normalize('NFC'));
  const text = withoutMention(whole);
  if (isCourtesy(text)) return { kind: 'courtesy', text: text.raw };
  const command = readText(text, vocabulary) ?? readAfterMention(trimmed(whole), vocabulary);
  return (
    asQuestion(command, text) ?? { kind: 'unknown', text: text.raw, nearest: nearestCommands(text.plain, vocabulary) }
  );
}
