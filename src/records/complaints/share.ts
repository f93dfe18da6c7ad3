import { format } from '../../messages/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import type { Community } from '../community.ts';

/** Valid complaints of a year against the limit (篇5 二.3, R39). */
export interface ComplaintShare {
  readonly count: number;
  /** Null: nobody has configured how many households there are. */
  readonly houses: number | null;
  readonly permille: number | null;
  readonly state: 'unknown' | 'fine' | 'near' | 'over';
}

/** True for a complaint that a person judged valid and that was not counted under another number. */
export function isValidComplaint({ complaint, state }: Ticket): boolean {
  return complaint?.valid === true && state !== 'merged';
}

/**
 * `near` from the configured share of the limit on, and when one complaint more would exceed it: in a small community
 * the limit is passed in one step, and a warning must come before.
 */
export function complaintShare(tickets: readonly Ticket[], community: Community): ComplaintShare {
  const count = tickets.filter(isValidComplaint).length;
  const houses = community.households ?? community.houses.length;
  if (houses === 0) return { count, houses: null, permille: null, state: 'unknown' };
  const { limit, warnAt } = community.reports.complaints;
  const allowed = (limit * houses) / 1_000;
  const isNear = count > 0 && (count >= warnAt * allowed || count + 1 > allowed);
  return {
    count,
    houses,
    permille: (count * 1_000) / houses,
    state: count > allowed ? 'over' : isNear ? 'near' : 'fine',
  };
}

/** The share in one line. */
export function shareText(share: ComplaintShare, { reports, messages }: Community): string {
  const { complaints } = reports;
  const texts = messages.report;
  const { count, houses, permille } = share;
  if (houses === null || permille === null) return format(texts.shareUnknown, { count });
  const state = { fine: '', near: texts.shareNear, over: texts.shareOver, unknown: '' }[share.state];
  const shown = permille.toFixed(2).replace(/\.?0+$/, '');
  return format(texts.share, { count, houses, permille: shown, limit: complaints.limit, state });
}
