import { createHash } from 'node:crypto';

/**
 * A short id that is always the same for the same parts: what is derived twice is the same thing, not a second one.
 * Letters and digits only, 24 long, so it fits every id field of the WeCom API.
 */
export function deriveId(...parts: (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}
