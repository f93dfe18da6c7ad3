import { findDanger } from './danger.ts';
import { weighDanger } from './danger-category.ts';
import { findFacts } from './facts/find-facts.ts';
import { findMatters } from './find-matters.ts';
import { findIntents } from './intents.ts';
import { type Classified, classify } from './model/classify.ts';
import { loadModel } from './model/load-model.ts';
import { findMood } from './mood.ts';
import { normalise } from './normalise.ts';
import { withoutContact } from './text/without-contact.ts';
import type { Facts, Intent, IntentKind, Matter, UnderstandContext, Understanding } from './types.ts';
import { findUrgency } from './urgency.ts';
import { explain } from './why.ts';

/** As far as danger is looked for. */
const LONGEST = 50_000;
/** As far as anything else is. */
const LIMIT = 4_000;
/** What may stand between two matters. */
const EDGES = /^[\s，,。.；;、]+|[\s，,；;、]+$/g;
/** More probable than this, a text holds no request. */
const NOTHING = 0.5;

/** Intents that leave no request when they are all a message says. */
const BARE: ReadonlySet<IntentKind> = new Set([
  'greeting',
  'thanks',
  'farewell',
  'yes',
  'no',
  'choice',
  'score',
  'repeat',
  'skip',
  'why',
  'human',
  'privacy',
  'my-info',
  'delete-info',
]);

/** Reads one message. Pure; the same text and context give the same answer. Only the first 4,000 characters are read, but for danger. */
export function understand(original: string, context: UnderstandContext): Understanding {
  const everything = normalise(original.length > LONGEST ? original.slice(0, LONGEST) : original);
  const text = everything.length > LIMIT ? everything.slice(0, LIMIT) : everything;
  const model = loadModel();
  const danger = findDanger(everything);
  const read = weighDanger(classify(model, withoutContact(text)), danger);
  const intents = findIntents(text, context);
  const facts = findFacts(text, context);
  const urgency = findUrgency(text);
  const request = danger.level !== 'no' || (read.nothing < NOTHING && !isBare(intents, text));
  const urgent = danger.level === 'yes' || urgency.urgent;
  const whole = matterOf({ text: original, read, urgent, facts, request });
  const several = request ? severalMatters({ original, text, context, danger, read }) : [];
  const first = danger.level === 'yes' ? whole : (several[0] ?? whole);
  const { category, topic, categories } = first;
  return {
    text: original,
    category,
    categories,
    ask: request && danger.level !== 'yes' && categories[0]![1] < model.askBelow,
    topic,
    topics: request ? read.topics.slice(0, 5) : [],
    urgent,
    danger,
    request,
    intents,
    facts,
    mood: findMood(text),
    matters: several.length > 0 ? several : request ? [whole] : [],
    why: request ? whyOf({ danger, urgency, words: explain(model, text, first) }) : [],
  };
}

interface WholeMatter {
  readonly text: string;
  readonly read: Classified;
  readonly urgent: boolean;
  readonly facts: Facts;
  readonly request: boolean;
}

function matterOf({ text, read, urgent, facts, request }: WholeMatter): Matter {
  const { categories } = read;
  const [category] = categories[0]!;
  return { text, urgent, facts, category, topic: request ? read.topicOf(category) : null, categories };
}

function isBare(intents: readonly Intent[], text: string): boolean {
  const length = text.trim().length;
  return intents.some(({ kind, text: words }) => BARE.has(kind) && words.length >= length * 0.8);
}

interface Whole {
  readonly read: Classified;
  readonly original: string;
  readonly text: string;
  readonly context: UnderstandContext;
  readonly danger: Understanding['danger'];
}

function severalMatters({ original, text, context, danger, read: all }: Whole): Matter[] {
  return findMatters(loadModel(), text, all).map(({ from, to, read, category, topic }) => {
    const words = text.slice(from, to);
    const urgent =
      findUrgency(words).urgent || (danger.text !== null && danger.level === 'yes' && words.includes(danger.text));
    const facts = findFacts(words, context);
    return {
      text: original.slice(from, to).replace(EDGES, ''),
      category,
      topic,
      categories: read.categories,
      urgent,
      facts,
    };
  });
}

interface Reasons {
  readonly danger: Understanding['danger'];
  readonly urgency: ReturnType<typeof findUrgency>;
  readonly words: readonly string[];
}

function whyOf({ danger, urgency, words }: Reasons): string[] {
  const first = danger.text === null ? urgency.words : [danger.text, ...urgency.words];
  return [...new Set([...first, ...words])];
}
