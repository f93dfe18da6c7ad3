/** Creates the understanding service: the pure reader of messages with its optional second opinion. */
import { rememberRecentResults } from './recent-results.ts';
import {
  createSecondOpinion,
  type SecondOpinionLog,
  type SecondOpinionOptions,
} from './second-opinion/create-second-opinion.ts';
import type { Understand, UnderstandContext, Understanding } from './types.ts';
import { analyseText, type TextAnalysis, understandAnalysis } from './understand.ts';

/** What the service is made of. */
export interface UnderstandingOptions {
  /** The outside model to ask when a message is unclear; null or left out: none is asked. */
  readonly secondOpinion?: SecondOpinionOptions | null;
  /** Gets a debug line for every failure of the outside model. */
  readonly log?: SecondOpinionLog;
}

/** Understands messages. */
export interface UnderstandingService {
  /** Pure and synchronous: the same text and context give the same answer. Recent texts are not analysed again. */
  readonly understand: Understand;
  /**
   * Asks the outside model about `text` if the local answer is unclear, and resolves to an `understand` that knows its answer about
   * this text and otherwise answers as the local one. Never rejects; takes two seconds at most.
   */
  readonly understandWithSecondOpinion: (text: string, context: UnderstandContext) => Promise<Understand>;
}

/** The two pure steps of understanding a message. */
export interface UnderstandingSteps {
  readonly analyse: (text: string) => TextAnalysis;
  readonly complete: (analysis: TextAnalysis, context: UnderstandContext) => Understanding;
}

/** A message is asked about a few times while it is processed, not later. */
const MAX_RESULTS = 64;
/** Longer texts are understood anew each time, so that the cache stays small. */
const MAX_CHARACTERS = 4_000;

interface Request {
  readonly text: string;
  readonly context: UnderstandContext;
}

function keyOf({ text, context }: Request): string | null {
  if (text.length > MAX_CHARACTERS) return null;
  const { now, timezone, known, awaiting, choices } = context;
  return JSON.stringify([now, timezone, known?.house ?? null, awaiting ?? null, choices ?? [], text]);
}

/** An `understand` that keeps recent analyses by text, and recent answers by text and context. */
export function createCachedUnderstand({ analyse, complete }: UnderstandingSteps): Understand {
  const analyseOnce = rememberRecentResults({
    limit: MAX_RESULTS,
    keyOf: (text: string) => (text.length > MAX_CHARACTERS ? null : text),
    compute: analyse,
  });
  const understandOnce = rememberRecentResults({
    limit: MAX_RESULTS,
    keyOf,
    compute: ({ text, context }: Request) => complete(analyseOnce(text), context),
  });
  return (text, context) => understandOnce({ text, context });
}

/** Creates the service. The model is read from disk at the first message. */
export function createUnderstanding({ secondOpinion = null, log }: UnderstandingOptions = {}): UnderstandingService {
  const understand = createCachedUnderstand({ analyse: analyseText, complete: understandAnalysis });
  if (secondOpinion === null) return { understand, understandWithSecondOpinion: async () => understand };
  const { understandWithSecondOpinion } = createSecondOpinion({ ...secondOpinion, understand, log });
  return { understand, understandWithSecondOpinion };
}
