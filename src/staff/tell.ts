import { fill } from '../tickets/texts.ts';
import type { Community } from './community.ts';

/** Puts a sentence of `staff-texts.yaml` into words; a missing one is shown by its name, so that nothing is lost silently. */
export type Tell = (name: string, values?: Readonly<Record<string, string | number>>) => string;

/** The sentences of a community. */
export function tellIn({ staffTexts }: Pick<Community, 'staffTexts'>): Tell {
  return (name, values) => fill(staffTexts[name] ?? name, values);
}
