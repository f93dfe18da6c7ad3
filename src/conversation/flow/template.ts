import { defined } from '../../shared/index.ts';
/** Words that the executor of an effect fills in, because they exist only once the ticket is open. */
export const LATE = ['number', 'promise', 'department'] as const;

/** A text with `{name}` places, cut into lines and pieces once, when the file is loaded. */
export interface Template {
  readonly source: string;
  readonly lines: readonly Line[];
  readonly names: readonly string[];
  /** The text itself when it has no places: nothing to fill. */
  readonly bare: string;
}

interface Line {
  readonly pieces: readonly Piece[];
}

type Piece =
  | { readonly text: string; readonly name?: undefined }
  | { readonly name: string; readonly text?: undefined };

const PLACE = /\{([\p{L}][\p{L}\p{N}.]*)\}/gu;

/** Cuts a text into lines and places. */
export function compileTemplate(source: string): Template {
  const names = new Set<string>();
  const lines = source
    .trim()
    .split('\n')
    .map((line) => ({ pieces: cutLine(line.trim(), names) }));
  const bare = lines.map((line) => line.pieces.map((piece) => piece.text ?? '').join('')).join('\n');
  return { source, lines, names: [...names], bare };
}

function cutLine(line: string, names: Set<string>): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of line.matchAll(PLACE)) {
    if (match.index > end) pieces.push({ text: line.slice(end, match.index) });
    names.add(defined(match[1]));
    pieces.push({ name: defined(match[1]) });
    end = match.index + match[0].length;
  }
  if (end < line.length) pieces.push({ text: line.slice(end) });
  return pieces;
}

/**
 * The text with every place filled. A line with a place for which nothing is known is left out, so that one text serves
 * whether or not a fact is known. A template of one line keeps the line and leaves the place empty.
 */
export function fill(template: Template, value: (name: string) => string): string {
  if (template.names.length === 0) return template.bare;
  const out: string[] = [];
  for (const line of template.lines) {
    let text = '';
    let missing = false;
    for (const piece of line.pieces) {
      if (piece.name === undefined) text += piece.text;
      else {
        const filled = (LATE as readonly string[]).includes(piece.name) ? `{${piece.name}}` : value(piece.name);
        if (filled === '') missing = true;
        text += filled;
      }
    }
    if (!missing || template.lines.length === 1) out.push(text);
  }
  return out.join('\n');
}
