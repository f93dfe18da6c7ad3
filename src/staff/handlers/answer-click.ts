import { deriveId } from '../../shared/id.ts';
import { parseCardKey, workCard, workCardId } from '../../tickets/card.ts';
import type { TicketCommand } from '../command.ts';
import { specOf } from '../commands/table.ts';
import { fold } from '../folded.ts';
import { actOn } from './act-on-ticket.ts';
import type { Answer, Context } from './context.ts';
import { type FoundTicket, loadFor } from './find-ticket.ts';

type Click = { readonly key: string };

/** The command that a button stands for; words it still lacks are asked for. */
function commandOf(action: string, argument: string | null, number: string): TicketCommand | null {
  const spec = specOf(action as TicketCommand['kind']);
  const command = spec?.read(fold(`${number} ${argument ?? ''}`), spec.words[0]) ?? null;
  return command !== null && 'ref' in command && command.kind !== 'query' ? command : null;
}

/** The present state of the card for the one who clicked: a late click must not leave an old card behind. */
async function refreshCard(context: Context, { ticket, membership }: FoundTicket): Promise<void> {
  const { community, member } = membership;
  const fresh = await context.deps.tickets.load(community.id, ticket._id);
  const holds = fresh?.cards.some(
    ({ cardId, holders }) => cardId === workCardId(fresh) && holders.includes(member.userid),
  );
  if (fresh === null || holds !== true) return;
  await context.deps.delivery.enqueue([
    {
      id: deriveId(context.input.id, 'card'),
      community: community.id,
      purpose: 'answer',
      ticketId: fresh._id,
      to: 'member',
      userid: member.userid,
      content: workCard({ ticket: fresh, community, now: context.now }, member.userid),
    },
  ]);
}

/** A button of a card. */
export async function answerClick(context: Context, { key }: Click): Promise<Answer> {
  const card = parseCardKey(key);
  if (card === null) return { lines: [context.tell('dead-button')] };
  for (const { community } of context.memberships) {
    const found = await loadFor(context, community.id, card.ticketId);
    if (found === null) continue;
    const command = commandOf(card.action, card.argument, found.ticket.number);
    if (command === null) return { lines: [context.tell('see-ticket', { number: found.ticket.number })] };
    const before = found.ticket.version;
    const answer = await actOn(context, found, command);
    const after = await context.deps.tickets.load(community.id, card.ticketId);
    if (after?.version === before && answer.memory?.pending == null) await refreshCard(context, found);
    return answer;
  }
  return { lines: [context.tell('out-of-reach')] };
}
