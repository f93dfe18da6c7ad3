/** The public door of this room. */
export { createLogger, describeError, type Logger } from './logger.ts';
export { createMetrics, type Metrics } from './metrics.ts';
