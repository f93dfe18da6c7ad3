import { deriveId } from '../../shared/id.ts';
import type { TicketCommand } from '../command.ts';
import type { Answer, Context } from './context.ts';
import { canDo, type FoundTicket } from './find-ticket.ts';

type Visit = Extract<TicketCommand, { kind: 'visit' }>;

/** A return visit made by phone goes to follow-up, which knows what was due (R21, R23). */
export async function recordVisit(context: Context, found: FoundTicket, command: Visit): Promise<Answer> {
  const { ticket, membership } = found;
  const { followUp } = context.deps;
  if (followUp === undefined) return { lines: ['本系统没有启用回访，无法登记电话回访。'] };
  if (!canDo('visit-result', found, context)) {
    return { lines: [`${ticket.number} 的回访由跟进人、客服部或部门负责人登记；未完成的工单也不能回访。`] };
  }
  if (command.reached && command.solved === null && command.score === null) {
    return { lines: [`请写明结果，例如：回访 ${ticket.number} 已解决 5分 师傅很准时`] };
  }
  const { solved, score, reached, text: words } = command;
  const recorded = await followUp.recordVisit({
    community: membership.community.id,
    ticketId: ticket._id,
    by: membership.member.userid,
    at: context.now,
    id: deriveId(context.input.id, 'visit'),
    reached,
    solved,
    score,
    words,
  });
  const last = { community: membership.community.id, ticketId: ticket._id, number: ticket.number, at: context.now };
  if (!recorded) return { lines: [`${ticket.number} 现在没有待做的回访。`], memory: { last } };
  const result = !reached ? '未接通，稍后请再打一次' : solved === false ? '未解决，工单会重开并通知负责人' : '已记录';
  return { lines: [`${ticket.number} 电话回访：${result}。`], memory: { last } };
}
