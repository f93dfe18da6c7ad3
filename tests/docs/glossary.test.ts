import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const rows = readFileSync('docs/glossary.md', 'utf8')
  .split('\n')
  .map((line) => /^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/.exec(line))
  .filter((match) => match !== null && match[1] !== 'Chinese')
  .map((match) => ({ chinese: match?.[1] ?? '', english: match?.[2] ?? '' }));

function repeated(words: readonly string[]): string[] {
  return words.filter((word, index) => words.indexOf(word) !== index);
}

/** Everything in which a term can be used: sources, configuration, flows, documents other than the glossary. */
function texts(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ['.ts', '.yaml', '.md'].includes(extname(name)))
    .filter((name) => !name.includes('node_modules') && name !== 'glossary.md')
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

describe('docs/glossary.md', () => {
  test('has each Chinese and each English term once', () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(repeated(rows.map(({ chinese }) => chinese))).toEqual([]);
    expect(repeated(rows.map(({ english }) => english))).toEqual([]);
  });

  test('has only terms that code, configuration or documents use', () => {
    const all = ['src', 'packages', 'config', 'bot-flows', 'docs'].flatMap(texts).join('\n');
    expect(rows.map(({ chinese }) => chinese).filter((term) => !all.includes(term))).toEqual([]);
  });
});
