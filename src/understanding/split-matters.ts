import { allMatches } from './text/all-matches.ts';

/** Words with which people begin a second matter. */
const TURN =
  /(?:^|[，,。.；;！!？?\n\s、~～])(?:另外|还有(?!没|人|多久|谁|吗|空)|顺便|再就是|再一个|再有|对了|此外|还想|另|以及|同时|最后|其次|第[二三四五]|[二三四五2-5][、.．:：)）])|(?:另外|顺便)/g;
/** Where a sentence ends. */
const STOP = /[。！!？?；;\n]+/g;
/** Without one of these nothing is cut: most messages are one sentence about one thing. */
const MARK = /[。！!？?；;\n另还顺再对此以同最其第、.．:：)）]/;
const SHORTEST = 4;

/** A part of a text that may be a matter of its own. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** Opened with a word like 另外: another matter is announced. */
  readonly announced: boolean;
}

/**
 * Cuts a normalised text where a second matter may begin: at 另外, 还有, 顺便, numbered items, and at the end of a sentence.
 * Pieces too short to say anything stay with the one before.
 */
export function splitMatters(text: string): Piece[] {
  if (!MARK.test(text)) return [{ from: 0, to: text.length, announced: false }];
  const cuts = new Map<number, boolean>();
  for (const match of allMatches(STOP, text)) cuts.set(match.index + match[0].length, false);
  for (const match of allMatches(TURN, text)) {
    const skip = /^[，,。.；;！!？?\n\s、~～]/.test(match[0]) ? 1 : 0;
    cuts.set(match.index + skip, true);
  }
  const pieces: Piece[] = [];
  let from = 0;
  let announced = false;
  for (const [cut, turn] of [...cuts].sort((a, b) => a[0] - b[0])) {
    if (cut <= from || cut >= text.length) {
      announced ||= turn && cut === from;
      continue;
    }
    if (cut - from < SHORTEST && !turn) continue;
    pieces.push({ from, to: cut, announced });
    from = cut;
    announced = turn;
  }
  pieces.push({ from, to: text.length, announced });
  return pieces;
}
