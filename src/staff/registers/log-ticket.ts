import { deskSupervisors, findMember, managers, sameUser } from '../../community/index.ts';
import { describeTime, formatHouse } from '../../language/index.ts';
import { deriveId } from '../../shared/index.ts';
import type { Ticket, TicketDraft } from '../../tickets/index.ts';
import { maySee, topicOf } from '../../tickets/index.ts';
import type { CommandOf } from '../commands/command.ts';
import { type Answer, actorIn, type Context, lastNamed } from '../context.ts';
import { actorOf, type Membership } from '../member.ts';
import { memberText } from '../member-text.ts';
import { tellIn } from '../tell.ts';
import { promisedUntil } from '../tickets/deadlines.ts';
import { draftFrom } from './ticket-draft.ts';

/** 客服主管, or 项目经理 when 客服主管 may not know of it: who confirms a complaint that a member logged (R2). */
function confirmers(ticket: Ticket, { community, member }: Membership): string[] {
  const able = (userid: string) => {
    const found = findMember(community, userid);
    return found !== null && maySee(ticket, actorOf({ community, member: found }, 'system'), community);
  };
  const supervisors = deskSupervisors(community).filter(able);
  const chosen = supervisors.length > 0 ? supervisors : managers(community).filter(able);
  return chosen.filter((userid) => !sameUser(userid, member.userid));
}

function placeText({ house, place }: Ticket): string {
  const home = house === null ? '' : formatHouse(house);
  return place?.includes(home) === true ? place : `${home}${place ?? ''}`;
}

/** What is repeated to the owner: number, place, category and topic, the words. */
function recapOf(ticket: Ticket, { community }: Membership) {
  const { number, words } = ticket;
  return {
    number,
    place: placeText(ticket),
    matter: `${ticket.category}·${topicOf(ticket, community)}`,
    words: words.join('；'),
  };
}

/** A logged complaint is read by 客服主管, and repeated to the owner, by WeChat or by phone (R2). */
async function confirmComplaint(context: Context, membership: Membership, ticket: Ticket): Promise<void> {
  const { community, member } = membership;
  const tell = tellIn(community);
  const recap = tell('register.recap', recapOf(ticket, membership));
  const how = ticket.reporter.conversationId === null ? 'register.confirm' : 'register.confirm-sent';
  const members = confirmers(ticket, membership).map((userid) =>
    memberText({
      id: deriveId(context.input.id, 'confirm', userid),
      community: community.id,
      purpose: 'task',
      ticketId: ticket._id,
      userid,
      text: tell(how, { name: member.name, recap }),
    }),
  );
  await context.deps.delivery.enqueue([...members, ...ownerRecap(context, membership, ticket)]);
}

function ownerRecap(context: Context, { community }: Membership, ticket: Ticket) {
  const [openKfId, externalUserid] = ticket.reporter.conversationId?.split('/') ?? [];
  if (openKfId === undefined || externalUserid === undefined) return [];
  const values = { company: community.company, number: ticket.number, words: ticket.words.join('；') };
  return [
    {
      id: deriveId(context.input.id, 'recap'),
      community: community.id,
      purpose: 'promise' as const,
      ticketId: ticket._id,
      to: 'owner' as const,
      openKfId,
      externalUserid,
      content: { kind: 'text' as const, text: tellIn(community)('register.to-owner', values) },
    },
  ];
}

/** What the member repeats to the owner; of a complaint that they may not know of, only that it is logged. */
function loggedLines(context: Context, membership: Membership, ticket: Ticket): string[] {
  const { community } = membership;
  const { number, channel } = ticket;
  const tell = tellIn(community, { number, channel });
  if (!maySee(ticket, actorIn(context, membership), community)) {
    return [tell('register.truthful'), tell('register.hidden')];
  }
  const until = promisedUntil(ticket);
  const time = until === null ? null : describeTime(until, context.now, community.timezone);
  return [
    tell('register.done'),
    tell(ticket.urgent ? 'register.repeat-urgent' : 'register.repeat', recapOf(ticket, membership)),
    ...(time === null ? [] : [tell('register.promise', { time })]),
    ...(ticket.reporter.phone === null ? [tell('register.no-phone')] : []),
    tell('register.reclassify'),
  ];
}

/** The draft with the WeChat conversation of its owner, when one is known by phone or house. */
async function withConversation({ deps }: Context, draft: TicketDraft): Promise<TicketDraft> {
  const { community, reporter } = draft;
  const conversationId = await deps.owners.conversationOf({ community, phone: reporter.phone, house: reporter.house });
  return { ...draft, reporter: { ...reporter, conversationId } };
}

/** 登记: a member logs for an owner, understood by the same model as the owner's own words (篇1 4.1, R2, R40). */
export async function logTicket(
  context: Context,
  membership: Membership,
  command: CommandOf<'register'>,
): Promise<Answer> {
  const { deps, input, now } = context;
  const { community, member } = membership;
  const draft = draftFrom(command, { community, understand: deps.understanding.understand, now });
  if (draft === null) return { lines: [context.tell('register.usage')] };
  const known = await withConversation(context, draft);
  const { ticket } = await deps.tickets.open({ ...known, loggedBy: member.userid }, deriveId(input.id, 'register'));
  if (ticket.category === '投诉') await confirmComplaint(context, membership, ticket);
  return { lines: loggedLines(context, membership, ticket), memory: { last: lastNamed(context, ticket) } };
}
