import type { Command } from './command.ts';
import { COMMANDS } from './commands/table.ts';
import { fold } from './folded.ts';
import { parseHouse } from './parse-house.ts';
import { takeRef } from './ticket-ref.ts';

/** Insertions, deletions and replacements between two short texts. */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let row = b.map((_, index) => index + 1);
  row.unshift(0);
  for (const [i, left] of a.entries()) {
    const next = [i + 1];
    for (const [j, right] of b.entries()) {
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (left === right ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

const HEAD = 6;
const MOST = 3;

/** How unlike a command's words the beginning of a text is: 0 same, 1 nothing in common. */
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

/** What he wants although no word of a command stands there. */
function meant(text: string): Command['kind'][] {
  if (/不了|没法|做不|不会修/.test(text)) return ['suspend', 'return'];
  const found = takeRef(fold(text));
  if (found !== null && found.rest.plain !== '') return ['note', 'complete'];
  const house = /^[^\s,，]{2,14}?(?=[\s,，]|[^\dA-Za-z]{2,}$)/.exec(text)?.[0];
  return house !== undefined && parseHouse(house) !== null ? ['register', 'query'] : [];
}

/** Kinds of the commands that he may have meant or whose words look like the beginning of the text, best first, at most three. */
export function nearestCommands(text: string): string[] {
  const clear = meant(text);
  if (clear.length > 0) return clear;
  const head = [...text.replace(/[\s\d]/g, '')].slice(0, HEAD);
  return COMMANDS.map((spec) => ({ kind: spec.kind, distance: distanceTo(spec.words, head) }))
    .filter(({ distance }) => distance <= 0.6)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST)
    .map(({ kind }) => kind);
}
