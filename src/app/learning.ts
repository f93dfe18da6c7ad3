import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Ticket } from '../tickets/types.ts';
import { type CorrectionLog, formatCorrections, toLabelledLine } from '../understanding/corrections.ts';

/** What keeping corrections needs. */
export interface LearningDeps {
  readonly log: CorrectionLog;
  readonly dataDir: string;
  communities(): readonly string[];
  /** Epoch ms. */
  now(): number;
}

/**
 * Keeps what members put right about category and topic as labelled lines, masked, and writes all of them to
 * DATA_DIR/corrections.txt, which `npm run train -- --corrections FILE` takes in.
 */
export function createLearning({ log, dataDir, communities, now }: LearningDeps) {
  const file = path.join(dataDir, 'corrections.txt');

  async function writeOut(): Promise<void> {
    const lines = await Promise.all(communities().map((community) => log.list(community)));
    await mkdir(dataDir, { recursive: true });
    await writeFile(`${file}.new`, formatCorrections(lines.flat()), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  return async ({ community, words, category, topic }: Ticket): Promise<void> => {
    const line = toLabelledLine({ text: words.join('\n'), category, topic });
    if (line === null) return;
    await log.add(community, line, now());
    await writeOut();
  };
}
