import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The data directory cannot be used: `message` names what to fix. Codes: `locked`, `unwritable`. */
export class DataDirError extends Error {
  readonly code: 'locked' | 'unwritable';

  constructor(code: 'locked' | 'unwritable', message: string) {
    super(message);
    this.name = 'DataDirError';
    this.code = code;
  }
}

/** Takes the data directory for this process; returns what gives it back. A lock left by a dead process is taken over. */
export function lockDataDir(dir: string): () => void {
  const file = join(dir, 'store.pid');
  try {
    mkdirSync(dir, { recursive: true });
    writeLock(file, dir);
  } catch (error) {
    if (error instanceof DataDirError) throw error;
    throw new DataDirError('unwritable', `cannot write to the data directory ${dir}: ${(error as Error).message}`);
  }
  return () => rmSync(file, { force: true });
}

function writeLock(file: string, dir: string): void {
  for (let attempt = 0; ; attempt++) {
    try {
      const fd = openSync(file, 'wx');
      writeSync(fd, `${process.pid} ${startOf(process.pid) ?? ''}\n`);
      closeSync(fd);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 2) throw error;
      const holder = livingHolder(file);
      if (holder)
        throw new DataDirError(
          'locked',
          `the data directory ${dir} is in use by process ${holder}; stop it or choose another directory`,
        );
      rmSync(file, { force: true });
    }
  }
}

/** The process that holds the lock, if it lives: the same id and, where the system gives it, the same start time. */
function livingHolder(file: string): number | undefined {
  const [id = '', start = ''] = readFileSync(file, 'utf8').trim().split(' ');
  const pid = Number(id);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  const now = startOf(pid);
  return start && now && start !== now ? undefined : pid;
}

/** The start time of a process in clock ticks since boot (Linux), so that a reused id is not taken for the holder. */
function startOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
  } catch {
    return undefined;
  }
}
