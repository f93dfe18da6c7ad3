import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const text = readFileSync('CONTRIBUTING.md', 'utf8');
const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
const scripts = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts);

const paths = [
  ...new Set(spans.filter((span) => /^(?:src|tests|packages|config|docs|bot-flows|\.\w+)\/\S*$/.test(span))),
];
/** `query-commands.ts` beside `src/staff/commands/ticket-commands.ts`: a file of a folder that is named. */
const names = [...new Set(spans.filter((span) => /^[\w-]+\.(?:ts|yaml|md|json)$/.test(span)))];
const folders = [...new Set(paths.map((one) => (one.endsWith('/') ? one : path.dirname(one))))];

test.each(paths)('%s exists', (one) => {
  expect(existsSync(one)).toBe(true);
});

test.each(names)('%s is a file at the root or of a folder that is named', (name) => {
  const isThere =
    existsSync(name) || folders.some((folder) => existsSync(folder) && readdirSync(folder).includes(name));
  expect(isThere).toBe(true);
});

test.each([...new Set([...text.matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script))])(
  'npm run %s is a script',
  (script) => {
    expect(scripts).toContain(script);
  },
);
