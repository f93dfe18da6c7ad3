/** The form of a sign of danger. */
import { boundedPattern } from '../text/bounded-pattern.ts';
import type { DangerKind } from '../types.ts';

/**
 * What a sign means by itself: `sure` is a danger unless its context says otherwise; `hint` is doubtful, `faint` nothing, until something
 * shows that it is happening now.
 */
export type Strength = 'sure' | 'hint' | 'faint';

/** Words that tell of one danger. */
export interface DangerSign {
  readonly kind: DangerKind;
  readonly strength: Strength;
  /** A text without any of these characters cannot match. */
  readonly needs: string;
  readonly words: RegExp;
}

/** A sign out of lines of words (the notation of `boundedPattern`). */
export function dangerSign(
  kind: DangerKind,
  strength: Strength,
  given: { needs: string; lines: readonly string[] },
): DangerSign {
  return { kind, strength, needs: given.needs, words: boundedPattern(given.lines, 'g') };
}
