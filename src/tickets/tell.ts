import { unique } from '../community/index.ts';
import type { Purpose } from '../delivery/index.ts';
import type { Effect } from '../effects/index.ts';
import { formatHouse, maskName, maskPhone } from '../language/index.ts';
import type { Actor } from './action.ts';
import { asViewer } from './card.ts';
import type { Community } from './community.ts';
import { maySee, view } from './confidentiality.ts';
import type { Reporter } from './draft.ts';
import { say } from './texts.ts';
import type { Ticket } from './ticket.ts';
import { groupTicket } from './wording.ts';

interface Telling {
  readonly ticket: Ticket;
  readonly community: Community;
}

/** Everybody who asked: the first reporter and those who joined. */
export function reportersOf(ticket: Ticket): Reporter[] {
  return [ticket.reporter, ...ticket.joined.map((one) => one.reporter)];
}

/** The WeChat conversations of everybody who asked. */
export function conversationsOf(ticket: Ticket): string[] {
  return unique(reportersOf(ticket).flatMap((reporter) => reporter.conversationId ?? []));
}

/**
 * Tells everybody who asked. Whoever is not in WeChat is told by telephone: the keeper gets a task for each, because what
 * cannot reach the owner by WeChat is never dropped (design rule 6). With an urgent matter the owner is awake and waits, so its
 * steps do not keep quiet hours.
 */
export function tellOwners({ ticket, community }: Telling, text: string, wanted: Purpose): Effect[] {
  const purpose = wanted === 'progress' && ticket.urgent ? 'promise' : wanted;
  const chats = conversationsOf(ticket).map(
    (conversationId): Effect => ({
      kind: 'message.send',
      to: 'owner',
      conversationId,
      content: { kind: 'text', text },
      purpose,
    }),
  );
  const others = reportersOf(ticket).filter((reporter) => reporter.conversationId === null);
  return [...chats, ...others.map((reporter) => phoneTask({ ticket, community }, reporter, text))];
}

function phoneTask({ ticket, community }: Telling, reporter: Reporter, text: string): Effect {
  const task = say(community, 'staff.phone-task', {
    number: ticket.number,
    name: maskName(reporter.name ?? ''),
    phone: reporter.phone === null ? '' : maskPhone(reporter.phone),
    house: reporter.house === null ? '' : formatHouse(reporter.house),
    text,
  });
  return {
    kind: 'message.send',
    to: 'member',
    userid: ticket.keeper,
    content: { kind: 'text', text: task },
    purpose: 'task',
  };
}

/** Tells members in words; those who may not know of the ticket are left out. */
export function tellMembers(
  { ticket, community }: Telling,
  userids: readonly (string | null)[],
  { text, purpose, alarm }: { text: string; purpose: Purpose; alarm?: (userid: string) => string },
): Effect[] {
  return unique(userids.filter((userid) => userid !== null))
    .filter((userid) => maySee(ticket, asViewer(userid, community), community))
    .map((userid) => ({
      kind: 'message.send',
      to: 'member',
      userid,
      content: { kind: 'text', text },
      purpose,
      ...(alarm === undefined ? {} : { alarm: alarm(userid) }),
    }));
}

interface GroupTelling extends Telling {
  readonly now: number;
  readonly purpose: Purpose;
  readonly mention?: readonly string[];
  readonly lead?: string;
  readonly alarm?: string;
}

/** Pushes the ticket into a department's group, as much of it as the group may know; nothing when it may know nothing (R1). */
export function pushToGroup(
  department: string,
  { ticket, community, now, purpose, mention, lead, alarm }: GroupTelling,
): Effect[] {
  const seen = view(ticket, { kind: 'group', department }, community);
  if (seen === null) return [];
  const content = groupTicket(seen, {
    ticket,
    community,
    now,
    mention: mention ?? [],
    ...(lead === undefined ? {} : { lead }),
  });
  return [
    { kind: 'message.send', to: 'group', department, content, purpose, ...(alarm === undefined ? {} : { alarm }) },
  ];
}

/** A line into a group, when the group may know of the ticket. */
export function lineToGroup(
  department: string,
  { ticket, community }: Telling,
  text: string,
  purpose: Purpose = 'update',
): Effect[] {
  if (view(ticket, { kind: 'group', department }, community) === null) return [];
  return [{ kind: 'message.send', to: 'group', department, content: { kind: 'text', text }, purpose }];
}

/** Name of whoever acts, as others read it. */
export function actorName(actor: Actor, community: Community): string {
  if (actor.kind === 'member') return actor.name;
  return say(community, actor.kind === 'owner' ? 'names.owner' : 'names.system');
}
