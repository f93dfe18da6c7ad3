/** Reads a text into hashed features: runs of characters, word families, pairs of families, marks and length. */

import { createHashTable, lookUp } from './hash-table.ts';
import { FAMILIES_OF_WORD } from './word-families.ts';

/** The longest run of characters that is one feature. */
export const MAX_GRAM = 4;
/** Only so much of a message is read: longer ones repeat themselves. */
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

/** The hash of a sequence of numbers: characters, or a kind of feature and its number. */
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

const FAMILIES = [...FAMILIES_OF_WORD.values()];
const WORDS = createHashTable([...FAMILIES_OF_WORD.keys()].map((word) => hashOf(codesOf(word))));
/** Bit `n` is set where a word of `n` characters begins with the character: most runs need not be looked up. */
const BEGINNINGS = new Uint8Array(0x10000);
for (const word of FAMILIES_OF_WORD.keys()) {
  const codes = codesOf(word);
  const [first = 0] = codes;
  if (codes.length <= MAX_GRAM) BEGINNINGS[first] = (BEGINNINGS[first] ?? 0) | (1 << codes.length);
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
/** Runs, their families, pairs of families, and three features of the whole text. */
const MAX_FEATURES = (MAX_CHARACTERS + 2) * MAX_GRAM * (1 + WIDEST) + (FAMILY_COUNT * (FAMILY_COUNT - 1)) / 2 + 3;

/** The features of one text. The arrays are reused for the next text: use them before another one is read. */
export interface Features {
  /** Another text has another serial number. */
  readonly serial: number;
  /** The characters that carry meaning, and where in the text each stood. */
  readonly codes: Uint16Array;
  readonly origin: Uint16Array;
  /** How many characters. */
  readonly length: number;
  /** One for each feature, in the order of the text; the same may come several times. */
  readonly hashes: Int32Array;
  /** The first character of each feature; -1 for a feature without a place. */
  readonly starts: Int16Array;
  /** How many characters each feature spans. */
  readonly spans: Uint8Array;
  /** How many features. */
  readonly count: number;
}

const last = {
  text: '',
  serial: 0,
  codes: new Uint16Array(MAX_CHARACTERS + 2),
  origin: new Uint16Array(MAX_CHARACTERS + 2),
  length: 0,
  question: false,
  exclamation: false,
  hashes: new Int32Array(MAX_FEATURES),
  starts: new Int16Array(MAX_FEATURES),
  spans: new Uint8Array(MAX_FEATURES),
  count: 0,
};
/** Families found in the text being read, and the serial number of the text in which each was last found. */
const families = new Uint8Array(FAMILY_COUNT);
const foundIn = new Uint32Array(FAMILY_COUNT);

/**
 * The features of a normalised text: punctuation and spaces go (a voice message has none), numbers become one 0, single letters one A.
 * Begin and end are marked, so that 关于…的咨询 can be told from 咨询…的. Every run of up to four characters counts, and every family
 * of words and pair of families. The same text twice in a row is read once.
 */
export function readFeatures(text: string): Features {
  if (last.count > 0 && last.text === text) return last;
  last.text = text;
  last.count = 0;
  last.serial = last.serial === 0xffffffff ? 1 : last.serial + 1;
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

/** Adds the runs of characters with the families of those that are words; returns the number of distinct families. */
function addRuns(): number {
  const { codes, length, serial } = last;
  let found = 0;
  for (let start = 0; start < length; start++) {
    const end = Math.min(length, start + MAX_GRAM);
    const beginning = BEGINNINGS[codes[start] ?? 0] ?? 0;
    let hash = SEED;
    for (let at = start; at < end; at++) {
      const span = at - start + 1;
      hash = mix(hash, codes[at] ?? 0);
      add(hash, start, span);
      if ((beginning & (1 << span)) === 0) continue;
      const word = lookUp(WORDS, hash);
      if (word < 0) continue;
      for (const family of FAMILIES[word] ?? []) {
        add(mix(FAMILY_SEED, family), start, span);
        if (foundIn[family] === serial) continue;
        foundIn[family] = serial;
        families[found++] = family;
      }
    }
  }
  return found;
}

function addPairs(found: number): void {
  sortFamilies(found);
  for (let a = 0; a < found; a++) {
    const first = mix(PAIR_SEED, families[a] ?? 0);
    for (let b = a + 1; b < found; b++) add(mix(first, families[b] ?? 0), -1, 0);
  }
}

/** Sorts by insertion: there are few. */
function sortFamilies(found: number): void {
  for (let at = 1; at < found; at++) {
    const family = families[at] ?? 0;
    let place = at;
    for (; place > 0 && (families[place - 1] ?? 0) > family; place--) families[place] = families[place - 1] ?? 0;
    families[place] = family;
  }
}
