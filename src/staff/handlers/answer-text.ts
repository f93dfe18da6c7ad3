import type { Command } from '../command.ts';
import { specOf } from '../commands/table.ts';
import { fold } from '../folded.ts';
import type { AboutTicket, Pending } from '../memory.ts';
import { parseCommand } from '../parse-command.ts';
import { refFits, type TicketRef, takeRef } from '../ticket-ref.ts';
import { actOn } from './act-on-ticket.ts';
import type { Answer, Context } from './context.ts';
import { loadFor } from './find-ticket.ts';
import { showTicket } from './look-up.ts';
import { runCommand } from './run-command.ts';

const NEVER_MIND = /^(?:算了|不用了|取消|放弃|没事了|返回)[\s。!！]*$/;
const BARE = ['mine', 'today', 'complaints', 'satisfaction', 'help', 'rain', 'switch', 'register'];

/** The same reference as a member types it for the ticket number. */
function refOf(number: string): TicketRef | null {
  return takeRef(fold(number))?.ref ?? null;
}

/** Whether a text is a command of its own although the desk waits for words: it names a ticket, or is a question in full. */
function isOwnCommand(command: Command, text: string): boolean {
  if (command.kind === 'query') return takeRef(fold(text.trim())) === null;
  if ('ref' in command) return command.ref !== null;
  return BARE.includes(command.kind);
}

/** `换了阀芯` for a waiting 完成 reads as `完成 <号> 换了阀芯`, by the same parser. */
function completed(pending: Extract<Pending, { kind: 'text' }>, text: string, parsed: Command): AboutTicket {
  const ref = refOf(pending.number);
  if (parsed.kind === pending.command.kind && 'ref' in parsed) {
    const said = 'text' in parsed ? parsed.text !== '' : true;
    if (said) return { ...parsed, ref } as AboutTicket;
  }
  const spec = specOf(pending.command.kind)!;
  const word =
    'decided' in pending.command || 'adopted' in pending.command
      ? spec.write({ ...pending.command, ref: null, text: '' } as never)
      : spec.words[0];
  const again = spec.read(fold(`${pending.number} ${text}`), word);
  return merged(pending.command, again as AboutTicket, ref);
}

/** What was already told stays unless it is told anew: an item given before the amount was asked for. */
function merged(before: AboutTicket, after: AboutTicket, ref: TicketRef | null): AboutTicket {
  const told = Object.entries(after).filter(([, value]) => value !== null && value !== '');
  return { ...before, ...Object.fromEntries(told), ref } as AboutTicket;
}

async function finish(
  context: Context,
  pending: Extract<Pending, { kind: 'text' }>,
  command: AboutTicket,
): Promise<Answer> {
  const found = await loadFor(context, pending.community, pending.ticketId);
  if (found === null || command.kind === 'query')
    return { lines: [context.tell('cancelled')], memory: { pending: null } };
  return actOn(context, found, command);
}

/** `2`, `第2个` or a number out of the list. */
function chosen(pending: Extract<Pending, { kind: 'choice' }>, text: string) {
  const place = /^\s*(?:第)?\s*([1-9])\s*(?:个|单|张|条)?[.。]?\s*$/.exec(text)?.[1];
  const ref = takeRef(fold(text.trim()));
  const fitting = ref === null ? [] : pending.candidates.filter(({ number }) => refFits(ref.ref, number));
  if (fitting.length === 1 && ref!.rest.plain === '') return fitting[0]!;
  return place === undefined ? undefined : pending.candidates[Number(place) - 1];
}

async function choose(
  context: Context,
  pending: Extract<Pending, { kind: 'choice' }>,
  text: string,
): Promise<Answer | null> {
  const candidate = chosen(pending, text);
  if (candidate === undefined) return null;
  const found = await loadFor(context, candidate.community, candidate.ticketId);
  if (found === null) return { lines: [context.tell('cancelled')], memory: { pending: null } };
  const answer =
    pending.command.kind === 'query' ? showTicket(context, found) : await actOn(context, found, pending.command);
  return { ...answer, memory: { pending: null, ...answer.memory } };
}

/** Answers what a member typed: what the desk waited for, else a command. */
export async function answerText(context: Context, text: string): Promise<Answer> {
  const { pending } = context.memory;
  const waiting = pending !== null && context.now < pending.expiresAt ? pending : null;
  if (waiting !== null && NEVER_MIND.test(text.trim()))
    return { lines: [context.tell('cancelled')], memory: { pending: null } };
  if (waiting?.kind === 'choice') {
    const answer = await choose(context, waiting, text);
    if (answer !== null) return answer;
  }
  const command = parseCommand(text);
  if (waiting?.kind === 'text' && !isOwnCommand(command, text)) {
    return finish(context, waiting, completed(waiting, text, command));
  }
  const answer = await runCommand(context, command);
  return { ...answer, memory: { pending: null, ...answer.memory } };
}
