/** Finds whether a repair is urgent (急修). */
import { createCharacterPresence } from '../text/character-presence.ts';
import { NOT_URGENT, OVER, URGENCY_IDIOMS, URGENCY_SIGNS } from './urgency-signs.ts';

/** Whether a repair is urgent (急修) and the words that say so. */
export interface Urgency {
  readonly urgent: boolean;
  readonly words: readonly string[];
}

const CALM: Urgency = { urgent: false, words: [] };
const presence = createCharacterPresence(URGENCY_SIGNS.map((sign) => sign.needs));
const THANKS = /谢谢|感谢|多谢|表扬|点赞|锦旗|好评|辛苦/;
const STILL = /又|还没|还是|还在|仍|请|麻烦|快点|快来|赶紧|没人|不行|希望|能不能|怎么/;
const AGAIN = /又|还没|还是|仍然?|还在/;

/**
 * Whether a message tells of something that cannot wait: the 急修 list of 篇5 六.4 and domain.md 3.1. What is said counts, not how loudly:
 * 马上, 快点 and exclamation marks say nothing. `text` is normalised; only its first 4,000 characters are read.
 */
export function findUrgency(text: string): Urgency {
  const present = presence(text.length > 4_000 ? text.slice(0, 4_000) : text);
  if (present === 0) return CALM;
  const plain = text.slice(0, 4_000).replace(URGENCY_IDIOMS, (words) => '·'.repeat(words.length));
  const words: string[] = [];
  for (let at = 0; present >> at !== 0; at += 1) {
    const found = (present & (1 << at)) === 0 ? null : URGENCY_SIGNS[at]?.words.exec(plain);
    if (found != null) words.push(found[0]);
  }
  if (words.length === 0 || isTakenBack(plain)) return CALM;
  return { urgent: true, words };
}

/** The writer says that there is time, or that it is over. */
function isTakenBack(text: string): boolean {
  if (NOT_URGENT.test(text)) return true;
  if (OVER.test(text) && !AGAIN.test(text)) return true;
  return THANKS.test(text) && !STILL.test(text);
}
