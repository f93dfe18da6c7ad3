import type { AboutTicket, Command } from '../commands/command.ts';
import { readCommand } from '../commands/read-command.ts';
import { definitionOf, isTicketCommand } from '../commands/table.ts';
import type { Vocabulary } from '../commands/vocabulary.ts';
import type { Answer, Context } from '../context.ts';
import { showTicket } from '../lists/look-up.ts';
import type { NamedTicket, Pending } from '../memory.ts';
import { normalise } from '../reading/normalised.ts';
import { isDismissal, readPlace } from '../reading/phrases.ts';
import { onlyRef, refFits, type TicketRef, takeRef } from '../reading/ticket-reference.ts';
import { actOn } from '../tickets/act-on-ticket.ts';
import { loadFor } from '../tickets/find-ticket.ts';
import { runCommand } from './run-command.ts';

type PendingText = Extract<Pending, { kind: 'text' }>;
type PendingChoice = Extract<Pending, { kind: 'choice' }>;

/** Commands that are complete without a number, and therefore never the words of another command. */
const COMPLETE: readonly Command['kind'][] = [
  ...(['mine', 'today', 'complaints', 'satisfaction'] as const),
  ...(['help', 'rain', 'switch', 'register'] as const),
];

const cancelled = ({ tell }: Context): Answer => ({ lines: [tell('cancelled')], memory: { pending: null } });

/** Whether a text is a command of its own although words are waited for: it names a ticket, or is a question in full. */
function isOwnCommand(command: Command, text: string): boolean {
  if (command.kind === 'query') return takeRef(normalise(text.trim())) === null;
  if ('ref' in command) return command.ref !== null;
  return COMPLETE.includes(command.kind);
}

/** `换了阀芯` for a waiting 完成 is read as `完成 <号> 换了阀芯`, by the same reader. */
function completed(
  { command, number }: PendingText,
  text: string,
  typed: Command,
  vocabulary: Vocabulary,
): AboutTicket {
  const ref = takeRef(normalise(number))?.ref ?? null;
  const isRepeated = typed.kind === command.kind && isTicketCommand(typed);
  if (isRepeated && !('text' in typed && typed.text === '')) return { ...typed, ref };
  const definition = definitionOf(command.kind);
  const variant = definition.variantOf?.(command) ?? vocabulary.firstVariant(command.kind);
  return withKnown(command, definition.read(normalise(`${number} ${text}`), variant), ref);
}

/** What was already said stays unless it is said anew: an item given before the amount was asked for. */
function withKnown(before: AboutTicket, after: object | null, ref: TicketRef | null): AboutTicket {
  const given = Object.entries(after ?? {}).filter(([, value]) => value !== null && value !== '');
  return { ...before, ...Object.fromEntries(given), ref };
}

async function finish(context: Context, pending: PendingText, command: AboutTicket): Promise<Answer> {
  const found = await loadFor(context, pending.community, pending.ticketId);
  return found === null || command.kind === 'query' ? cancelled(context) : actOn(context, found, command);
}

/** The ticket of the list that a text names by its number or its place: `BX001`, `2`, `第2个`. */
function chosenIn({ candidates }: PendingChoice, text: string): NamedTicket | undefined {
  const ref = onlyRef(normalise(text.trim()));
  const [named, ...others] = ref === null ? [] : candidates.filter(({ number }) => refFits(ref, number));
  if (named !== undefined && others.length === 0) return named;
  const place = readPlace(text);
  return place === null ? undefined : candidates[place - 1];
}

/** Goes on with the ticket that was chosen; null when the text chooses none. */
async function choose(context: Context, pending: PendingChoice, text: string): Promise<Answer | null> {
  const chosen = chosenIn(pending, text);
  if (chosen === undefined) return null;
  const found = await loadFor(context, chosen.community, chosen.ticketId);
  if (found === null) return cancelled(context);
  const { command } = pending;
  const answer = command.kind === 'query' ? showTicket(context, found) : await actOn(context, found, command);
  return { ...answer, memory: { pending: null, ...answer.memory } };
}

/** Answers what a member typed: the words that were waited for, otherwise a command. */
export async function answerText(context: Context, text: string): Promise<Answer> {
  const { memory, now, vocabulary } = context;
  const pending = memory.pending !== null && now < memory.pending.expiresAt ? memory.pending : null;
  if (pending !== null && isDismissal(text)) return cancelled(context);
  const chosen = pending?.kind === 'choice' ? await choose(context, pending, text) : null;
  if (chosen !== null) return chosen;
  const command = readCommand(text, vocabulary);
  if (pending?.kind === 'text' && !isOwnCommand(command, text)) {
    return finish(context, pending, completed(pending, text, command, vocabulary));
  }
  const answer = await runCommand(context, command);
  return { ...answer, memory: { pending: null, ...answer.memory } };
}
