import type { EffectHandlers } from '../effects/index.ts';
import type { Category } from '../shared/index.ts';
import type { CorrectionLog } from './corrections/correction-log.ts';

declare module '../effects/effect.ts' {
  interface Effects {
    /** A member has put category or topic of an owner's words right: stored as a labelled line for training. */
    readonly 'correction.record': { readonly text: string; readonly category: Category; readonly topic: string | null };
  }
}

/** Executes the effects about corrections. The same line twice is stored once. */
export function createCorrectionHandlers(corrections: CorrectionLog): EffectHandlers<'correction.record'> {
  return {
    'correction.record': ({ text, category, topic }, { community }) =>
      corrections.recordCorrection({ community, words: [text], category, topic }),
  };
}
