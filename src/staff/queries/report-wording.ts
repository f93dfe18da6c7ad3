import type { Membership } from '../member.ts';
import type { WantedMonth } from '../reading/month.ts';
import { type Tell, tellIn } from '../tell.ts';
import type { Satisfaction, Share } from './figures.ts';
import { monthOf, type Span } from './periods.ts';

/** The sentences of a report, with the name of the community, and shares as people read them. */
export function wordingIn({ community }: Membership): { tell: Tell; share(of: Share): string } {
  const tell = tellIn(community, { community: community.name });
  return {
    tell,
    share: ({ count, of }) =>
      of === 0 ? tell('report.nothing') : tell('report.share', { count, of, percent: Math.round((count / of) * 100) }),
  };
}

/** Average, satisfied share and number of scores, in words. */
export function satisfactionText(membership: Membership, { average, scored, satisfied }: Satisfaction): string {
  const { tell, share } = wordingIn(membership);
  if (average === null) return tell('report.no-scores');
  return tell('report.scores', { average: average.toFixed(1), share: share(satisfied), count: scored });
}

/** A month in the time zone of the community, and its name. */
export function monthIn({ community }: Membership, wanted: WantedMonth, now: number): Span & { name: string } {
  const { year, number, ...span } = monthOf(wanted, { now, timezone: community.timezone });
  return { ...span, name: tellIn(community)('report.month', { year, month: number }) };
}
