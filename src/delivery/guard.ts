import { maskText } from '../language/index.ts';
import type { Community } from './community.ts';

const QUOTATION = /“[^”]*”|「[^」]*」|『[^』]*』|"[^"]*"/g;

/**
 * Words of `delivery.yaml` `forbidden` in a sentence of ours to an owner (篇3 4.8; R26), also when spaces or marks stand inside them.
 * What stands in quotation marks is the owner's own and is not looked at.
 */
export function findForbidden(text: string, community: Pick<Community, 'delivery'>): string[] {
  const own = squeeze(text.replace(QUOTATION, ' \u0000 '));
  return community.delivery.forbidden.filter((word) => own.includes(squeeze(word)));
}

function squeeze(text: string): string {
  return text.normalize('NFKC').replace(/[\s·.*_-]/g, '');
}

/** Addresses and mentions are left alone by masking: a number inside them is not a person's. */
const UNTOUCHED = /(https?:\/\/[^\s)\]>]+|<@[^>\s]+>)/;

/** The text of a group message with personal numbers masked, whoever wrote it (design rule 11). */
export function maskForGroup(text: string): string {
  return text
    .split(UNTOUCHED)
    .map((part, index) => (index % 2 === 1 ? part : maskText(part)))
    .join('');
}
