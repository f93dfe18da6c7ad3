import { sameUser } from '../community/people.ts';
import { startOfDay } from '../shared/time.ts';
import { isOpen } from '../tickets/state.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Community } from './community.ts';

/** A ticket with the community it belongs to. */
export interface Candidate {
  readonly ticket: Ticket;
  readonly community: Community;
  readonly userid: string;
  readonly department: string;
}

/** Which ticket a short number means. */
export type Resolution =
  | { readonly kind: 'one'; readonly candidate: Candidate }
  | { readonly kind: 'several'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'none' };

type Tier = (candidate: Candidate, now: number) => boolean;

const open: Tier = ({ ticket }) => isOpen(ticket.state);
const own: Tier = ({ ticket, userid }) => sameUser(ticket.assignee, userid);
const kept: Tier = ({ ticket, userid }) => sameUser(ticket.keeper, userid);
const ours: Tier = ({ ticket, department }) => ticket.department === department;
const today: Tier = ({ ticket, community }, now) => ticket.openedAt >= startOfDay(now, community.timezone);
const all =
  (...tiers: readonly Tier[]): Tier =>
  (candidate, now) =>
    tiers.every((tier) => tier(candidate, now));

/** Own first, then what he keeps, the department, today, whatever is open, at last anything. */
const TIERS: readonly Tier[] = [
  all(open, own),
  all(open, kept),
  all(open, ours),
  all(open, today),
  open,
  own,
  today,
  () => true,
];

/**
 * The one ticket a member means by a short number (operating contract, "Words in chat"). `fits` tells what
 * his command can be done to; only when nothing fits are the others looked at, so that the refusal tells the truth.
 * `candidates` are those he may see.
 */
export function resolveNumber(
  candidates: readonly Candidate[],
  { fits, now }: { readonly fits: (candidate: Candidate) => boolean; readonly now: number },
): Resolution {
  const fitting = candidates.filter(fits);
  const pool = fitting.length > 0 ? fitting : candidates;
  for (const tier of TIERS) {
    const found = pool.filter((candidate) => tier(candidate, now));
    if (found.length === 1) return { kind: 'one', candidate: found[0]! };
    if (found.length > 1) return { kind: 'several', candidates: found };
  }
  return { kind: 'none' };
}
