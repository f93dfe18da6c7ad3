import type { Command, CommandOf, QueryCommand } from '../commands/command.ts';
import { isDeskCommand, isTicketCommand } from '../commands/table.ts';
import type { Answer, Context } from '../context.ts';
import { forEachCommunity } from '../lists/for-each-community.ts';
import { openList, overdueList, ownList } from '../lists/lists.ts';
import { lookUp } from '../lists/look-up.ts';
import { isDeskMember, type Membership, scopeOf } from '../member.ts';
import { complaintReport } from '../queries/complaint-report.ts';
import { help } from '../queries/help.ts';
import { monthlyReport, satisfactionReport, todayReport } from '../queries/reports.ts';
import { normalise } from '../reading/normalised.ts';
import { onlyRef } from '../reading/ticket-reference.ts';
import { handleTicketCommand } from '../tickets/act-on-ticket.ts';
import { handleDeskCommand } from './desk-commands.ts';

type ReportCommand = CommandOf<'today' | 'open' | 'overdue' | 'complaints' | 'satisfaction' | 'monthly'>;

const SHOWN_LETTERS = 30;

/** Lists are also for the desk, which follows tickets for owners; figures are for heads and managers. */
function mayRead(membership: Membership, kind: QueryCommand['kind']): boolean {
  return scopeOf(membership) !== 'own' || (isDeskMember(membership) && (kind === 'open' || kind === 'overdue'));
}

function reportIn(context: Context, membership: Membership, command: ReportCommand): Promise<readonly string[]> {
  switch (command.kind) {
    case 'today':
      return todayReport(context, membership);
    case 'open':
      return openList(context, membership, command.text);
    case 'overdue':
      return overdueList(context, membership, command.text);
    case 'complaints':
      return complaintReport(context, membership);
    case 'satisfaction':
      return satisfactionReport(context, membership);
    case 'monthly':
      return monthlyReport(context, membership, command.month);
  }
}

async function report(context: Context, command: ReportCommand | CommandOf<'export'>): Promise<Answer> {
  const able = context.current.filter((membership) => mayRead(membership, command.kind));
  if (able.length === 0) {
    return { lines: [context.tell('need-scope', { command: context.vocabulary.format(command) })] };
  }
  // Forms as workbooks are made on the pages; in chat there are the figures in words.
  if (command.kind === 'export') return { lines: [context.tell('no-export')] };
  return forEachCommunity(able, (membership) => reportIn(context, membership, command));
}

function answerQuery(context: Context, command: QueryCommand): Promise<Answer> | Answer {
  if (command.kind === 'query') return lookUp(context, command);
  if (command.kind === 'mine') return forEachCommunity(context.current, (one) => ownList(context, one));
  if (command.kind === 'help') return help(context, command.text);
  // `超时 007` asks for that ticket, not for a list.
  const ref = command.kind === 'open' || command.kind === 'overdue' ? onlyRef(normalise(command.text)) : null;
  if (ref !== null && 'text' in command) return lookUp(context, { kind: 'query', ref, text: command.text });
  return report(context, command);
}

function notUnderstood(
  { tell, vocabulary }: Context,
  { text, nearest }: Extract<Command, { kind: 'unknown' }>,
): Answer {
  const shown = text.length > SHOWN_LETTERS ? `${text.slice(0, SHOWN_LETTERS)}…` : text;
  const usages = nearest.map((kind) => vocabulary.usageOf(kind)).join(' / ');
  return {
    lines: [
      tell('unknown', { text: shown }),
      ...(usages === '' ? [] : [tell('nearest', { usages })]),
      tell('ask-help'),
    ],
  };
}

/** Answers one command that was read from a text. */
export async function runCommand(context: Context, command: Command): Promise<Answer> {
  if (command.kind === 'unknown') return notUnderstood(context, command);
  if (command.kind === 'courtesy') return { lines: [context.tell('courtesy')] };
  if (isTicketCommand(command)) return handleTicketCommand(context, command);
  return isDeskCommand(command) ? handleDeskCommand(context, command) : answerQuery(context, command);
}
