import { CATEGORIES, type Category, defined } from '../../shared/index.ts';
import type { StepContext } from '../types.ts';

type Understand = StepContext['understand'];

/**
 * Understanding for one story: a message that stands in `hears` is heard as the categories given there, more than one of
 * them as a doubt between them. For half words that no reader could be sure of, so that a story about doubt stays one.
 */
export function hearing(hears: Readonly<Record<string, readonly Category[]>>, understand: Understand): Understand {
  return (text, context) => {
    const read = understand(text, context);
    const heard = hears[text.trim()];
    if (heard === undefined) return read;
    const share = (category: Category) => (heard.includes(category) ? 1 / heard.length : 0);
    const ranked = [...heard, ...CATEGORIES.filter((category) => !heard.includes(category))];
    const categories = ranked.map((category) => [category, share(category)] as const);
    const matter = { text, category: defined(heard[0]), topic: null, categories, urgent: false, facts: read.facts };
    return {
      ...read,
      category: defined(heard[0]),
      categories,
      ask: heard.length > 1,
      topic: null,
      topics: [],
      urgent: false,
      isRequest: true,
      requests: [matter],
    };
  };
}
