import type { Environment } from '../config/types.ts';
import type { Logger } from '../observability/logger.ts';
import { createSecondOpinion, type SecondOpinion } from '../understanding/second-opinion.ts';
import { understand } from '../understanding/understand.ts';

/** The reader of a turn's words: the local one, or with UNDERSTANDING_URL one that has asked for a second opinion. */
export function createInformed({
  environment,
  logger,
}: {
  environment: Pick<Environment, 'understandingUrl' | 'understandingKey' | 'understandingModel'>;
  logger: Logger;
}): SecondOpinion['informed'] {
  const { understandingUrl: url, understandingKey: key, understandingModel: model } = environment;
  if (url === null) return async () => understand;
  const { informed } = createSecondOpinion({
    url,
    key,
    model,
    understand,
    fetch,
    onFailure: (code) => logger.debug({ code }, 'UNDERSTANDING_URL gave no second opinion; the local one stands'),
  });
  return informed;
}
