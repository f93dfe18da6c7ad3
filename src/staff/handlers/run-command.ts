import type { Command, QueryCommand } from '../command.ts';
import { formatCommand, specOf } from '../commands/table.ts';
import { fold } from '../folded.ts';
import { isDeskMember, type Membership, scopeOf } from '../member.ts';
import { takeRef } from '../ticket-ref.ts';
import { handleTicketCommand } from './act-on-ticket.ts';
import type { Answer, Context } from './context.ts';
import { handleDeskCommand, isDeskCommand } from './desk-commands.ts';
import { help } from './help.ts';
import { forEachCommunity, openList, overdueList, ownList } from './lists.ts';
import { lookUp } from './look-up.ts';
import { complaintReport, monthlyReport, satisfactionReport, todayReport } from './reports.ts';

type Part = (context: Context, membership: Membership, command: QueryCommand) => Promise<readonly string[]>;

const textOf = (command: QueryCommand) => ('text' in command ? command.text : '');

const REPORTS: Readonly<Partial<Record<QueryCommand['kind'], Part>>> = {
  today: todayReport,
  open: (context, membership, command) => openList(context, membership, textOf(command)),
  overdue: (context, membership, command) => overdueList(context, membership, textOf(command)),
  complaints: complaintReport,
  satisfaction: satisfactionReport,
  monthly: (context, membership, command) =>
    monthlyReport(context, membership, command.kind === 'monthly' ? command.month : null),
};

/** Lists are also for the desk, which keeps tickets for owners; figures are for heads and managers. */
function mayRead(membership: Membership, kind: QueryCommand['kind']): boolean {
  return scopeOf(membership) !== 'own' || (isDeskMember(membership) && ['open', 'overdue'].includes(kind));
}

async function report(context: Context, command: QueryCommand, part: Part): Promise<Answer> {
  const able = context.current.filter((membership) => mayRead(membership, command.kind));
  if (able.length === 0) return { lines: [context.tell('need-scope', { command: formatCommand(command) })] };
  return forEachCommunity(able, (membership) => part(context, membership, command));
}

/** Forms as workbooks are made on the pages; in chat there are the figures in words. */
function exportForms(context: Context, command: QueryCommand): Answer {
  const able = context.current.some((membership) => mayRead(membership, 'export'));
  if (!able) return { lines: [context.tell('need-scope', { command: formatCommand(command) })] };
  return { lines: [context.tell('no-export')] };
}

async function ask(context: Context, command: QueryCommand): Promise<Answer> {
  const part = REPORTS[command.kind];
  if (part !== undefined) return report(context, command, part);
  if (command.kind === 'query') return lookUp(context, command);
  if (command.kind === 'mine') return forEachCommunity(context.current, (one) => ownList(context, one));
  if (command.kind === 'help') return help(context.memberships, command.text);
  return exportForms(context, command);
}

function isQuery(command: Command): command is QueryCommand {
  return [
    'query',
    'mine',
    'today',
    'open',
    'overdue',
    'complaints',
    'satisfaction',
    'monthly',
    'export',
    'help',
  ].includes(command.kind);
}

function notUnderstood({ tell }: Context, { text, nearest }: Extract<Command, { kind: 'unknown' }>): Answer {
  const shown = text.length > 30 ? `${text.slice(0, 30)}…` : text;
  const usages = nearest.flatMap((kind) => specOf(kind as Command['kind'])?.usage ?? []);
  return {
    lines: [
      tell('unknown', { text: shown }),
      ...(usages.length === 0 ? [] : [tell('nearest', { usages: usages.join(' / ') })]),
      tell('ask-help'),
    ],
  };
}

/** Answers one command that was read from a text. */
export async function runCommand(context: Context, command: Command): Promise<Answer> {
  if (command.kind === 'unknown') return notUnderstood(context, command);
  if (command.kind === 'courtesy') return { lines: [context.tell('courtesy')] };
  if (isDeskCommand(command)) return handleDeskCommand(context, command);
  if (!isQuery(command)) return handleTicketCommand(context, command);
  const found = command.kind === 'open' || command.kind === 'overdue' ? takeRef(fold(command.text)) : null;
  if (found !== null && found.rest.plain === '')
    return lookUp(context, { kind: 'query', ref: found.ref, text: textOf(command) });
  return ask(context, command);
}
