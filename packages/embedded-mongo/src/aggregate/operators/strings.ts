import { compareStrings } from '../../bson/compare.ts';
import { show } from '../../bson/show.ts';
import { type Doc, doc, int, isBoxed, isNullish, type Maybe, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { compileRegex } from '../../query/regex.ts';
import { wholeNumber } from './arrays.ts';
import { fixed, named, type Operator, type OperatorTable, unary, unaryOrNull, variadic } from './operator.ts';
import { textOf } from './text-of.ts';

/** A string operand; null and missing are the empty string, numbers and dates are written out. Throws `code`. */
function coerced(v: Maybe, code: number, name: string): string {
  if (isNullish(v)) return '';
  return textOf(v as Value) ?? fail(code, `${name} requires a string argument, found: ${typeName(v)}`);
}

const cased = (how: 'toUpperCase' | 'toLowerCase'): Operator =>
  unary((v, name) => coerced(v, 16007, name).replace(how === 'toUpperCase' ? /[a-z]+/g : /[A-Z]+/g, (s) => s[how]()));

function concat(values: Maybe[]): Maybe {
  if (values.some(isNullish)) return null;
  return values
    .map((v) => (typeof v === 'string' ? v : fail(16702, `$concat only supports strings, not ${typeName(v)}`)))
    .join('');
}

function substringBytes([v, start, length]: Maybe[], name: string): Maybe {
  const bytes = Buffer.from(coerced(v, 16034, name));
  const from =
    wholeNumber(start) ??
    fail(16034, `${name}:  starting index must be a numeric type (is BSON type ${typeName(start)})`);
  const n =
    wholeNumber(length) ?? fail(16035, `${name}:  length must be a numeric type (is BSON type ${typeName(length)})`);
  if (from < 0) fail(50752, `${name}:  starting index must be non-negative (got: ${from})`);
  const end = n < 0 ? bytes.length : Math.min(bytes.length, from + n);
  const inside = (at: number): boolean => at < bytes.length && ((bytes[at] as number) & 0xc0) === 0x80;
  if (inside(from)) fail(28656, `${name}:  Invalid range, starting index is a UTF-8 continuation byte.`);
  if (inside(end)) fail(28657, `${name}:  Invalid range, ending index is in the middle of a UTF-8 character.`);
  return bytes.toString('utf8', Math.min(from, bytes.length), Math.max(from, end));
}

function substringPoints([v, start, length]: Maybe[], name: string): Maybe {
  const points = [...coerced(v, 34450, name)];
  const from =
    wholeNumber(start) ??
    fail(34450, `${name}: starting index must be a numeric type (is BSON type ${typeName(start)})`);
  const n =
    wholeNumber(length) ?? fail(34452, `${name}: length must be a numeric type (is BSON type ${typeName(length)})`);
  if (from < 0) fail(34455, `${name}: the starting index must be nonnegative integer.`);
  if (n < 0) fail(34454, `${name}: length must be a nonnegative integer.`);
  return points.slice(from, from + n).join('');
}

function split([v, by]: Maybe[]): Maybe {
  if (isNullish(v) || isNullish(by)) return null;
  if (typeof v !== 'string')
    return fail(
      40085,
      `$split requires an expression that evaluates to a string as a first argument, found: ${typeName(v)}`,
    );
  if (typeof by !== 'string')
    return fail(
      40086,
      `$split requires an expression that evaluates to a string as a second argument, found: ${typeName(by)}`,
    );
  if (by === '') fail(40087, '$split requires a non-empty separator');
  return v.split(by);
}

const blanks = '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

function trim(get: (name: string) => Maybe, name: string): Maybe {
  const input = get('input');
  const chars = get('chars');
  if (isNullish(input) || chars === null) return null;
  if (typeof input !== 'string')
    return fail(
      50699,
      `${name} requires its input to be a string, got ${show(input)} (of type ${typeName(input)}) instead.`,
    );
  if (chars !== undefined && typeof chars !== 'string')
    return fail(
      50700,
      `${name} requires 'chars' to be a string, got ${show(chars)} (of type ${typeName(chars)}) instead.`,
    );
  const gone = new Set(chars ?? blanks);
  const points = [...input];
  let from = 0;
  let to = points.length;
  if (name !== '$rtrim') while (from < to && gone.has(points[from] as string)) from++;
  if (name !== '$ltrim') while (to > from && gone.has(points[to - 1] as string)) to--;
  return points.slice(from, to).join('');
}

function indexOf(unit: 'bytes' | 'points'): Operator {
  return fixed([2, 4], ([v, wanted, from, to], name) => {
    if (isNullish(v)) return null;
    if (typeof v !== 'string')
      return fail(40091, `${name} requires a string as the first argument, found: ${typeName(v)}`);
    if (typeof wanted !== 'string')
      return fail(40092, `${name} requires a string as the second argument, found: ${typeName(wanted)}`);
    const length = (s: string): number => (unit === 'bytes' ? Buffer.byteLength(s) : [...s].length);
    const start =
      from === undefined ? 0 : (wholeNumber(from) ?? fail(40096, `${name} requires an integral starting index`));
    const end =
      to === undefined ? length(v) : (wholeNumber(to) ?? fail(40096, `${name} requires an integral ending index`));
    if (start < 0 || end < 0) fail(40097, `${name} requires a nonnegative index`);
    for (let at = v.indexOf(wanted); at >= 0; at = v.indexOf(wanted, at + 1)) {
      const position = length(v.slice(0, at));
      if (position >= start && position + length(wanted) <= end) return int(position);
    }
    return int(-1);
  });
}

function replace(all: boolean): Operator {
  return named({ required: ['input', 'find', 'replacement'] }, (get, name) => {
    const [input, find, by] = [get('input'), get('find'), get('replacement')];
    for (const v of [input, find, by])
      if (!isNullish(v) && typeof v !== 'string')
        fail(51746, `${name} requires that its arguments be strings, found: ${show(v)}`);
    if (typeof input !== 'string' || typeof find !== 'string' || typeof by !== 'string') return null;
    return all ? input.split(find).join(by) : input.replace(find, () => by);
  });
}

/** `$regexFind` and its kin; positions count code points. */
function regex(kind: 'find' | 'all' | 'match'): Operator {
  return named({ required: ['input', 'regex'], optional: ['options'] }, (get, name) => {
    const [input, pattern, options] = [get('input'), get('regex'), get('options')];
    if (isNullish(input) || isNullish(pattern)) return kind === 'match' ? false : kind === 'all' ? [] : null;
    if (typeof input !== 'string') return fail(51104, `${name} needs 'input' to be of type string`);
    const boxed = isBoxed(pattern, 'BSONRegExp');
    if (!boxed && typeof pattern !== 'string')
      return fail(51105, `${name} needs 'regex' to be of type string or regex`);
    const flags = typeof options === 'string' ? options : boxed ? pattern.options : '';
    const re = compileRegex(boxed ? pattern.pattern : (pattern as string), flags);
    if (kind === 'match') return re.test(input);
    const found = [...input.matchAll(new RegExp(re.source, `${re.flags}g`))].map((m) => shown(m, input));
    return kind === 'all' ? found : (found[0] ?? null);
  });
}

function shown(m: RegExpExecArray | RegExpMatchArray, input: string): Doc {
  const idx = int([...input.slice(0, m.index)].length);
  return doc({ match: m[0], idx, captures: m.slice(1).map((g) => g ?? null) });
}

/** Operators on strings. */
export const stringOperators: OperatorTable = {
  $concat: variadic(concat),
  $toUpper: cased('toUpperCase'),
  $toLower: cased('toLowerCase'),
  $substr: fixed(3, substringBytes),
  $substrBytes: fixed(3, substringBytes),
  $substrCP: fixed(3, substringPoints),
  $strLenBytes: unary((v) =>
    typeof v === 'string'
      ? int(Buffer.byteLength(v))
      : fail(34473, `$strLenBytes requires a string argument, found: ${typeName(v)}`),
  ),
  $strLenCP: unary((v) =>
    typeof v === 'string'
      ? int([...v].length)
      : fail(34471, `$strLenCP requires a string argument, found: ${typeName(v)}`),
  ),
  $strcasecmp: fixed(2, ([a, b], name) =>
    int(Math.sign(compareStrings(coerced(a, 16007, name).toUpperCase(), coerced(b, 16007, name).toUpperCase()))),
  ),
  $split: fixed(2, split),
  $trim: named({ required: ['input'], optional: ['chars'] }, trim),
  $ltrim: named({ required: ['input'], optional: ['chars'] }, trim),
  $rtrim: named({ required: ['input'], optional: ['chars'] }, trim),
  $indexOfBytes: indexOf('bytes'),
  $indexOfCP: indexOf('points'),
  $replaceOne: replace(false),
  $replaceAll: replace(true),
  $regexFind: regex('find'),
  $regexFindAll: regex('all'),
  $regexMatch: regex('match'),
  $binarySize: unaryOrNull((v) => {
    if (typeof v === 'string') return int(Buffer.byteLength(v));
    return isBoxed(v, 'Binary')
      ? int(v.length())
      : fail(51276, `$binarySize requires a string or BinData argument, found: ${typeName(v)}`);
  }),
};
