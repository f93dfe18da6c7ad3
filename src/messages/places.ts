/** A place in a text that something is put into: `{name}`, letters, digits and dots, beginning with a letter. */
const PLACE = /\{(\p{L}[\p{L}\p{N}.]*)\}/gu;

/** A piece of a text: words as they stand, or the name of a place. */
export type Piece =
  | { readonly text: string; readonly name?: undefined }
  | { readonly name: string; readonly text?: undefined };

/** Cuts a text into its words and its places, in order. */
export function splitPlaces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACE)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ name: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** The text with every place replaced by what `value` gives for it. What is put in is never read for places again. */
export function replacePlaces(text: string, value: (name: string) => string): string {
  return text.replace(PLACE, (_place, name: string) => value(name));
}
