import { deriveId } from '../../shared/id.ts';
import type { DeskCommand } from '../commands/command.ts';
import type { Answer, Context } from '../context.ts';
import { isDeskMember, type Membership, scopeOf } from '../member.ts';
import { analyse, logLine, logVisit } from '../registers/log-book.ts';
import { logTicket } from '../registers/log-ticket.ts';
import { addShiftNote, handOverShift, takeShift } from '../shifts/shift-commands.ts';

const namesOf = ({ memberships }: Context) => memberships.map(({ community }) => community.name).join('、');

/** The one community that a command is for: the one its words begin with, the only one, or the one chosen with 切换. */
function communityMeant(context: Context, text: string): { membership: Membership; text: string } | null {
  const { memberships, memory, first } = context;
  const named = memberships.find(({ community }) => text.startsWith(community.name));
  if (named !== undefined) return { membership: named, text: text.slice(named.community.name.length).trim() };
  const chosen = memberships.find(({ community }) => community.id === memory.community);
  const only = memberships.length === 1 ? first : chosen;
  return only === undefined ? null : { membership: only, text };
}

function switchCommunity(context: Context, text: string): Answer {
  const { memberships, first, tell } = context;
  const found = memberships.find(
    ({ community }) => text !== '' && (community.name.includes(text) || community.id === text),
  );
  if (found === undefined) {
    return { lines: [tell('which-community', { example: first.community.name, names: namesOf(context) })] };
  }
  const { id, name } = found.community;
  return { lines: [tell('switched', { name })], memory: { community: id } };
}

async function registerRain(context: Context, membership: Membership): Promise<Answer> {
  const { deps, input, now, tell } = context;
  const { community, member } = membership;
  if (scopeOf(membership) === 'own' && !isDeskMember(membership)) return { lines: [tell('rain.not-yours')] };
  const id = deriveId(input.id, 'rain');
  const count = await deps.followUp.rain({ community: community.id, by: member.userid, at: now, id });
  return { lines: [tell(count === 0 ? 'rain.none' : 'rain.some', { name: community.name, count })] };
}

/** 登记, 下雨, 交班, 接班, 走访, 分析, 事件, 参观, 切换. */
export async function handleDeskCommand(context: Context, command: DeskCommand): Promise<Answer> {
  if (command.kind === 'switch') return switchCommunity(context, command.text);
  const meant = communityMeant(context, 'text' in command ? command.text : '');
  if (meant === null) return { lines: [context.tell('many-communities', { names: namesOf(context) })] };
  const { membership, text } = meant;
  switch (command.kind) {
    case 'register':
      return logTicket(context, membership, { ...command, text });
    case 'rain':
      return registerRain(context, membership);
    case 'door-visit':
      return logVisit(context, membership, { ...command, text });
    case 'analyse':
      return analyse(context, membership, { ...command, text });
    case 'log-line':
      return logLine(context, membership, { ...command, text });
    case 'shift-note':
      return addShiftNote(context, membership, text);
    case 'shift-over':
      return handOverShift(context, membership);
    case 'shift-take':
      return takeShift(context, membership);
  }
}
