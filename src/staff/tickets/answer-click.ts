import { deriveId } from '../../shared/id.ts';
import { parseCardKey, workCard, workCardId } from '../../tickets/card.ts';
import type { TicketCommand } from '../commands/command.ts';
import { commandKind, definitionOf, isTicketCommand } from '../commands/table.ts';
import type { Vocabulary } from '../commands/vocabulary.ts';
import type { Answer, Context } from '../context.ts';
import { normalise } from '../reading/normalised.ts';
import { actOn } from './act-on-ticket.ts';
import { loadFor } from './find-ticket.ts';
import type { FoundTicket } from './resolve-number.ts';

type CardKey = NonNullable<ReturnType<typeof parseCardKey>>;

/** The command that a button stands for; words that it lacks are asked for. Null for a button without a command. */
function commandOf({ action, argument }: CardKey, number: string, vocabulary: Vocabulary): TicketCommand | null {
  const kind = commandKind(action);
  if (kind === null) return null;
  const command = definitionOf(kind).read(normalise(`${number} ${argument ?? ''}`), vocabulary.firstVariant(kind));
  return command !== null && isTicketCommand(command) ? command : null;
}

/** Sends the present state of the card to the member: a late click must not leave an old card behind. */
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

/** Does what a button says, and shows the card anew when that changed nothing. */
async function answerFor(context: Context, found: FoundTicket, card: CardKey): Promise<Answer> {
  const { _id, community, number, version } = found.ticket;
  const command = commandOf(card, number, context.vocabulary);
  if (command === null) return { lines: [context.tell('see-ticket', { number })] };
  const answer = await actOn(context, found, command);
  const after = await context.deps.tickets.load(community, _id);
  const isAsked = answer.memory?.pending != null;
  if (after?.version === version && !isAsked) await refreshCard(context, found);
  return answer;
}

/** A button of a card. */
export async function answerClick(context: Context, key: string): Promise<Answer> {
  const card = parseCardKey(key);
  if (card === null) return { lines: [context.tell('dead-button')] };
  for (const { community } of context.memberships) {
    const found = await loadFor(context, community.id, card.ticketId);
    if (found !== null) return answerFor(context, found, card);
  }
  return { lines: [context.tell('out-of-reach')] };
}
