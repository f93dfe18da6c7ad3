import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { roomsMatrix } from '../tools/rooms-matrix.ts';

const { rooms } = createRequire(import.meta.url)('../../.rooms.cjs') as { rooms: Record<string, string[]> };

describe('rooms', () => {
  test('the matrix in docs is the rule file (npm run docs:rooms)', () => {
    expect(readFileSync('docs/architecture-matrix.md', 'utf8')).toBe(roomsMatrix());
  });

  test('every folder of src but the wiring and the commands is a room, and the order has no cycle', () => {
    const folders = readdirSync('src', { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? entry.name : [],
    );
    expect(folders.filter((name) => name !== 'app' && name !== 'cli').sort()).toEqual(Object.keys(rooms).sort());
    const order = Object.keys(rooms);
    for (const [name, mayImport] of Object.entries(rooms)) {
      for (const other of mayImport) expect(order.indexOf(other)).toBeLessThan(order.indexOf(name));
    }
  });
});
