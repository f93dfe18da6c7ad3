import { deskSupervisors, findMember, managers, sameUser } from '../../community/people.ts';
import { formatHouse } from '../../language/house.ts';
import { describeTime } from '../../language/time-words.ts';
import { deriveId } from '../../shared/id.ts';
import { maySee } from '../../tickets/confidentiality.ts';
import { isRefusal } from '../../tickets/texts.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { topicOf } from '../../tickets/wording.ts';
import type { DeskCommand } from '../command.ts';
import { actorOf, type Membership } from '../member.ts';
import { promisedUntil } from '../overdue.ts';
import { draftFrom } from '../registration.ts';
import { type Tell, tellIn } from '../tell.ts';
import { type Answer, actorIn, type Context } from './context.ts';

type Register = Extract<DeskCommand, { kind: 'register' }>;

/** 客服主管, or the manager when 客服主管 may not know of it: who confirms a complaint that a member logged (R2). */
function confirmers(ticket: Ticket, { community, member }: Membership): string[] {
  const able = (userid: string) => {
    const found = findMember(community, userid);
    return found !== null && maySee(ticket, actorOf({ community, member: found }, '系统'), community);
  };
  const supervisors = deskSupervisors(community).filter(able);
  const chosen = supervisors.length > 0 ? supervisors : managers(community).filter(able);
  return chosen.filter((userid) => !sameUser(userid, member.userid));
}

function placeText({ house, place }: Ticket): string {
  const home = house === null ? '' : formatHouse(house);
  return place?.includes(home) === true ? place : `${home}${place ?? ''}`;
}

function matterText(ticket: Ticket, community: Membership['community']): string {
  return `${ticket.category}·${topicOf(ticket, community)}`;
}

function recap(ticket: Ticket, { community }: Membership): string {
  const matter = matterText(ticket, community);
  const values = { number: ticket.number, matter, place: placeText(ticket), words: ticket.words.join('；') };
  return tellIn(community)('register.recap', values);
}

/** A logged complaint is read by 客服主管, and the owner hears it repeated, by WeChat or by phone (R2). */
async function confirmComplaint(context: Context, membership: Membership, ticket: Ticket): Promise<void> {
  const { community, member } = membership;
  const { conversationId } = ticket.reporter;
  const how = conversationId === null ? 'register.confirm' : 'register.confirm-sent';
  const text = tellIn(community)(how, { name: member.name, recap: recap(ticket, membership) });
  const members = confirmers(ticket, membership).map((userid) => ({
    id: deriveId(context.input.id, 'confirm', userid),
    community: community.id,
    purpose: 'task' as const,
    ticketId: ticket._id,
    to: 'member' as const,
    userid,
    content: { kind: 'text' as const, text },
  }));
  await context.deps.delivery.enqueue([...members, ...ownerRecap(context, membership, ticket)]);
}

function ownerRecap(context: Context, { community }: Membership, ticket: Ticket) {
  const [openKfId, externalUserid] = ticket.reporter.conversationId?.split('/') ?? [];
  if (openKfId === undefined || externalUserid === undefined) return [];
  const values = { company: community.company, number: ticket.number, words: ticket.words.join('；') };
  const text = tellIn(community)('register.to-owner', values);
  return [
    {
      id: deriveId(context.input.id, 'recap'),
      community: community.id,
      purpose: 'promise' as const,
      ticketId: ticket._id,
      to: 'owner' as const,
      openKfId,
      externalUserid,
      content: { kind: 'text' as const, text },
    },
  ];
}

function registered(context: Context, membership: Membership, ticket: Ticket): string[] {
  const { community } = membership;
  const say = tellIn(community);
  const { number, channel } = ticket;
  const tell: Tell = (name, values) => say(name, { number, channel, ...values });
  if (!maySee(ticket, actorIn(context, membership), community))
    return [tell('register.truthful'), tell('register.hidden')];
  const until = promisedUntil(ticket);
  const repeated = { place: placeText(ticket), matter: matterText(ticket, community), words: ticket.words.join('；') };
  return [
    tell('register.done'),
    tell(ticket.urgent ? 'register.repeat-urgent' : 'register.repeat', repeated),
    ...(until === null
      ? []
      : [tell('register.promise', { time: describeTime(until, context.now, community.timezone) })]),
    ...(ticket.reporter.phone === null ? [tell('register.no-phone')] : []),
    tell('register.reclassify'),
  ];
}

/** 登记: a member logs for an owner, understood by the same model as the owner's own words (篇1 4.1, R2, R40). */
export async function register(context: Context, membership: Membership, command: Register): Promise<Answer> {
  const { deps, input, now } = context;
  const { community } = membership;
  const draft = draftFrom(command, { community, understand: deps.understand, now });
  if (draft === null) return { lines: [context.tell('register.usage')] };
  const owner = await deps.owners?.conversationOf({
    community: community.id,
    phone: draft.reporter.phone,
    house: draft.reporter.house,
  });
  const known = owner == null ? draft : { ...draft, reporter: { ...draft.reporter, conversationId: owner } };
  const outcome = await deps.desk.open({
    id: deriveId(input.id, 'register'),
    draft: known,
    actor: actorIn(context, membership),
    now,
  });
  if (isRefusal(outcome)) return { lines: [outcome.text] };
  const { ticket } = outcome;
  if (ticket.category === '投诉') await confirmComplaint(context, membership, ticket);
  return {
    lines: registered(context, membership, ticket),
    memory: { last: { community: community.id, ticketId: ticket._id, number: ticket.number, at: now } },
  };
}
