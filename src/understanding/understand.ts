import { CATEGORIES, type Category } from '../shared/category.ts';
import { TOPICS, type TopicId } from '../shared/topics.ts';
import { findDanger } from './danger.ts';
import { findFacts } from './facts/find-facts.ts';
import { findIntents } from './intents.ts';
import { CATEGORY_WORDS, TOPIC_WORDS } from './lexicon.ts';
import { findMood } from './mood.ts';
import { normalise } from './normalise.ts';
import type { UnderstandContext, Understanding } from './types.ts';
import { findUrgency } from './urgency.ts';

const LIMIT = 4_000;
const ASK_BELOW = 0.55;

interface Scores {
  readonly categories: [Category, number][];
  readonly topics: [string, number][];
  readonly why: string[];
}

function scoreTopics(text: string, why: string[]): [TopicId, number][] {
  return TOPIC_WORDS.flatMap(([topic, words]): [TopicId, number][] => {
    const found = text.match(words);
    if (found === null) return [];
    why.push(...found);
    return [[topic, found.length]];
  }).sort((a, b) => b[1] - a[1]);
}

function score(text: string): Scores {
  const why: string[] = [];
  const topics = scoreTopics(text, why);
  const weights = new Map<Category, number>(CATEGORIES.map((category) => [category, category === '其它' ? 0.4 : 0.1]));
  const add = (category: Category, weight: number) => weights.set(category, weights.get(category)! + weight);
  for (const [topic, count] of topics.slice(0, 2)) add(TOPICS[topic].category, 2 * count);
  for (const [category, weight, words] of CATEGORY_WORDS) {
    const found = text.match(words);
    if (found === null) continue;
    why.push(...found);
    add(category, weight * found.length);
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const categories = [...weights].map(([category, weight]): [Category, number] => [category, weight / total]);
  return { categories: categories.sort((a, b) => b[1] - a[1]), topics, why: [...new Set(why)] };
}

/** Reads one message. Pure; the same text and context give the same answer. Only the first 4,000 characters are read, but for danger. */
export function understand(original: string, context: UnderstandContext): Understanding {
  const whole = normalise(original);
  const text = whole.slice(0, LIMIT);
  const { categories, topics, why } = score(text);
  const danger = findDanger(whole.slice(0, 50_000));
  const facts = findFacts(text, context);
  const [category, probability] = categories[0]!;
  const topic = topics.find(([id]) => TOPICS[id as TopicId].category === category)?.[0] ?? null;
  const urgency = findUrgency(text);
  const urgent = danger.level === 'yes' || urgency.urgent;
  const request = why.length > 0 || danger.level !== 'no';
  return {
    text: original,
    category,
    categories,
    ask: request && probability < ASK_BELOW,
    topic,
    topics,
    urgent,
    danger,
    request,
    intents: findIntents(text, context),
    facts,
    mood: findMood(text),
    matters: request ? [{ text: original, category, topic, categories, urgent, facts }] : [],
    why,
  };
}
