/** Splits a text into the segments that may be requests of their own. */
import { allMatches } from '../text/all-matches.ts';

/** Words with which people announce a second request. */
const ANNOUNCEMENT =
  /(?:^|[，,。.；;！!？?\n\s、~～])(?:另外|还有(?!没|人|多久|谁|吗|空)|顺便|再就是|再一个|再有|对了|此外|还想|另|以及|同时|最后|其次|第[二三四五]|[二三四五2-5][、.．:：)）])|(?:另外|顺便)/g;
const LEADING_MARK = /^[，,。.；;！!？?\n\s、~～]/;
const SENTENCE_END = /[。！!？?；;\n]+/g;
/** A text without one of these is one segment: most messages are one sentence about one thing. */
const MARK = /[。！!？?；;\n另还顺再对此以同最其第、.．:：)）]/;
const MIN_LENGTH = 4;

/** A part of a text that may be a request of its own. */
export interface TextSegment {
  readonly from: number;
  readonly to: number;
  /** Begins with a word like 另外. */
  readonly announced: boolean;
}

/**
 * Splits a normalised text where a second request may begin: at 另外, 还有, 顺便, numbered items, and at the end of a sentence.
 * Segments too short to say anything stay with the one before.
 */
export function splitText(text: string): TextSegment[] {
  if (!MARK.test(text)) return [{ from: 0, to: text.length, announced: false }];
  const segments: TextSegment[] = [];
  let from = 0;
  let announced = false;
  for (const [cut, isAnnouncement] of cutsOf(text)) {
    if (cut <= from || cut >= text.length) {
      announced ||= isAnnouncement && cut === from;
      continue;
    }
    if (cut - from < MIN_LENGTH && !isAnnouncement) continue;
    segments.push({ from, to: cut, announced });
    from = cut;
    announced = isAnnouncement;
  }
  segments.push({ from, to: text.length, announced });
  return segments;
}

/** Positions where a segment may begin, ascending, each with whether it is announced. */
function cutsOf(text: string): (readonly [number, boolean])[] {
  const cuts = new Map<number, boolean>();
  for (const match of allMatches(SENTENCE_END, text)) cuts.set(match.index + match[0].length, false);
  for (const match of allMatches(ANNOUNCEMENT, text)) {
    cuts.set(match.index + (LEADING_MARK.test(match[0]) ? 1 : 0), true);
  }
  return [...cuts].sort((a, b) => a[0] - b[0]);
}
