import { sameUser } from '../../community/index.ts';
import { startOfDay } from '../../shared/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import { isOpen } from '../../tickets/index.ts';
import type { Membership } from '../member.ts';

/** A ticket and the member's place in its community. */
export interface FoundTicket {
  readonly ticket: Ticket;
  readonly membership: Membership;
}

/** Which ticket a short number means. */
export type Resolution =
  | { readonly kind: 'one'; readonly found: FoundTicket }
  | { readonly kind: 'several'; readonly candidates: readonly FoundTicket[] }
  | { readonly kind: 'none' };

type Tier = (candidate: FoundTicket, now: number) => boolean;

const open: Tier = ({ ticket }) => isOpen(ticket.state);
const assigned: Tier = ({ ticket, membership }) => sameUser(ticket.assignee, membership.member.userid);
const followed: Tier = ({ ticket, membership }) => sameUser(ticket.keeper, membership.member.userid);
const ofDepartment: Tier = ({ ticket, membership }) => ticket.department === membership.member.department;
const ofToday: Tier = ({ ticket, membership }, now) =>
  ticket.openedAt >= startOfDay(now, membership.community.timezone);
const all =
  (...tiers: readonly Tier[]): Tier =>
  (candidate, now) =>
    tiers.every((tier) => tier(candidate, now));

/** Assigned to the member first, then followed, the department's, today's, whatever is open, at last anything. */
const TIERS: readonly Tier[] = [
  all(open, assigned),
  all(open, followed),
  all(open, ofDepartment),
  all(open, ofToday),
  open,
  assigned,
  ofToday,
  () => true,
];

/**
 * The one ticket that a member means by a short number, which is enough where only one fits (operating contract, "Words in
 * chat"). `fits` says whether the command can be performed on a ticket; only when it can on none are the others considered, so
 * that the refusal gives the right reason. `candidates` are those that the member may see.
 */
export function resolveNumber(
  candidates: readonly FoundTicket[],
  { fits, now }: { readonly fits: (candidate: FoundTicket) => boolean; readonly now: number },
): Resolution {
  const fitting = candidates.filter(fits);
  const pool = fitting.length > 0 ? fitting : candidates;
  for (const tier of TIERS) {
    const matching = pool.filter((candidate) => tier(candidate, now));
    const [found, ...others] = matching;
    if (found !== undefined && others.length === 0) return { kind: 'one', found };
    if (found !== undefined) return { kind: 'several', candidates: matching };
  }
  return { kind: 'none' };
}
