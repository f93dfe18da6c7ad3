import { z } from 'zod';
import type { Message } from './format.ts';
import { splitPlaces } from './places.ts';

/** A text for people; its only places are `places`. An empty text, an unknown place and a stray brace are refused. */
export function message<const P extends readonly string[]>(places: P): z.ZodType<Message<P[number]>> {
  return z
    .string()
    .superRefine((text, context) => {
      for (const message of problemsOf(text, places)) context.addIssue({ code: 'custom', message });
    })
    .transform((text) => text as Message<P[number]>);
}

function problemsOf(text: string, places: readonly string[]): string[] {
  if (text.trim() === '') return ['is empty; write the words'];
  const pieces = splitPlaces(text);
  const hint = places.length === 0 ? 'this text has no places' : `accepted: ${places.map(braced).join(', ')}`;
  const unknown = pieces.flatMap(({ name }) => (name === undefined || places.includes(name) ? [] : [name]));
  const stray = pieces.some((piece) => piece.text !== undefined && /[{}]/.test(piece.text));
  return [
    ...[...new Set(unknown)].map((name) => `${braced(name)} stands for nothing here; ${hint}`),
    ...(stray ? [`a brace stands alone; a place is written {name}; ${hint}`] : []),
  ];
}

const braced = (name: string) => `{${name}}`;

/** What a catalogue is declared by: the places of a message, a schema of its own, or a section. */
export type Entry = readonly string[] | z.ZodType | { readonly [key: string]: Entry };

/** What a declared catalogue holds once it is read. */
export type Read<E> = E extends readonly (infer P extends string)[]
  ? Message<P>
  : E extends z.ZodType
    ? z.output<E>
    : { readonly [K in keyof E]: Read<E[K]> };

/**
 * The schema of a catalogue: each key with the places its text may have, sections nested. Every key must be there and no
 * other; see `mergeLayers` for how a company writes only those it changes.
 */
export function catalogue<const E extends { readonly [key: string]: Entry }>(entries: E): z.ZodType<Read<E>> {
  // The strict object holds exactly the keys of `entries`, each read as `Read` says.
  return sectionOf(entries) as unknown as z.ZodType<Read<E>>;
}

function sectionOf(entries: { readonly [key: string]: Entry }): z.ZodType {
  return z.strictObject(Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, schemaOf(entry)])));
}

function schemaOf(entry: Entry): z.ZodType {
  if (isPlaces(entry)) return message(entry);
  return entry instanceof z.ZodType ? entry : sectionOf(entry);
}

const isPlaces = (entry: Entry): entry is readonly string[] => Array.isArray(entry);

/** A section with one message for each of `keys`, all with the same places. */
export function each<const K extends readonly string[], const P extends readonly string[]>(
  keys: K,
  places: P,
): { readonly [key in K[number]]: P } {
  // Every key of K is set from `keys`.
  return Object.fromEntries(keys.map((key) => [key, places])) as { [key in K[number]]: P };
}
