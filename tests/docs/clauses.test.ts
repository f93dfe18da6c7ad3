import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

/** Rows of the procedures that ask nothing of a program: posture, dress, penalties, door visits in person. */
const ONLY_PEOPLE = [40, 45, 52, 74];
/** What waits for its room. Built, its row names a test and leaves this list. */
const NOT_BUILT: readonly string[] = [];

const rows = readFileSync('docs/clauses.md', 'utf8')
  .split('\n')
  .map((line) => /^\| (R?\d+) \|.*\| (.*) \|$/.exec(line))
  .filter((match) => match !== null)
  .map(([, id, tests]) => ({ id: id!, tests: tests! }));

const links = rows.flatMap(({ id, tests }) =>
  [...tests.matchAll(/`([^`]+)` › “(.*?)”(?=<br>|$)/g)].map(([, file, title]) => [id, file!, title!] as const),
);

/** True when the title stands where a test, a suite or a story is named, not in a comment. */
function isTitle(file: string, title: string): boolean {
  const isStory = file.endsWith('.stories.yaml');
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('//') && !line.startsWith('*'))
    .some((line) =>
      isStory ? line === `- story: ${title}` : line.includes(`'${title}'`) || line.includes(`\`${title}\``),
    );
}

describe('docs/clauses.md', () => {
  test('has a row for every clause and every ruling', () => {
    const clauses = Array.from({ length: 84 }, (_, index) => index + 1).filter((one) => !ONLY_PEOPLE.includes(one));
    const rulings = Array.from({ length: 40 }, (_, index) => `R${index + 1}`);
    expect(rows.map(({ id }) => id)).toEqual([...clauses.map(String), ...rulings]);
  });

  test('every row names a test, but for what is known not to be built', () => {
    const linked = new Set(links.map(([id]) => id));
    expect(rows.map(({ id }) => id).filter((id) => !linked.has(id))).toEqual(NOT_BUILT);
  });

  test.each(links)('%s: %s › %s', (_, file, title) => {
    expect(existsSync(file)).toBe(true);
    expect([file, title, isTitle(file, title)]).toEqual([file, title, true]);
  });
});
