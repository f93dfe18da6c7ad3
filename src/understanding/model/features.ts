import { CONCEPT_WORDS } from './concepts.ts';
import { createHashTable, lookUp } from './hash-table.ts';

/** The longest run of characters that is one feature. */
export const MAX_GRAM = 4;
/** Only so much of a message is read: what is longer says the same again. */
const MAX_CHARACTERS = 1_000;
const START = 2;
const END = 3;
const DIGIT = 0x30;
const LETTER = 0x41;

/** One feature of a text: its hash and where in the read characters it stood; `start` is -1 for what has no place. */
export type VisitFeature = (hash: number, start: number, length: number) => void;

/** The characters of a text that carry meaning, and where each came from. */
export interface Characters {
  readonly codes: Uint16Array;
  readonly origin: Uint16Array;
  readonly length: number;
  readonly question: boolean;
  readonly exclamation: boolean;
}

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
const isLetter = (code: number) => code >= 0x41 && code <= 0x5a;
const isWord = (code: number) => code >= 0x3400 && code !== 0xfffd && !(code >= 0xfe00 && code <= 0xfe4f);

/**
 * Reads a normalised text: punctuation and spaces go (a voice message has none), numbers become one 0, single letters one A.
 * Begin and end are marked, so that 关于…的咨询 can be told from 咨询…的.
 */
export function readCharacters(text: string): Characters {
  const limit = Math.min(text.length, MAX_CHARACTERS);
  const codes = new Uint16Array(limit + 2);
  const origin = new Uint16Array(limit + 2);
  let length = 0;
  let question = false;
  let exclamation = false;
  const push = (code: number, from: number) => {
    codes[length] = code;
    origin[length] = from;
    length += 1;
  };
  push(START, 0);
  for (let at = 0; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (isWord(code)) push(code, at);
    else if (isDigit(code)) {
      if (codes[length - 1] !== DIGIT) push(DIGIT, at);
    } else if (isLetter(code)) {
      let end = at + 1;
      while (end < limit && isLetter(text.charCodeAt(end))) end += 1;
      if (end === at + 1) push(LETTER, at);
      else for (let inner = at; inner < end; inner++) push(text.charCodeAt(inner) + 0x20, inner);
      at = end - 1;
    } else if (code === 0x3f) question = true;
    else if (code === 0x21) exclamation = true;
  }
  push(END, Math.max(0, limit - 1));
  return { codes, origin, length, question, exclamation };
}

const SEED = 0x811c9dc5;

function mix(hash: number, code: number): number {
  return Math.imul(Math.imul(hash ^ (code & 0xff), 0x01000193) ^ (code >>> 8), 0x01000193);
}

/** The hash of a run of characters, of a family, of anything numbered. */
function hashOf(codes: readonly number[]): number {
  return codes.reduce(mix, SEED);
}

function hashOfWord(word: string): number {
  const codes = [...word].map((character) => {
    const code = character.charCodeAt(0);
    return isLetter(code) ? code + 0x20 : code;
  });
  return hashOf(codes);
}

const FAMILIES = [...CONCEPT_WORDS.values()];
const WORDS = createHashTable([...CONCEPT_WORDS.keys()].map(hashOfWord));

const FLAG = 0xe001;
const FAMILY = 0xe002;
const PAIR = 0xe003;
const SIZE = 0xe004;
const QUESTION_HASH = hashOf([FLAG, 1]);
const EXCLAMATION_HASH = hashOf([FLAG, 2]);
const FAMILY_SEED = hashOf([FAMILY]);
const PAIR_SEED = hashOf([PAIR]);
const SIZE_SEED = hashOf([SIZE]);

/** Calls `visit` for every feature of the text; the same feature may come several times. */
export function visitFeatures(characters: Characters, visit: VisitFeature): void {
  const { codes, length } = characters;
  const families: number[] = [];
  for (let start = 0; start < length; start++) {
    const end = Math.min(length, start + MAX_GRAM);
    let hash = SEED;
    for (let at = start; at < end; at++) {
      hash = mix(hash, codes[at]!);
      visit(hash, start, at - start + 1);
      const word = lookUp(WORDS, hash);
      if (word < 0) continue;
      for (const concept of FAMILIES[word]!) {
        visit(mix(FAMILY_SEED, concept), start, at - start + 1);
        if (!families.includes(concept)) families.push(concept);
      }
    }
  }
  families.sort((a, b) => a - b);
  for (let a = 0; a < families.length; a++) {
    const first = mix(PAIR_SEED, families[a]!);
    for (let b = a + 1; b < families.length; b++) visit(mix(first, families[b]!), -1, 0);
  }
  if (characters.question) visit(QUESTION_HASH, -1, 0);
  if (characters.exclamation) visit(EXCLAMATION_HASH, -1, 0);
  visit(mix(SIZE_SEED, Math.min(6, Math.floor(Math.log2(length)))), -1, 0);
}
