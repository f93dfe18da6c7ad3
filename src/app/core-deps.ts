import type { WecomApi } from '@shouwen/wecom';
import type { Company, Environment } from '../config/types.ts';
import type { Flows } from '../conversation/flow/types.ts';
import type { ConversationEffect } from '../conversation/types.ts';
import type { PageOf } from '../followup/situation.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Clock } from '../shared/clock.ts';
import type { Store } from '../store/index.ts';
import type { QueueState } from './queue-state.ts';

/** The configuration and flows in use now; replaced as a whole when their files change. */
export interface Live {
  company: Company;
  flows: Flows;
}

/** What the working part of the service is made of. */
export interface CoreDeps {
  readonly environment: Environment;
  readonly live: Live;
  readonly store: Store<QueueState, ConversationEffect>;
  readonly api: WecomApi;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** The signed address of a survey page. */
  page(of: PageOf): string;
}
