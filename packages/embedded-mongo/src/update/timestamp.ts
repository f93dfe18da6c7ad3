import { Timestamp } from 'bson';

let counter = 0;

/** A timestamp greater than any this process made before. */
export function currentTimestamp(now = Date.now()): Timestamp {
  counter = (counter + 1) % 0x7fffffff;
  return new Timestamp({ t: Math.floor(now / 1000), i: counter + 1 });
}
