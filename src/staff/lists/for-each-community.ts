import type { Answer } from '../context.ts';
import type { Membership } from '../member.ts';

/** An answer made of one part for each community, with an empty line between them. */
export async function forEachCommunity(
  memberships: readonly Membership[],
  part: (membership: Membership) => Promise<readonly string[]>,
): Promise<Answer> {
  const parts = await Promise.all(memberships.map(part));
  return { lines: parts.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])) };
}
