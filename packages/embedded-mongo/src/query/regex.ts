import { BSONRegExp } from 'bson';
import { isBoxed, type Maybe } from '../bson/values.ts';
import { fail } from '../errors.ts';

const cache = new Map<string, RegExp>();

/**
 * A JavaScript expression for a PCRE one. What JavaScript reads differently or not at all is refused (code 51091)
 * rather than matched wrongly; the `x` option is honoured by dropping blanks and comments.
 */
export function compileRegex(pattern: string, options: string): RegExp {
  const key = `${options}/${pattern}`;
  const known = cache.get(key);
  if (known) return known;
  const made = build(pattern, options);
  if (cache.size > 500) cache.clear();
  cache.set(key, made);
  return made;
}

function build(pattern: string, options: string): RegExp {
  if (/[^imsxu]/.test(options)) fail(51108, `invalid flag in regex options: ${options}`);
  let source = pattern;
  let flags = [...new Set(options)].filter((f) => 'ims'.includes(f)).join('');
  const inline = /^\(\?([imsx]+)\)/.exec(source);
  if (inline) {
    source = source.slice(inline[0].length);
    for (const f of inline[1] as string) if ('ims'.includes(f) && !flags.includes(f)) flags += f;
  }
  if (options.includes('x') || inline?.[1]?.includes('x')) source = dropBlanks(source);
  source = translate(source);
  try {
    return withUnicode(source, flags);
  } catch (error) {
    return fail(51091, `Regular expression is invalid: ${(error as Error).message}`);
  }
}

/** PCRE runs in UTF mode; the `u` flag gives that, but is stricter about needless escapes, so it is tried first. */
function withUnicode(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, `${flags}u`);
  } catch {
    return new RegExp(source, flags);
  }
}

function translate(source: string): string {
  return source
    .replace(/\\A/g, '(?<![\\s\\S])')
    .replace(/\\[zZ]/g, '(?![\\s\\S])')
    .replace(/\\h/g, '[ \\t]')
    .replace(/\(\?P</g, '(?<')
    .replace(/\\Q([\s\S]*?)(?:\\E|$)/g, (_, literal: string) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .replace(/\[:(alpha|digit|alnum|space|upper|lower|punct|word):\]/g, (_, name: string) => posix[name] as string);
}

const posix: Record<string, string> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  space: '\\s',
  upper: 'A-Z',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  word: '\\w',
};

function dropBlanks(source: string): string {
  return source.replace(
    /(\\.)|(\[(?:\\.|[^\]\\])*\])|\s+|#[^\n]*/g,
    (_, escaped?: string, set?: string) => escaped ?? set ?? '',
  );
}

/** The test of a regular expression: strings and symbols that match, or the same expression stored as a value. */
export function regexTest(r: BSONRegExp): (v: Maybe) => boolean {
  const re = compileRegex(r.pattern, r.options);
  return (v) => {
    if (typeof v === 'string') return re.test(v);
    if (isBoxed(v, 'BSONRegExp')) return v.pattern === r.pattern && v.options === r.options;
    return isBoxed(v, 'BSONSymbol') && re.test(v.value);
  };
}

/** The literal text every match begins with, for index bounds; empty where there is none. */
export function literalPrefix(r: BSONRegExp): string {
  if (r.options.replace('s', '') !== '' || !r.pattern.startsWith('^') || r.pattern.includes('|')) return '';
  const literal = /^\^((?:[^\\^$.|?*+()[\]{}]|\\[^a-zA-Z0-9])*)/.exec(r.pattern)?.[1] ?? '';
  const rest = r.pattern.slice(1 + literal.length);
  const plain = literal.replace(/\\(.)/g, '$1');
  return /^[?*{]/.test(rest) ? plain.slice(0, -1) : plain;
}

/** A `$regex` value with its `$options`, as one expression. */
export function regexOf(pattern: string, options: string): BSONRegExp {
  if (/[^imsxu]/.test(options)) fail(51108, `invalid flag in regex options: ${options}`);
  return new BSONRegExp(pattern, [...options].sort().join(''));
}
