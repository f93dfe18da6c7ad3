/** Understands one message: category, topic, danger, urgency, intents, facts, mood and the requests in it. */
import type { Category } from '../shared/index.ts';
import { applyDanger } from './category/apply-danger.ts';
import { explainCategory } from './category/explain-category.ts';
import { findRequests } from './category/find-requests.ts';
import { findDanger } from './danger/find-danger.ts';
import { findFacts } from './facts/find-facts.ts';
import { findIntents } from './intents/find-intents.ts';
import { type Classified, classify, mostProbable } from './model/classify.ts';
import { loadModel } from './model/load-model.ts';
import { findMood } from './mood/find-mood.ts';
import { normalise } from './text/normalise.ts';
import { stripContactDetails } from './text/strip-contact-details.ts';
import type { Intent, IntentKind, MessageRequest, Mood, UnderstandContext, Understanding } from './types.ts';
import { findUrgency, type Urgency } from './urgency/find-urgency.ts';

/** Characters searched for danger. */
const DANGER_LIMIT = 50_000;
/** Characters searched for everything else. */
const TEXT_LIMIT = 4_000;
const MAX_TOPICS = 5;
/** What may stand between two requests. */
const SEPARATORS = /^[\s，,。.；;、]+|[\s，,；;、]+$/g;
/** From this probability on, the model says that a text holds no request. */
const NO_REQUEST = 0.5;
/** A text holds no request when one of the plain intents covers this share of it. */
const INTENT_SHARE = 0.8;

/** Intents that leave no request when they are all a message says. */
const PLAIN_INTENTS: ReadonlySet<IntentKind> = new Set([
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

/** One of several requests in a text, without what depends on the context. */
type TextRequest = Omit<MessageRequest, 'facts'> & { readonly normalised: string };

/** What is only needed of a text that holds a request. */
interface RequestAnalysis {
  readonly category: Category;
  readonly topic: string | null;
  readonly categories: Classified['categories'];
  /** Two or more, or none when the text is about one thing. */
  readonly several: readonly TextRequest[];
  readonly why: readonly string[];
}

/** What a text says whenever it is read and whatever was asked before: the dear part of understanding it. */
export interface TextAnalysis {
  readonly original: string;
  /** Normalised, at most 4,000 characters. */
  readonly text: string;
  readonly danger: Understanding['danger'];
  readonly classified: Classified;
  readonly urgency: Urgency;
  readonly mood: Mood;
  /** Computed at the first call. */
  requestAnalysis(): RequestAnalysis;
}

/** Analyses a text. Pure. Only the first 4,000 characters are read, 50,000 for danger. */
export function analyseText(original: string): TextAnalysis {
  const everything = normalise(original.length > DANGER_LIMIT ? original.slice(0, DANGER_LIMIT) : original);
  const text = everything.length > TEXT_LIMIT ? everything.slice(0, TEXT_LIMIT) : everything;
  const danger = findDanger(everything);
  let requests: RequestAnalysis | undefined;
  const analysis: TextAnalysis = {
    original,
    text,
    danger,
    classified: applyDanger(classify(loadModel(), stripContactDetails(text)), danger),
    urgency: findUrgency(text),
    mood: findMood(text),
    requestAnalysis() {
      requests ??= analyseRequests(analysis);
      return requests;
    },
  };
  return analysis;
}

function analyseRequests(analysis: TextAnalysis): RequestAnalysis {
  const { text, danger, classified, urgency } = analysis;
  const several = severalRequests(analysis);
  const first = danger.level === 'yes' ? undefined : several[0];
  const categories = first?.categories ?? classified.categories;
  const category = mostProbable(categories)[0];
  const topic = first === undefined ? classified.topicOf(category) : first.topic;
  const signs = danger.text === null ? urgency.words : [danger.text, ...urgency.words];
  const why = [...new Set([...signs, ...explainCategory(loadModel(), text, { category, topic })])];
  return { category, topic, categories, several, why };
}

function severalRequests({ original, text, danger, classified }: TextAnalysis): TextRequest[] {
  return findRequests(loadModel(), text, classified).map(({ from, to, category, topic, categories }) => {
    const normalised = text.slice(from, to);
    const isDanger = danger.level === 'yes' && danger.text !== null && normalised.includes(danger.text);
    const urgent = isDanger || findUrgency(normalised).urgent;
    const words = original.slice(from, to).replace(SEPARATORS, '');
    return { text: words, normalised, category, topic, categories, urgent };
  });
}

/** Completes an analysis with what depends on the context: times, houses, answers to what was asked. Pure. */
export function understandAnalysis(analysis: TextAnalysis, context: UnderstandContext): Understanding {
  const { original, text, danger, classified, urgency, mood } = analysis;
  const intents = findIntents(text, context);
  const facts = findFacts(text, context);
  const urgent = danger.level === 'yes' || urgency.urgent;
  const isRequest = danger.level !== 'no' || (classified.noRequest < NO_REQUEST && !isPlain(intents, text));
  const found = isRequest ? analysis.requestAnalysis() : withoutRequest(classified);
  const { category, topic, categories, several, why } = found;
  const probability = mostProbable(categories)[1];
  const whole = { text: original, category, topic, categories, urgent, facts };
  // Written out, without spreads: this runs for every message, and a spread costs more than reading the facts.
  return {
    text: original,
    category,
    categories,
    ask: isRequest && danger.level !== 'yes' && probability < loadModel().askBelow,
    topic,
    topics: isRequest ? classified.topics.slice(0, MAX_TOPICS) : [],
    urgent,
    danger,
    isRequest,
    intents,
    facts,
    mood,
    requests: isRequest && several.length === 0 ? [whole] : several.map((one) => completeRequest(one, context)),
    why,
  };
}

function withoutRequest({ categories }: Classified): RequestAnalysis {
  return { category: mostProbable(categories)[0], topic: null, categories, several: [], why: [] };
}

function completeRequest(request: TextRequest, context: UnderstandContext): MessageRequest {
  const { text, category, topic, categories, urgent } = request;
  return { text, category, topic, categories, urgent, facts: findFacts(request.normalised, context) };
}

function isPlain(intents: readonly Intent[], text: string): boolean {
  const length = text.trim().length;
  return intents.some(({ kind, text: words }) => PLAIN_INTENTS.has(kind) && words.length >= length * INTENT_SHARE);
}

/** Understands one message. Pure: the same text and context give the same answer. */
export function understand(text: string, context: UnderstandContext): Understanding {
  return understandAnalysis(analyseText(text), context);
}
