/** Turns a staff correction into a masked line of the training corpus, and lines into a corpus file. */
import type { Category } from '../../shared/index.ts';
import { maskMessage } from '../text/mask-message.ts';

/** A message with the category and topic that a member of staff gave it. */
export interface LabelledLine {
  /** The owner's words. */
  readonly text: string;
  readonly category: Category;
  readonly topic: string | null;
}

const MAX_CHARACTERS = 300;

/** The line masked, on one line and short enough for the corpus; null when nothing is left of it. */
export function toLabelledLine({ text, category, topic }: LabelledLine): LabelledLine | null {
  const masked = maskMessage(text.slice(0, MAX_CHARACTERS))
    .replace(/\s*\n+\s*/g, '↵')
    .replace(/^[#\s↵]+/, '')
    .trim();
  return masked.length < 2 ? null : { text: masked, category, topic };
}

/** Labelled lines in the format of the corpus, for `npm run train -- --corrections FILE`. */
export function formatLabelledLines(lines: readonly LabelledLine[]): string {
  const sections = new Map<string, string[]>();
  for (const { text, category, topic } of lines) {
    const heading = `## ${category} ${topic ?? '-'}`;
    sections.set(heading, [...(sections.get(heading) ?? []), text]);
  }
  return [...sections].map(([heading, texts]) => `${heading}\n${texts.join('\n')}\n`).join('\n');
}
