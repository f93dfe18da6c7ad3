/** Finds the separate requests in a message that asks for more than one thing. */
import type { Category } from '../../shared/index.ts';
import { type Classified, classify, mostProbable } from '../model/classify.ts';
import type { Model } from '../model/model.ts';
import { splitText, type TextSegment } from './split-text.ts';

/** One request and where it stands in the text. */
export interface FoundRequest {
  readonly from: number;
  readonly to: number;
  readonly category: Category;
  readonly topic: string | null;
  readonly categories: Classified['categories'];
}

/** After 另外 and the like, a segment is a request from this probability on … */
const ANNOUNCED_PROBABILITY = 0.5;
/** … and without such a word only from this, and only when the whole text is less certain than WHOLE_PROBABILITY. */
const UNANNOUNCED_PROBABILITY = 0.85;
const WHOLE_PROBABILITY = 0.95;
/** Above this probability that nothing is asked for, a segment is no request. */
const NO_REQUEST = 0.4;
const MAX_REQUESTS = 6;

/** Blame and its cause, a defect and its repair: neighbouring segments of these categories are one request. */
const RELATED_CATEGORIES: ReadonlySet<Category> = new Set(['报修', '投诉', '售后']);

/**
 * The requests of a normalised text in their order; none when it is about one thing. A segment becomes a request of its own when it
 * asks for something, its category is certain and differs from the request before it. `whole`: the classification of the whole text.
 */
export function findRequests(model: Model, text: string, whole: Classified): FoundRequest[] {
  const segments = splitText(text);
  if (segments.length === 1) return [];
  const [, wholeProbability] = mostProbable(whole.categories);
  if (wholeProbability > WHOLE_PROBABILITY && !segments.some(({ announced }) => announced)) return [];
  const requests: FoundRequest[] = [];
  let start = 0;
  for (const segment of segments) {
    const found = classifySegment(model, text, segment);
    const before = requests.at(-1);
    if (before !== undefined && (found === null || !isSeparate(before, found, segment)))
      requests[requests.length - 1] = { ...before, to: segment.to };
    else if (found !== null && requests.length < MAX_REQUESTS) requests.push({ ...found, from: start });
    if (requests.length > 0) start = segment.to;
  }
  return requests.length > 1 ? requests : [];
}

function classifySegment(model: Model, text: string, { from, to, announced }: TextSegment): FoundRequest | null {
  const { categories, noRequest, topicOf } = classify(model, text.slice(from, to));
  const [category, probability] = mostProbable(categories);
  const enough = announced ? ANNOUNCED_PROBABILITY : UNANNOUNCED_PROBABILITY;
  return noRequest > NO_REQUEST || probability < enough
    ? null
    : { from, to, category, topic: topicOf(category), categories };
}

function isSeparate(before: FoundRequest, found: FoundRequest, segment: TextSegment): boolean {
  if (before.topic === found.topic) return false;
  if (segment.announced) return true;
  if (before.category === found.category) return false;
  return !(RELATED_CATEGORIES.has(before.category) && RELATED_CATEGORIES.has(found.category));
}
