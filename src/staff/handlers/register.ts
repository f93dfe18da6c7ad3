import { formatHouse } from '../../shared/house.ts';
import { deriveId } from '../../shared/id.ts';
import { describeTime } from '../../shared/time.ts';
import { maySee } from '../../tickets/confidentiality.ts';
import { deskSupervisors, findMember, managers, sameUser } from '../../tickets/people.ts';
import { isRefusal } from '../../tickets/texts.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { topicOf } from '../../tickets/wording.ts';
import type { DeskCommand } from '../command.ts';
import { actorOf, type Membership } from '../member.ts';
import { promisedUntil } from '../overdue.ts';
import { draftFrom } from '../registration.ts';
import { type Answer, actorIn, type Context } from './context.ts';

type Register = Extract<DeskCommand, { kind: 'register' }>;

const USAGE =
  '请写：登记 来电|来访|邮件|信函 房号 称呼 电话 内容，例如：登记 来电 3-2-1701 王先生 13800000000 厨房漏水';

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

function recap(ticket: Ticket, { community }: Membership): string {
  const where = placeText(ticket);
  return `${ticket.number} ${ticket.category}·${topicOf(ticket, community)} ${where}“${ticket.words.join('；')}”`;
}

/** A logged complaint is read by 客服主管, and the owner hears it repeated, by WeChat or by phone (R2). */
async function confirmComplaint(context: Context, membership: Membership, ticket: Ticket): Promise<void> {
  const { community, member } = membership;
  const { conversationId } = ticket.reporter;
  const how = conversationId === null ? '请打电话向业主复述确认。' : '复述已发给业主，请留意回复。';
  const members = confirmers(ticket, membership).map((userid) => ({
    id: deriveId(context.input.id, 'confirm', userid),
    community: community.id,
    purpose: 'task' as const,
    ticketId: ticket._id,
    to: 'member' as const,
    userid,
    content: { kind: 'text' as const, text: `${member.name}代业主登记投诉：${recap(ticket, membership)}。${how}` },
  }));
  await context.deps.delivery.enqueue([...members, ...ownerRecap(context, membership, ticket)]);
}

function ownerRecap(context: Context, { community }: Membership, ticket: Ticket) {
  const [openKfId, externalUserid] = ticket.reporter.conversationId?.split('/') ?? [];
  if (openKfId === undefined || externalUserid === undefined) return [];
  const text = `您好，${community.company}已为您登记：${ticket.number}，“${ticket.words.join('；')}”。如有不对请直接回复，我们马上更正。`;
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
  if (!maySee(ticket, actorIn(context, membership), community)) {
    return [
      `已如实登记：${ticket.number}。`,
      '这张投诉由客服主管向业主复述确认并跟进，您不用再处理，也看不到后续内容。谢谢您如实记录。',
    ];
  }
  const until = promisedUntil(ticket);
  return [
    `已登记 ${ticket.number}（${ticket.channel}）`,
    `请向业主复述：${placeText(ticket)} ${ticket.category}·${topicOf(ticket, community)}${ticket.urgent ? '，急' : ''}，“${ticket.words.join('；')}”`,
    ...(until === null
      ? []
      : [`请告诉业主：${describeTime(until, context.now, community.timezone)}前处理，单号 ${ticket.number}`]),
    ...(ticket.reporter.phone === null ? [`还没有业主电话，请补：备注 ${ticket.number} 电话`] : []),
    `类别不对请发：改类 ${ticket.number} 类别`,
  ];
}

/** 登记: a member logs for an owner, understood by the same model as the owner's own words (篇1 4.1, R2, R40). */
export async function register(context: Context, membership: Membership, command: Register): Promise<Answer> {
  const { deps, input, now } = context;
  const { community } = membership;
  const draft = draftFrom(command, { community, understand: deps.understand, now });
  if (draft === null) return { lines: [USAGE] };
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
