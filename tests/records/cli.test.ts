import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { openStore } from '../../src/store/index.ts';
import { noEffects } from '../store/open.ts';
import { sampleTickets } from './papers.ts';

const SCRIPT = fileURLToPath(new URL('../../src/cli/records.ts', import.meta.url));
const SLOW = 60_000;
const DAY = ['--from', '2026-11-24', '--to', '2026-11-24'];
const folder = await mkdtemp(path.join(tmpdir(), 'shouwen-records-'));
let store: Awaited<ReturnType<typeof openStore>> | null;

function run(args: readonly string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, ['--conditions=source', '--import', 'tsx', SCRIPT, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, DATA_DIR: folder, ...env },
  });
}

const out = (name: string) => ['--out', path.join(folder, name)];

beforeAll(async () => {
  store = await openStore({ mongodbUri: null, dataDir: folder, effects: noEffects() });
  for (const ticket of sampleTickets()) await store.tickets.insert(ticket);
}, SLOW);
afterAll(async () => {
  await store?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('npm run records', () => {
  test(
    'wrong arguments: says how it is called, and exits with 2',
    () => {
      const { status, stderr } = run([]);
      expect([status, stderr]).toEqual([2, expect.stringContaining('usage: npm run records -- export FORM')]);
    },
    SLOW,
  );

  test.each([
    ['an unknown form', ['export', '什么表', ...DAY, ...out('a.xlsx')], {}, 'complaints 业主投诉记录表'],
    [
      'an unknown community',
      ['export', '收费单', ...DAY, ...out('a.xlsx'), '--community', 'east'],
      {},
      '--community "east" is not known; write one of main',
    ],
    [
      'no store',
      ['export', '收费单', ...DAY, ...out('a.xlsx')],
      { DATA_DIR: '/nonexistent' },
      'set DATA_DIR or MONGODB_URI',
    ],
    [
      'the service holds the store',
      ['export', '收费单', ...DAY, ...out('a.xlsx')],
      {},
      'stop the service, run this again',
    ],
  ])(
    '%s: says what to fix, and exits with 1',
    (_, args, env, message) => {
      const { status, stderr } = run(args, env as Record<string, string>);
      expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
      expect(stderr).not.toContain('    at ');
    },
    SLOW,
  );

  test(
    '篇1 5.0 R1 R4: writes the form for its reader only; names in the open are told to whoever watches',
    async () => {
      await store?.close();
      store = null;
      const masked = run(['export', '业主投诉记录表', ...DAY, ...out('masked.xlsx')]);
      expect([masked.status, masked.stderr]).toEqual([0, '']);
      expect(masked.stdout).toContain('records: 业主投诉记录表, 1 rows');
      expect((await stat(path.join(folder, 'masked.xlsx'))).mode & 0o077).toBe(0);
      expect(await third('masked.xlsx')).toBe('王先生/女士');

      const open = run(['export', 'complaints', ...DAY, ...out('open.xlsx'), '--unmasked']);
      expect(open.stderr).toMatch(
        /unmasked export of 业主投诉记录表, main, 2026-11-24 to 2026-11-24, 1 rows, by \S+ at /,
      );
      expect(open.stderr).not.toContain('王小明');
      expect(await third('open.xlsx')).toBe('王小明');

      const accused = run(['export', 'complaints', ...DAY, ...out('accused.xlsx'), '--as', 'zhang.shifu']);
      expect(accused.stdout).toContain('0 rows');
    },
    SLOW,
  );
});

async function third(name: string): Promise<unknown> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path.join(folder, name));
  return workbook.worksheets[0]!.getCell(4, 3).value;
}
