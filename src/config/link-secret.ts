import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const FILE = 'link-secret';

/** `LINK_SECRET`, or one made once and kept in DATA_DIR (operating contract, "Environment"). */
export async function linkSecret(options: { linkSecret: string | null; dataDir: string }): Promise<string> {
  if (options.linkSecret !== null) return options.linkSecret;
  const file = path.join(options.dataDir, FILE);
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  try {
    await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}
