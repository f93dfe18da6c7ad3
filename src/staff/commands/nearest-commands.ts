import { beginsWithHouse } from '../reading/house.ts';
import { normalise } from '../reading/normalised.ts';
import { saysImpossible } from '../reading/phrases.ts';
import { takeRef } from '../reading/ticket-reference.ts';
import type { CommandKind } from './command.ts';
import { COMMAND_KINDS } from './table.ts';
import type { Vocabulary } from './vocabulary.ts';

const HEAD_LENGTH = 6;
const MOST_OFFERED = 3;
const FARTHEST = 0.6;

/** Insertions, deletions and replacements between two short texts. */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let row = [0, ...b.map((_, index) => index + 1)];
  for (const [i, left] of a.entries()) {
    const next = [i + 1];
    for (const [j, right] of b.entries()) {
      const [above = 0, diagonal = 0, before = 0] = [row[j + 1], row[j], next[j]];
      next.push(Math.min(before + 1, above + 1, diagonal + (left === right ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** How unlike a command's words the beginning of a text is: 0 the same, 1 nothing in common. */
function distanceTo(words: readonly string[], head: readonly string[]): number {
  const scores = words
    .filter((word) => [...word].length > 1)
    .map((word) => {
      const letters = [...word];
      const common = letters.filter((letter) => head.includes(letter)).length;
      if (common === 0) return 1;
      return editDistance(letters, head.slice(0, letters.length)) / letters.length - common / (letters.length * 10);
    });
  return Math.min(1, ...scores);
}

/** What the member may want although the text has no word of a command. */
function impliedCommands(text: string): readonly CommandKind[] {
  if (saysImpossible(text)) return ['suspend', 'return'];
  const found = takeRef(normalise(text));
  if (found !== null && found.rest.plain !== '') return ['note', 'complete'];
  return beginsWithHouse(text) ? ['register', 'query'] : [];
}

/** The commands that a text may mean, or whose words look like its beginning, best first, at most three. */
export function nearestCommands(text: string, vocabulary: Vocabulary): readonly CommandKind[] {
  const implied = impliedCommands(text);
  if (implied.length > 0) return implied;
  const head = [...text.replace(/[\s\d]/g, '')].slice(0, HEAD_LENGTH);
  return COMMAND_KINDS.map((kind) => ({ kind, distance: distanceTo(vocabulary.wordsOf(kind), head) }))
    .filter(({ distance }) => distance <= FARTHEST)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_OFFERED)
    .map(({ kind }) => kind);
}
