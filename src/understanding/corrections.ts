import type { Category } from '../shared/category.ts';
import { maskMessage } from './mask-message.ts';

/** What a member of staff put right on a ticket. */
export interface Correction {
  /** The owner's words. */
  readonly text: string;
  readonly category: Category;
  readonly topic: string | null;
}

/** Where labelled lines are kept, community by community. A repository of the store; lines are masked already. */
export interface CorrectionLog {
  /** Adds a line that was put right at `at` (epoch ms); the same line twice is one. */
  add(community: string, line: Correction, at: number): Promise<void>;
  /** All lines of a community, oldest first. */
  list(community: string): Promise<readonly Correction[]>;
}

const LONGEST = 300;

/** The correction as a labelled line: masked, one line, short enough for the corpus; null when nothing is left of it. */
export function toLabelledLine({ text, category, topic }: Correction): Correction | null {
  const masked = maskMessage(text.slice(0, LONGEST))
    .replace(/\s*\n+\s*/g, '↵')
    .replace(/^[#\s↵]+/, '')
    .trim();
  return masked.length < 2 ? null : { text: masked, category, topic };
}

/** Labelled lines in the format of the corpus, for `npm run train -- --corrections FILE`. */
export function formatCorrections(lines: readonly Correction[]): string {
  const sections = new Map<string, string[]>();
  for (const { text, category, topic } of lines) {
    const heading = `## ${category} ${topic ?? '-'}`;
    sections.set(heading, [...(sections.get(heading) ?? []), text]);
  }
  return [...sections].map(([heading, texts]) => `${heading}\n${texts.join('\n')}\n`).join('\n');
}
