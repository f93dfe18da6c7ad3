import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DataDirError, lockDataDir } from '../../src/storage/lock.ts';
import { freshDir } from '../engine.ts';

let dir: string;
let file: string;

beforeEach(async () => {
  dir = await freshDir();
  file = path.join(dir, 'store.pid');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof DataDirError ? error.code : String(error);
  }
};

/** The id of a process that has ended. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid as number;
}

describe('the lock of a data directory', () => {
  test('names the process, keeps others out, and is gone when given back', async () => {
    const unlock = lockDataDir(dir);
    expect(await readFile(file, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    expect(codeOf(() => lockDataDir(dir))).toBe('locked');
    unlock();
    expect(existsSync(file)).toBe(false);
    lockDataDir(dir)();
  });

  test('makes the directory where it is missing', () => {
    const below = path.join(dir, 'a', 'b');
    lockDataDir(below)();
    expect(existsSync(below)).toBe(true);
  });

  test.each<[string, () => Promise<string>]>([
    ['a process that has ended', async () => `${await deadProcess()} 12345\n`],
    ['this process id at another start: the id was used again', async () => `${process.pid} 1\n`],
    ['no process', async () => '\n'],
    ['words', async () => 'not a process\n'],
    ['a process of id 0', async () => '0 0\n'],
  ])('one left by %s is taken over', async (_title, text) => {
    await writeFile(file, await text());
    const unlock = lockDataDir(dir);
    expect(await readFile(file, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    unlock();
  });

  test('one of a living process without a start time is believed', async () => {
    await writeFile(file, `${process.ppid}\n`);
    expect(codeOf(() => lockDataDir(dir))).toBe('locked');
  });

  test('a directory that cannot be written is told as such', async () => {
    const blocked = path.join(dir, 'blocked');
    await writeFile(blocked, '');
    expect(codeOf(() => lockDataDir(path.join(blocked, 'data')))).toBe('unwritable');
    if (process.getuid?.() === 0) return;
    const readOnly = path.join(dir, 'read-only');
    await mkdir(readOnly);
    await chmod(readOnly, 0o555);
    expect(codeOf(() => lockDataDir(readOnly))).toBe('unwritable');
  });
});
