/** Asks an outside language model for the category of messages that the local model is unsure of. */
import { ConsecutiveBreaker, circuitBreaker, handleAll, TimeoutStrategy, timeout, wrap } from 'cockatiel';
import type { CategoryProbability, Understand, UnderstandContext, Understanding } from '../types.ts';
import { type Opinion, requestOpinion, type SecondOpinionOptions } from './request-opinion.ts';

export type { SecondOpinionOptions } from './request-opinion.ts';

/** The part of a logger that the second opinion needs. */
export interface SecondOpinionLog {
  debug(fields: object, message: string): void;
}

/** What the second opinion is made of. */
interface SecondOpinionDeps extends SecondOpinionOptions {
  /** The local reader. */
  readonly understand: Understand;
  readonly log?: SecondOpinionLog;
}

const TIMEOUT_MS = 2_000;
const MAX_FAILURES = 3;
const PAUSE_MS = 60_000;
/** Probability given to the category of a second opinion. */
const OPINION_WEIGHT = 0.8;

/**
 * Creates the second opinion. Messages are masked before they leave (个人信息保护法 21). Every failure ends in the local answer;
 * after three in a row nothing is sent for a minute.
 */
export function createSecondOpinion({ understand, log, ...endpoint }: SecondOpinionDeps) {
  const policy = wrap(
    circuitBreaker(handleAll, { halfOpenAfter: PAUSE_MS, breaker: new ConsecutiveBreaker(MAX_FAILURES) }),
    timeout(TIMEOUT_MS, TimeoutStrategy.Aggressive),
  );
  const ask = async (text: string): Promise<Opinion | null> => {
    try {
      return await policy.execute(({ signal }) => requestOpinion(endpoint, text, signal));
    } catch (error) {
      // The kind of error only: its text may hold parts of the message.
      const code = error instanceof Error ? error.constructor.name : 'unknown';
      log?.debug({ code }, 'UNDERSTANDING_URL gave no usable answer; using the local result');
      return null;
    }
  };
  return {
    /** See `UnderstandingService.understandWithSecondOpinion`. */
    async understandWithSecondOpinion(text: string, context: UnderstandContext): Promise<Understand> {
      if (!isUnclear(understand(text, context))) return understand;
      const opinion = await ask(text);
      if (opinion === null) return understand;
      return (other, otherContext) => {
        const local = understand(other, otherContext);
        return other === text && isUnclear(local) ? applyOpinion(local, opinion) : local;
      };
    },
  };
}

function isUnclear({ ask, isRequest, danger, requests }: Understanding): boolean {
  return ask && isRequest && danger.level === 'no' && requests.length < 2;
}

function applyOpinion(local: Understanding, { category, topic }: Opinion): Understanding {
  const categories = local.categories
    .map(
      ([name, probability]): CategoryProbability => [
        name,
        probability * (1 - OPINION_WEIGHT) + (name === category ? OPINION_WEIGHT : 0),
      ],
    )
    .sort((a, b) => b[1] - a[1]);
  const requests = local.requests.map((request) => ({ ...request, category, topic, categories }));
  return { ...local, category, topic, categories, ask: false, requests };
}
