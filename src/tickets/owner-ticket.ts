import type { House } from '../language/index.ts';
import type { Community } from './community.ts';
import { currentPromise } from './promises.ts';
import { isOpen } from './state.ts';
import { say } from './texts.ts';
import type { Ticket } from './ticket.ts';
import { workerTitle } from './wording.ts';

/** What the owner may know of one of his tickets. */
export interface OwnerTicket {
  readonly id: string;
  readonly number: string;
  readonly category: string;
  readonly topic: string | null;
  readonly summary: string;
  readonly house: House | null;
  /** Words for the state, ready to be said: `已派单`, `李师傅已接单`. */
  readonly stateText: string;
  readonly open: boolean;
  readonly openedAt: number;
  readonly promisedAt: number | null;
  /** Surname and title only. */
  readonly worker: string | null;
  /** Last real step, ready to be said. */
  readonly lastStep: string | null;
}

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
