import type { Community } from '../config/types.ts';
import type { OwnerTicket } from '../conversation/types.ts';
import { currentPromise } from './promises.ts';
import { isOpen } from './state.ts';
import { say } from './texts.ts';
import type { Ticket } from './ticket.ts';
import { workerTitle } from './wording.ts';

/** What the owner may know of his ticket: state in ready words, surname and title of the worker, nothing internal. */
export function toOwnerTicket(ticket: Ticket, community: Community): OwnerTicket {
  const worker = ticket.complaint === null ? workerTitle(ticket, community) : null;
  return {
    id: ticket._id,
    number: ticket.number,
    category: ticket.category,
    topic: ticket.topic,
    summary: ticket.summary,
    house: ticket.house,
    stateText: say(community, `owner.state-${ticket.state}`, { worker: worker ?? say(community, 'names.colleague') }),
    open: isOpen(ticket.state) || ticket.state === 'done' || ticket.state === 'visiting',
    openedAt: ticket.openedAt,
    promisedAt: currentPromise(ticket)?.until ?? null,
    worker,
    lastStep: lastStep(ticket, community),
  };
}

function lastStep(ticket: Ticket, community: Community): string | null {
  const standing = ticket.pauses.findLast((pause) => pause.to === null);
  if (ticket.state === 'suspended' && standing !== undefined)
    return say(community, 'owner.step-suspended', { reason: standing.text });
  if (ticket.result !== null && !isOpen(ticket.state)) return ticket.result.text;
  return ticket.complaint?.answers.at(-1)?.text ?? null;
}
