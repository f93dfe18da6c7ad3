/** Keeps staff corrections of category and topic as masked training lines, in the store and in one corpus file. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Category, Clock } from '../../shared/index.ts';
import { formatLabelledLines, type LabelledLine, toLabelledLine } from './labelled-line.ts';

/** Where labelled lines are stored, community by community. Lines are masked already. */
export interface CorrectionRepository {
  /** Adds a line that was corrected at `at` (epoch ms); the same line twice is stored once. */
  add(community: string, line: LabelledLine, at: number): Promise<void>;
  /** All lines of a community, oldest first. */
  list(community: string): Promise<readonly LabelledLine[]>;
}

/** A ticket whose category or topic a member of staff has corrected. Tickets have this shape. */
export interface CorrectedTicket {
  readonly community: string;
  /** The owner's words, one message each. */
  readonly words: readonly string[];
  readonly category: Category;
  readonly topic: string | null;
}

/** The correction log of all communities. */
export interface CorrectionLog {
  /** Stores the corrected ticket as a labelled line and rewrites the corpus file. Rejects when either fails. */
  recordCorrection(ticket: CorrectedTicket): Promise<void>;
}

/** What the correction log is made of. */
export interface CorrectionLogOptions {
  readonly repository: CorrectionRepository;
  /** DATA_DIR; the corpus file is `corrections.txt` in it, readable by its owner only. */
  readonly dataDir: string;
  /** Ids of the communities whose lines the file holds. */
  readonly communities: () => readonly string[];
  readonly clock: Pick<Clock, 'now'>;
}

/** Creates the correction log. `npm run train -- --corrections DATA_DIR/corrections.txt` trains with its file. */
export function createCorrectionLog({ repository, dataDir, communities, clock }: CorrectionLogOptions): CorrectionLog {
  const file = path.join(dataDir, 'corrections.txt');
  let lastWrite: Promise<void> = Promise.resolve();

  async function writeFileAtomically(): Promise<void> {
    const lines = await Promise.all(communities().map((community) => repository.list(community)));
    await mkdir(dataDir, { recursive: true });
    await writeFile(`${file}.new`, formatLabelledLines(lines.flat()), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  return {
    async recordCorrection({ community, words, category, topic }) {
      const line = toLabelledLine({ text: words.join('\n'), category, topic });
      if (line === null) return;
      await repository.add(community, line, clock.now());
      // One write at a time: two of them would rename the same temporary file.
      lastWrite = lastWrite.then(writeFileAtomically, writeFileAtomically);
      await lastWrite;
    },
  };
}
