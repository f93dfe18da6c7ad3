/** Reads the labelled lines of a corpus file. */
import { isCategory } from '../../shared/index.ts';
import type { PairClass } from '../model/model.ts';

/** One line of the corpus. */
export interface CorpusLine extends PairClass {
  readonly text: string;
  /** Neighbours in the file, written together and alike; they are never split between training and trial. */
  readonly group: string;
}

/** Something in a corpus file that cannot be used. */
export class CorpusError extends Error {
  readonly code = 'corpus-invalid';

  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`);
    this.name = 'CorpusError';
  }
}

/** Lines of a group. */
const GROUP_SIZE = 4;
const HEADING = /^## (\S+) (\S+)$/;

/**
 * Reads a corpus file: `## category topic` opens a section (`-` as the topic: lines that ask for nothing), an empty line a new block,
 * `#` a remark; every other line is one message as an owner would write it, `↵` standing for a line break.
 * Throws CorpusError with file and line.
 */
export function parseCorpus(file: string, text: string): CorpusLine[] {
  const lines: CorpusLine[] = [];
  let heading: PairClass | null = null;
  let block = 0;
  let inBlock = 0;
  for (const [at, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('## ')) [block, inBlock] = [block + 1, 0];
    if (line.startsWith('## ')) {
      const [, category, topic = '-'] = HEADING.exec(line) ?? [];
      if (!isCategory(category)) throw new CorpusError(file, at + 1, `write "## category topic", not "${line}"`);
      heading = { category, topic: topic === '-' ? null : topic };
    } else if (line !== '' && !line.startsWith('#')) {
      if (heading === null) throw new CorpusError(file, at + 1, 'a line before the first "## category topic"');
      const group = `${file}#${block}.${Math.floor(inBlock / GROUP_SIZE)}`;
      lines.push({ ...heading, text: line.replaceAll('↵', '\n'), group });
      inBlock += 1;
    }
  }
  return lines;
}
