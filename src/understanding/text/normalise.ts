/** Brings every way of typing a message into one form. */
import { fixKnownTypos } from './known-typos.ts';
import { SIMPLIFIED } from './traditional-characters.ts';

const SPACE = 0x20;
const HYPHEN = 0x2d;
const INVISIBLE = [0x00a0, 0x3000, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0x00ad, 0x2003, 0x2002, 0x2009, 0x202f];
const DASHES = [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xfe63, 0xff70];

function buildTable(): Uint16Array {
  const table = Uint16Array.from(SIMPLIFIED, (simplified, code) => simplified || code);
  for (let code = 0xff01; code <= 0xff5e; code += 1) table[code] = code - 0xfee0;
  for (let code = 0x61; code <= 0x7a; code += 1) table[code] = code - 0x20;
  for (let code = 0xff41; code <= 0xff5a; code += 1) table[code] = code - 0xfee0 - 0x20;
  for (let code = 0; code < 0x20; code += 1) if (code !== 0x0a) table[code] = SPACE;
  for (const code of INVISIBLE) table[code] = SPACE;
  for (const code of DASHES) table[code] = HYPHEN;
  return table;
}

const TABLE = buildTable();
const CHUNK = 8_192;

/**
 * Half-width, capital, simplified, with known typos corrected, so that the same message reads the same however it was typed.
 * Every UTF-16 unit becomes one unit: a position in the result is the same position in the original.
 */
export function normalise(text: string): string {
  let from = 0;
  while (from < text.length && TABLE[text.charCodeAt(from)] === text.charCodeAt(from)) from += 1;
  return fixKnownTypos(from === text.length ? text : text.slice(0, from) + mapCharacters(text, from));
}

/** The text from `from` on by the table. Calls with an array, not a spread: a spread iterates and costs five times as much. */
function mapCharacters(text: string, from: number): string {
  let result = '';
  for (let start = from; start < text.length; start += CHUNK) {
    const length = Math.min(CHUNK, text.length - start);
    const units = new Array<number>(length);
    for (let at = 0; at < length; at += 1) units[at] = TABLE[text.charCodeAt(start + at)] ?? 0;
    result += String.fromCharCode.apply(null, units);
  }
  return result;
}
