import { replacePlaces } from './places.ts';

declare const PLACES: unique symbol;

/** A text of a catalogue that has been checked: it has no other places than `P`. At run time a plain string. */
export type Message<P extends string = never> = string & { readonly [PLACES]?: P };

/** What is put into the places of a message; a place without a value becomes empty. */
export type Values<P extends string = string> = { readonly [K in P]?: string | number | null | undefined };

/** The names of the places a message may have. */
export type PlacesOf<M> = M extends Message<infer P> ? P : never;

/** The message with its places filled. A value is put in as it is: `{name}` inside it is not a place. */
export function format<P extends string>(message: Message<P>, values: Values<NoInfer<P>>): string {
  const given: Readonly<Record<string, string | number | null | undefined>> = values;
  return replacePlaces(message, (name) => (Object.hasOwn(given, name) ? String(given[name] ?? '') : ''));
}

/** The words for `key` in a section; a key the section does not have is shown as itself, so that nothing is lost silently. */
export function wordsFor(section: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(section, key) ? (section[key] ?? key) : key;
}
