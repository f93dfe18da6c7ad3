import type { Category } from '../shared/category.ts';

declare module '../effects/effect.ts' {
  interface Effects {
    /** A member has put category or topic of an owner's words right: kept as a labelled line for training. */
    readonly 'correction.record': { readonly text: string; readonly category: Category; readonly topic: string | null };
  }
}
