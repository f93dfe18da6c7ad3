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

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
const isLetter = (code: number) => code >= 0x41 && code <= 0x5a;
const isWord = (code: number) => code >= 0x3400 && code !== 0xfffd && !(code >= 0xfe00 && code <= 0xfe4f);

const SEED = 0x811c9dc5;

function mix(hash: number, code: number): number {
  return Math.imul(Math.imul(hash ^ (code & 0xff), 0x01000193) ^ (code >>> 8), 0x01000193);
}

/** The hash of a run of characters, of a family, of anything numbered. */
function hashOf(codes: readonly number[]): number {
  return codes.reduce(mix, SEED);
}

/** The characters of a family's word as they are read in a text. */
function codesOf(word: string): number[] {
  return Array.from(word, (character) => {
    const code = character.charCodeAt(0);
    return isLetter(code) ? code + 0x20 : code;
  });
}

const FAMILIES = [...CONCEPT_WORDS.values()];
const WORDS = createHashTable([...CONCEPT_WORDS.keys()].map((word) => hashOf(codesOf(word))));
/** Bit `n` is set where a word of `n` characters begins with the character: most runs need not be looked up. */
const BEGINNINGS = new Uint8Array(0x10000);
for (const word of CONCEPT_WORDS.keys()) {
  const codes = codesOf(word);
  if (codes.length <= MAX_GRAM) BEGINNINGS[codes[0]!]! |= 1 << codes.length;
}

const FLAG = 0xe001;
const FAMILY = 0xe002;
const PAIR = 0xe003;
const SIZE = 0xe004;
const QUESTION_HASH = hashOf([FLAG, 1]);
const EXCLAMATION_HASH = hashOf([FLAG, 2]);
const FAMILY_SEED = hashOf([FAMILY]);
const PAIR_SEED = hashOf([PAIR]);
const SIZE_SEED = hashOf([SIZE]);

const FAMILY_COUNT = 1 + Math.max(...FAMILIES.flat());
const WIDEST = Math.max(...FAMILIES.map((families) => families.length));
/** Runs, their families, pairs of families, and what is said of the whole. */
const MOST = (MAX_CHARACTERS + 2) * MAX_GRAM * (1 + WIDEST) + (FAMILY_COUNT * (FAMILY_COUNT - 1)) / 2 + 3;

/** The features of one text. The arrays are used again for the next: read them before another text is read. */
export interface Features {
  /** Which reading this is: another number, another text. */
  readonly reading: number;
  /** The characters that carry meaning, and where in the text each stood. */
  readonly codes: Uint16Array;
  readonly origin: Uint16Array;
  /** How many characters. */
  readonly length: number;
  /** One for each feature, in the order they stand; the same may come several times. */
  readonly hashes: Int32Array;
  /** Where among the characters a feature stood; -1 for what has no place. */
  readonly starts: Int16Array;
  /** Over how many characters. */
  readonly spans: Uint8Array;
  /** How many features. */
  readonly count: number;
}

const last = {
  text: '',
  reading: 0,
  codes: new Uint16Array(MAX_CHARACTERS + 2),
  origin: new Uint16Array(MAX_CHARACTERS + 2),
  length: 0,
  question: false,
  exclamation: false,
  hashes: new Int32Array(MOST),
  starts: new Int16Array(MOST),
  spans: new Uint8Array(MOST),
  count: 0,
};
/** Families met in the text being read, and in which reading each was last met. */
const families = new Uint8Array(FAMILY_COUNT);
const met = new Uint32Array(FAMILY_COUNT);

/**
 * The features of a normalised text: punctuation and spaces go (a voice message has none), numbers become one 0, single letters one A.
 * Begin and end are marked, so that 关于…的咨询 can be told from 咨询…的. Every run of up to four characters counts, and every family
 * of words and pair of families. The same text twice in a row is read once.
 */
export function readFeatures(text: string): Features {
  if (last.count > 0 && last.text === text) return last;
  last.text = text;
  last.count = 0;
  last.reading = last.reading === 0xffffffff ? 1 : last.reading + 1;
  readCharacters(text);
  addPairs(addRuns());
  if (last.question) add(QUESTION_HASH, -1, 0);
  if (last.exclamation) add(EXCLAMATION_HASH, -1, 0);
  add(mix(SIZE_SEED, Math.min(6, 31 - Math.clz32(last.length))), -1, 0);
  return last;
}

function add(hash: number, start: number, span: number): void {
  const at = last.count;
  last.hashes[at] = hash;
  last.starts[at] = start;
  last.spans[at] = span;
  last.count = at + 1;
}

function push(code: number, from: number): void {
  last.codes[last.length] = code;
  last.origin[last.length] = from;
  last.length += 1;
}

function readCharacters(text: string): void {
  const limit = Math.min(text.length, MAX_CHARACTERS);
  last.length = 0;
  last.question = false;
  last.exclamation = false;
  push(START, 0);
  for (let at = 0; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (isWord(code)) push(code, at);
    else if (isDigit(code)) {
      if (last.codes[last.length - 1] !== DIGIT) push(DIGIT, at);
    } else if (isLetter(code)) {
      let end = at + 1;
      while (end < limit && isLetter(text.charCodeAt(end))) end += 1;
      if (end === at + 1) push(LETTER, at);
      else for (let inner = at; inner < end; inner++) push(text.charCodeAt(inner) + 0x20, inner);
      at = end - 1;
    } else if (code === 0x3f) last.question = true;
    else if (code === 0x21) last.exclamation = true;
  }
  push(END, Math.max(0, limit - 1));
}

/** Adds the runs of characters with the families of those that are words; returns how many families there are. */
function addRuns(): number {
  const { codes, length, reading } = last;
  let found = 0;
  for (let start = 0; start < length; start++) {
    const end = Math.min(length, start + MAX_GRAM);
    const beginning = BEGINNINGS[codes[start]!]!;
    let hash = SEED;
    for (let at = start; at < end; at++) {
      const span = at - start + 1;
      hash = mix(hash, codes[at]!);
      add(hash, start, span);
      if ((beginning & (1 << span)) === 0) continue;
      const word = lookUp(WORDS, hash);
      if (word < 0) continue;
      for (const family of FAMILIES[word]!) {
        add(mix(FAMILY_SEED, family), start, span);
        if (met[family] === reading) continue;
        met[family] = reading;
        families[found++] = family;
      }
    }
  }
  return found;
}

function addPairs(found: number): void {
  sortFamilies(found);
  for (let a = 0; a < found; a++) {
    const first = mix(PAIR_SEED, families[a]!);
    for (let b = a + 1; b < found; b++) add(mix(first, families[b]!), -1, 0);
  }
}

/** Few as they are, they are put in order by insertion. */
function sortFamilies(found: number): void {
  for (let at = 1; at < found; at++) {
    const family = families[at]!;
    let place = at;
    for (; place > 0 && families[place - 1]! > family; place--) families[place] = families[place - 1]!;
    families[place] = family;
  }
}
