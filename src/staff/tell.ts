import { format, type PlacesOf, type Values } from '../messages/index.ts';
import type { Community } from './community.ts';
import type { StaffMessages } from './config/messages.ts';

/** The name of a sentence in `messages/staff.yaml`. */
export type SentenceName = keyof StaffMessages & string;

/** Puts a sentence into words. A place without a value becomes empty. */
export type Tell = <N extends SentenceName>(name: N, values?: Values<PlacesOf<StaffMessages[NoInfer<N>]>>) => string;

/** The sentences of a community. `known` are values that every one of them may use. */
export function tellIn({ messages }: Pick<Community, 'messages'>, known: Values = {}): Tell {
  return (name, values) => format<string>(messages.staff[name], { ...known, ...values });
}
