import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { maskText } from '../language/index.ts';

/** JSON lines on standard output (operating contract, "Environment"). */
export type Logger = PinoLogger;

const SECRETS = /((?:access_token|corpsecret|key|token|response_code|code)=)[^&\s"]+/gi;

/** A line without secrets or personal numbers, whatever an error message dragged in. */
export function scrub(text: string): string {
  return maskText(text.replace(SECRETS, '$1***'));
}

/** An error as the log may hold it: name, code and one scrubbed line; the stack only at level debug. */
export function describeError(error: unknown, withStack = false): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: scrub(String(error)) };
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    message: scrub(error.message),
    ...(withStack ? { stack: scrub(error.stack ?? '') } : {}),
  };
}

/** The process's logger. `level` is a pino level; `destination` is for tests. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: (error: unknown) => describeError(error, level === 'debug' || level === 'trace') },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
