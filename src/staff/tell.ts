import { format, wordsFor } from '../messages/index.ts';
import type { Community } from './community.ts';

/** Puts a sentence of `messages/staff.yaml` into words; a missing one is shown by its name, so that nothing is lost silently. */
export type Tell = (name: string, values?: Readonly<Record<string, string | number>>) => string;

/** The sentences of a community. */
export function tellIn({ messages }: Pick<Community, 'messages'>): Tell {
  return (name, values) => format<string>(wordsFor(messages.staff, name), values ?? {});
}
