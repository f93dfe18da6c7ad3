import ts from 'typescript';
import type { House, SourceFile } from '../house.ts';
import { walk } from '../house.ts';
import type { Measure, Reading } from '../measure.ts';

/** Words that speak in pictures where the field has a term; docs/glossary.md gives the terms. */
const RIDDLES: readonly string[] = [
  ...['told', 'nobody', 'somebody', 'whoever', 'owe', 'owes', 'owed', 'owing', 'he', 'she', 'him', 'his'],
  ...['poke', 'pokes', 'pump', 'pumps', 'beat', 'beats', 'lane', 'lanes', 'door', 'doors', 'ring', 'rings', 'rung'],
  ...['deed', 'deeds', 'heir', 'keeper', 'stamp', 'pen', 'matter', 'matters', 'outer', 'informed', 'judge', 'hear'],
  ...['look2', 'struck', 'mend', 'mends', 'mended', 'drain', 'carry', 'carried', 'absorb', 'adopt'],
];
const WANTED = new Set(RIDDLES);

/** The words of a text or name in lower case: `pokeLane` and `poke_lane` are both `poke`, `lane`. */
export function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** The comments of a file, each once. */
function commentsOf({ text, tree }: SourceFile): string[] {
  const seen = new Map<number, string>();
  const take = (ranges: readonly ts.CommentRange[] | undefined) => {
    for (const { pos, end } of ranges ?? []) seen.set(pos, text.slice(pos, end));
  };
  walk(tree, (node) => {
    take(ts.getLeadingCommentRanges(text, node.getFullStart()));
    take(ts.getTrailingCommentRanges(text, node.getEnd()));
  });
  return [...seen.values()];
}

/** The names that a file declares: functions, variables, parameters, types and their members. */
function declaredNames({ tree }: SourceFile): string[] {
  const names: string[] = [];
  walk(tree, (node) => {
    if (!ts.isIdentifier(node)) return;
    const { parent } = node;
    if ('name' in parent && parent.name === node && !ts.isPropertyAccessExpression(parent)) names.push(node.text);
  });
  return names;
}

/** How often each riddle stands in the comments and declared names of a file. */
export function riddlesIn(source: SourceFile): string[] {
  return [...commentsOf(source), ...declaredNames(source)].flatMap(wordsOf).filter((word) => WANTED.has(word));
}

function riddles(house: House): Reading {
  const counts = new Map<string, number>();
  for (const source of [...house.product, ...house.packages]) {
    for (const word of riddlesIn(source)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  return {
    value: sorted.reduce((total, [, count]) => total + count, 0),
    places: sorted.map(([word, count]) => `${word}: ${count}`),
  };
}

/** English in comments and names. Some words of the list have a literal use, so the figure is shown and fails nothing. */
export const wordMeasures: readonly Measure[] = [
  {
    id: 'riddles',
    name: 'pictures in comments and names',
    start: 1_340,
    aim: null,
    better: 'lower',
    informative: true,
    read: riddles,
  },
];
