import type { Community } from '../config/types.ts';

/** The banned words that stand in a text for an owner (篇3 4.8; R26), in the order of config. */
export function forbiddenIn(text: string, community: Community): string[] {
  const plain = text.replace(/\s/g, '');
  return community.delivery.forbidden.filter((word) => plain.includes(word));
}
