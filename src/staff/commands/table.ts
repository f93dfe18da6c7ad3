import type { Command, CommandKind, DeskCommand, QueryCommand, TicketCommand } from './command.ts';
import type { CommandDefinition, CommandTable } from './definition.ts';
import { DESK_COMMANDS } from './desk-commands.ts';
import { QUERY_COMMANDS } from './query-commands.ts';
import { TICKET_COMMANDS } from './ticket-commands.ts';

const COMMANDS: CommandTable<CommandKind> = { ...TICKET_COMMANDS, ...QUERY_COMMANDS, ...DESK_COMMANDS };

/** Every kind of command, in the order in which words of the same length are tried. */
export const COMMAND_KINDS = Object.keys(COMMANDS) as readonly CommandKind[];

/** How a command is read and written. */
export const definitionOf = (kind: CommandKind): CommandDefinition => COMMANDS[kind];

/** The kind that a text names, such as the action of a card button; null for anything else. */
export function commandKind(text: string): CommandKind | null {
  return COMMAND_KINDS.find((kind) => kind === text) ?? null;
}

/** True for a command about one ticket, 查 apart. */
export const isTicketCommand = (command: Command): command is TicketCommand =>
  Object.hasOwn(TICKET_COMMANDS, command.kind);

/** True for a question for a list or a figure. */
export const isQueryCommand = (command: Command): command is QueryCommand =>
  Object.hasOwn(QUERY_COMMANDS, command.kind);

/** True for what is neither about one ticket nor a question. */
export const isDeskCommand = (command: Command): command is DeskCommand => Object.hasOwn(DESK_COMMANDS, command.kind);
