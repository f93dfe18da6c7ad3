import { splitBytes } from '@shouwen/wecom';

/** A text in pieces of at most `limit` bytes, cut between lines where it can be, without empty lines at the cuts. */
export function splitText(text: string, limit: number): string[] {
  return splitBytes(text, limit)
    .map((piece) => piece.replace(/^\n+|\n+$/g, ''))
    .filter((piece) => piece !== '');
}
