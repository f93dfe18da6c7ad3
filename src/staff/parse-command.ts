import type { Command, QueryCommand } from './command.ts';
import { readMonthFirst } from './commands/query-commands.ts';
import { type CommandWord, WORDS } from './commands/table.ts';
import { cut, type Folded, fold, trimmed } from './folded.ts';
import { nearestCommands } from './nearest-commands.ts';
import { findRef, formatRef, takeRef } from './ticket-ref.ts';

const MENTION = /^(?:@\S+\s+)+/;
const POLITE = /^(?:(?:您好|你好|请|麻烦|帮我|帮忙|我要|我想|已经|我|已|把|将)\s*[,，]?\s*)+/;
const FILLER =
  /^(?:一下|一下子|单号|工单号|工单|单子|业主|了|的|下|单)(?=[\s:：,，。!！~#第\dA-Z零〇幺一二三四五六七八九]|$)/;
const COURTESY =
  /^(?:谢谢|谢了|多谢|辛苦了?|好的?|好嘞|OK|嗯+|哦|行|是的?|在吗|您好|你好|早上好|晚上好|早|哈喽|HI|HELLO)[\s。!！~.,，]*$/;
/** How a question for a list or a figure may begin: `还有哪些没完成`. */
const ASKED =
  /^(?:我们|部门|本部门|现在|目前|今天|本月|这个月|还)*(?:有没有|有哪些|有多少|有几个|有什么|有|看一下|看看|看下|统计|发一下|给我)*(?:的)?/;
/** `工程部还有哪些没完成`, `3栋未完成`. */
const NAMED_FIRST =
  /^(?<whose>\S{0,8}(?:部|栋|幢|号楼|售后|报修|投诉|服务|表扬|建议|其它))(?:还|现在)?(?:有哪些|有多少|有几个|有)?(?:的)?(?<what>未完成|没完成|超时)(?:的)?(?:工单|单子|单)?[?？\s]*$/;
const QUERIES: readonly Command['kind'][] = [
  'mine',
  'today',
  'open',
  'overdue',
  'complaints',
  'satisfaction',
  'monthly',
];

/** One-character words begin far too many sentences: they need a number or a blank behind them, or nothing at all. */
function mayFollow({ word, spec }: CommandWord, rest: Folded): boolean {
  // 完成不了 and 接没接 are not 完成 and 接.
  if (/^了?[不没]/.test(rest.plain)) return false;
  if ([...word].length > 1 || spec.glued === 'any') return true;
  if (spec.glued === 'ticket' && findRef(rest).ref !== null) return true;
  return rest.plain === '' || /^[\s:：,，。!！]/.test(rest.plain) || takeRef(rest) !== null;
}

function withoutFiller(text: Folded): Folded {
  const filler = FILLER.exec(text.plain);
  return filler === null ? text : cut(text, filler[0].length);
}

function readWord(entry: CommandWord, text: Folded): Command | null {
  const { word, spec } = entry;
  if (!text.plain.startsWith(word)) return null;
  const rest = withoutFiller(cut(text, word.length));
  return mayFollow(entry, rest) ? spec.read(trimmed(rest), word) : null;
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

const HOW_IS_IT = /^(?:的)?(?:怎么样|什么情况|啥情况|情况|进度|状态|到哪|谁在|谁接|处理得|处理的)/;

/** `007 完成 换了阀芯`: the number before the word. `007 怎么样了` asks for it. */
function readNumberFirst(text: Folded): Command | null {
  const found = takeRef(text);
  if (found === null || found.rest.plain === '') return null;
  if (HOW_IS_IT.test(found.rest.plain)) return { kind: 'query', ref: found.ref, text: formatRef(found.ref) };
  const rest = trimmed(found.rest);
  return wordAfter(rest, formatRef(found.ref)) ?? wordAfter(trimmed(dropPolite(rest)), formatRef(found.ref));
}

function wordAfter(text: Folded, ref: string): Command | null {
  const said = text.plain.startsWith('的') ? cut(text, 1) : text;
  const entry = WORDS.find(({ word }) => said.plain.startsWith(word));
  if (entry === undefined) return null;
  const after = trimmed(withoutFiller(cut(said, entry.word.length)));
  if (/^[不没]/.test(after.plain)) return null;
  const command = entry.spec.read(fold(`${ref} ${after.raw}`), entry.word);
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

/** `还有哪些没完成`, `看看超时`, `10月月报`. */
function readAsked(text: Folded): QueryCommand | null {
  const month = readMonthFirst(text);
  if (month !== null) return month;
  const owner = NAMED_FIRST.exec(text.plain)?.groups;
  if (owner !== undefined) {
    return { kind: owner.what === '超时' ? 'overdue' : 'open', text: text.raw.slice(0, owner.whose!.length) };
  }
  const lead = ASKED.exec(text.plain)?.[0].length ?? 0;
  const command = lead === 0 ? null : readCommand(trimmed(cut(text, lead)));
  return command !== null && QUERIES.includes(command.kind) ? (command as QueryCommand) : null;
}

function readAll(text: Folded): Command | null {
  const polite = trimmed(dropPolite(text));
  return (
    readCommand(text) ??
    readNumberOnly(text) ??
    readNumberFirst(text) ??
    (polite.plain === text.plain ? null : (readCommand(polite) ?? readNumberFirst(polite))) ??
    readAsked(text)
  );
}

/** A mention whose name holds blanks, or runs into the command: `@首问 机器人 接 007`, `@首问接单007`. */
function readAfterMention(text: Folded): Command | null {
  if (!text.plain.startsWith('@')) return null;
  for (let start = 1; start < Math.min(text.plain.length, MENTION_LENGTH); start += 1) {
    const command = readCommand(trimmed(cut(text, start)));
    if (command !== null) return command;
  }
  return null;
}

const MENTION_LENGTH = 24;

/**
 * What a member's text means (operating contract, "Words in chat"). Forgiving: full-width or lower-case letters, spoken
 * digits, a missing dash, `接单007`, `007 接单`, a mention of the robot before it. Never throws; what it cannot read is
 * `unknown` with the commands that look alike.
 */
export function parseCommand(input: string): Command {
  const all = fold(input.normalize('NFC'));
  const mention = MENTION.exec(all.plain)?.[0].length ?? 0;
  const text = trimmed(cut(all, mention));
  const slash = /^[/#＃](?=\D)/.test(text.plain) ? trimmed(cut(text, 1)) : text;
  if (COURTESY.test(slash.plain)) return { kind: 'courtesy', text: slash.raw };
  const command = readAll(slash) ?? readAfterMention(trimmed(all));
  return deedOrQuestion(command, slash) ?? { kind: 'unknown', text: slash.raw, nearest: nearestCommands(slash.plain) };
}
