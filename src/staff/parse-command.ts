import type { Command } from './command.ts';
import { type CommandWord, WORDS } from './commands/table.ts';
import { cut, type Folded, fold, trimmed } from './folded.ts';
import { nearestCommands } from './nearest-commands.ts';
import { findRef, formatRef, takeRef } from './ticket-ref.ts';

const MENTION = /^(?:@\S+\s+)+/;
const POLITE = /^(?:您好|你好|请|麻烦|帮我|帮忙|我要|我想|我已经|我已|已经|我)\s*[,，]?\s*/;
const FILLER = /^(?:一下|一下子|单号|工单号|工单|单子|业主|了|的|下|单)(?=[\s:：,，#第\dA-Z]|$)/;
const COURTESY =
  /^(?:谢谢|谢了|多谢|辛苦了?|好的?|好嘞|OK|嗯+|哦|行|是的?|在吗|您好|你好|早上好|晚上好|早|哈喽|HI|HELLO)[\s。!！~.,，]*$/;

/** One-character words begin far too many sentences: they need a number or a blank behind them, or nothing at all. */
function mayFollow({ word, spec }: CommandWord, rest: Folded): boolean {
  // 完成不了 and 接没接 are not 完成 and 接.
  if (/^[不没]/.test(rest.plain)) return false;
  if ([...word].length > 1) return true;
  if (spec.glued === true && findRef(rest).ref !== null) return true;
  return rest.plain === '' || /^[\s:：,，]/.test(rest.plain) || takeRef(rest) !== null;
}

function readWord(entry: CommandWord, text: Folded): Command | null {
  const { word, spec } = entry;
  if (!text.plain.startsWith(word)) return null;
  let rest = cut(text, word.length);
  const filler = FILLER.exec(rest.plain);
  if (filler !== null) rest = cut(rest, filler[0].length);
  if (!mayFollow(entry, rest)) return null;
  return spec.read(trimmed(rest), word);
}

function readCommand(text: Folded): Command | null {
  for (const entry of WORDS) {
    const command = readWord(entry, text);
    if (command !== null) return command;
  }
  return null;
}

const ASKING = /(?:吗|么|了没|没有|呢|\?)\s*$/;
const DEEDS: readonly Command['kind'][] = ['accept', 'arrive', 'start', 'complete', 'resume', 'close', 'acknowledge'];

/** `007 修好了吗` asks and does nothing. */
function deedOrQuestion(command: Command | null, text: Folded): Command | null {
  if (command === null || !DEEDS.includes(command.kind) || !ASKING.test(text.plain)) return command;
  const ref = 'ref' in command ? command.ref : null;
  return ref === null ? null : { kind: 'query', ref, text: formatRef(ref) };
}

/** `007 完成 换了阀芯`: the number before the word. */
function readNumberFirst(text: Folded): Command | null {
  const found = takeRef(text);
  if (found === null || found.rest.plain === '') return null;
  const rest = trimmed(dropPolite(found.rest));
  const entry = WORDS.find(({ word }) => rest.plain.startsWith(word));
  if (entry === undefined) return null;
  const after = trimmed(cut(rest, entry.word.length));
  const command = entry.spec.read(fold(`${formatRef(found.ref)} ${after.raw}`), entry.word);
  return command !== null && 'ref' in command && command.kind !== 'query' ? command : null;
}

function dropPolite(text: Folded): Folded {
  const match = POLITE.exec(text.plain);
  return match === null ? text : cut(text, match[0].length);
}

/** Only a number was typed: he wants to see that ticket. */
function readNumberOnly(text: Folded): Command | null {
  const found = takeRef(text);
  return found !== null && found.rest.plain === '' ? { kind: 'query', ref: found.ref, text: text.raw } : null;
}

/**
 * What a member's text means (operating contract, "Words in chat"). Forgiving: full-width or lower-case letters, a missing
 * dash, `接单007`, `007 接单`, a mention of the robot before it. Never throws; what it cannot read is `unknown` with
 * the commands that look alike.
 */
export function parseCommand(input: string): Command {
  const all = fold(input.normalize('NFC'));
  const mention = MENTION.exec(all.plain)?.[0].length ?? 0;
  const text = trimmed(cut(all, mention));
  const slash = /^[/#＃](?=\D)/.test(text.plain) ? trimmed(cut(text, 1)) : text;
  if (COURTESY.test(slash.plain)) return { kind: 'courtesy', text: slash.raw };
  const polite = trimmed(dropPolite(slash));
  const command =
    readCommand(slash) ??
    readNumberOnly(slash) ??
    readNumberFirst(slash) ??
    (polite === slash ? null : readCommand(polite));
  return deedOrQuestion(command, slash) ?? { kind: 'unknown', text: slash.raw, nearest: nearestCommands(slash.plain) };
}
