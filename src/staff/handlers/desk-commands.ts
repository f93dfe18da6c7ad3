import { deriveId } from '../../shared/id.ts';
import type { Command, DeskCommand } from '../command.ts';
import { isDeskMember, type Membership, scopeOf } from '../member.ts';
import type { Answer, Context } from './context.ts';
import { register } from './register.ts';
import { analyse, doorVisit, logLine } from './registers.ts';
import { addShiftNote, handOverShift, takeShift } from './shifts.ts';

/** True for commands that are neither about one ticket nor a question. */
export function isDeskCommand(command: Command): command is DeskCommand {
  return [
    'register',
    'rain',
    'shift-note',
    'shift-over',
    'shift-take',
    'switch',
    'door-visit',
    'analyse',
    'log-line',
  ].includes(command.kind);
}

/** The one community such a command is for: the only one, the one he chose with 切换, or the one his words begin with. */
function communityMeant(context: Context, text: string): { membership: Membership; text: string } | null {
  const { memberships, memory } = context;
  const named = memberships.find(({ community }) => text.startsWith(community.name));
  if (named !== undefined) return { membership: named, text: text.slice(named.community.name.length).trim() };
  const chosen = memberships.find(({ community }) => community.id === memory.community);
  const only = memberships.length === 1 ? memberships[0] : chosen;
  return only === undefined ? null : { membership: only, text };
}

function switchCommunity(context: Context, text: string): Answer {
  const names = context.memberships.map(({ community }) => community.name).join('、');
  const found = context.memberships.find(
    ({ community }) => text !== '' && (community.name.includes(text) || community.id === text),
  );
  if (found === undefined)
    return { lines: [context.tell('which-community', { example: context.memberships[0]!.community.name, names })] };
  return {
    lines: [context.tell('switched', { name: found.community.name })],
    memory: { community: found.community.id },
  };
}

async function rain(context: Context, membership: Membership): Promise<Answer> {
  const { community, member } = membership;
  if (scopeOf(membership) === 'own' && !isDeskMember(membership)) {
    return { lines: [context.tell('rain.not-yours')] };
  }
  if (context.deps.followUp === undefined) return { lines: [context.tell('rain.off')] };
  const id = deriveId(context.input.id, 'rain');
  const count = await context.deps.followUp.rain({ community: community.id, by: member.userid, at: context.now, id });
  return { lines: [context.tell(count === 0 ? 'rain.none' : 'rain.some', { name: community.name, count })] };
}

/** What is written into a register of the records: 走访, 分析, 事件, 参观. */
async function writeDown(
  context: Context,
  membership: Membership,
  command: Extract<DeskCommand, { kind: 'door-visit' | 'analyse' | 'log-line' }>,
): Promise<Answer> {
  const { reports: book } = context.deps;
  if (book === undefined) return { lines: [context.tell('log.off')] };
  const writing = { context, membership, book };
  if (command.kind === 'door-visit') return doorVisit(writing, command);
  return command.kind === 'analyse' ? analyse(writing, command) : logLine(writing, command);
}

/** 登记, 下雨, 交班, 接班, 走访, 分析, 切换. */
export async function handleDeskCommand(context: Context, command: DeskCommand): Promise<Answer> {
  if (command.kind === 'switch') return switchCommunity(context, command.text);
  const meant = communityMeant(context, 'text' in command ? command.text : '');
  if (meant === null) {
    return {
      lines: [
        context.tell('many-communities', {
          names: context.memberships.map(({ community }) => community.name).join('、'),
        }),
      ],
    };
  }
  const { membership, text } = meant;
  if (command.kind === 'register') return register(context, membership, { ...command, text });
  if (command.kind === 'rain') return rain(context, membership);
  if (command.kind === 'door-visit' || command.kind === 'analyse' || command.kind === 'log-line')
    return writeDown(context, membership, { ...command, text });
  if (command.kind === 'shift-note') return addShiftNote(context, membership, text);
  if (command.kind === 'shift-over') return handOverShift(context, membership);
  return takeShift(context, membership);
}
