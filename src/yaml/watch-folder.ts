import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Cancel, Clock } from '../shared/index.ts';

/** What a folder of files is watched with. `load` returns null for a state it refuses, having said why. */
export interface FolderWatch<T> {
  readonly dir: string;
  /** Reads the folder as it is now; null keeps what is in use. */
  readonly load: () => Promise<T | null>;
  readonly onLoaded: (value: T) => void;
  /** A failure to look or to read; the watch goes on. */
  readonly onError: (error: unknown) => void;
  readonly clock: Clock;
  /** Something that differs when the folder differs; injected in tests. */
  readonly fingerprint?: (dir: string) => Promise<string>;
  /** Milliseconds between two looks. */
  readonly everyMs?: number;
}

/**
 * Loads a folder again after it has changed; a change that is not valid is refused with file and line (operating contract,
 * "Environment"). It looks at the files every second instead of listening to the kernel, because mounted
 * folders and renamed ones send no events; and it waits until two looks agree, so that half-copied files are not read.
 */
export function watchFolder<T>(watch: FolderWatch<T>): Cancel {
  const { dir, clock, everyMs = 1_000, fingerprint = fingerprintFolder } = watch;
  let inUse: string | null = null;
  let seen: string | null = null;
  let stopped = false;
  let cancel: Cancel = () => {};

  const look = async () => {
    const now = await fingerprint(dir);
    inUse ??= now;
    const settled = now === seen;
    seen = now;
    if (now === inUse || !settled) return;
    inUse = now;
    const value = await watch.load();
    if (value !== null && !stopped) watch.onLoaded(value);
  };
  const next = () => {
    if (stopped) return;
    cancel = clock.after(everyMs, () => {
      look().catch(watch.onError).finally(next);
    });
  };
  look().catch(watch.onError).finally(next);
  return () => {
    stopped = true;
    cancel();
  };
}

/** Name, size and times of every file below a folder, as one string. */
export async function fingerprintFolder(dir: string): Promise<string> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => path.join(entry.parentPath, entry.name));
  const lines = await Promise.all(
    files.sort().map(async (file) => {
      const { size, mtimeMs, ctimeMs, ino } = await stat(file);
      return `${file} ${size} ${mtimeMs} ${ctimeMs} ${ino}`;
    }),
  );
  return lines.join('\n');
}
