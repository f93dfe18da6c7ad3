/** Draws docs/architecture-matrix.md from `.rooms.cjs`: `npm run docs:rooms`. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const { rooms } = createRequire(import.meta.url)('../../.rooms.cjs') as {
  rooms: Readonly<Record<string, readonly string[]>>;
};

/** The matrix of who may import whom, as Markdown. */
export function roomsMatrix(): string {
  const names = Object.keys(rooms);
  const row = (name: string) => names.map((other) => (rooms[name]?.includes(other) ? '●' : name === other ? '·' : ' '));
  return [
    '# Who may import whom',
    '',
    'Drawn from `.rooms.cjs` by `npm run docs:rooms`; enforced by `npm run check:imports`. A row imports the columns marked ●.',
    'Everything is to the left of the diagonal, so no room can be on a cycle.',
    '',
    `| | ${names.join(' | ')} |`,
    `|---|${names.map(() => ':-:').join('|')}|`,
    ...names.map((name) => `| **${name}** | ${row(name).join(' | ')} |`),
    '',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync('docs/architecture-matrix.md', roomsMatrix());
}
