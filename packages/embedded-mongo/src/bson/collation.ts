import { fail } from '../errors.ts';
import { asInteger, isNumber } from './numbers.ts';
import { type Doc, int, isDoc, type Maybe, typeName, type Value } from './values.ts';

/** Compares two strings: negative, 0 or positive. */
export type TextCompare = (a: string, b: string) => number;

/** Locales whose order is the root order of CLDR, the same in every release of ICU for the text taken here. */
const rootLocales = ['en', 'en_US', 'en_GB', 'en_AU', 'fr', 'de', 'it', 'nl', 'pt'];

/** Text whose order has never changed between the releases of ICU that MongoDB and Node bring: Latin, Han, full-width forms. */
const settled = /^[\t-\r -~\u00a0-\u017f\u3000-\u303f\u4e00-\u9fa5\uff01-\uff5e]*$/;

const strengths: Record<number, 'base' | 'accent' | 'variant'> = { 1: 'base', 2: 'accent', 3: 'variant' };

/** What an option must be for the comparison to be exact, besides `locale`, `strength` and `numericOrdering`. */
const onlyDefaults: Record<string, unknown> = {
  ...{ caseLevel: false, caseFirst: 'off', alternate: 'non-ignorable', normalization: false, backwards: false },
  ...{ maxVariable: 'punct', version: '57.1' },
};

/** The order of a `collation` option; undefined for byte order. Throws 238 for one that could not be followed exactly. */
export function readCollation(given: Maybe): TextCompare | undefined {
  if (given === undefined || given === null) return undefined;
  if (!isDoc(given))
    return fail(14, `BSON field 'collation' is the wrong type '${typeName(given)}', expected type 'object'`);
  if (given.size === 0) return undefined;
  const locale = given.get('locale');
  if (locale === undefined) return fail(40414, "BSON field 'collation.locale' is missing but a required field");
  if (typeof locale !== 'string')
    return fail(14, "BSON field 'collation.locale' is the wrong type, expected type 'string'");
  if (locale === 'simple') return undefined;
  if (!rootLocales.includes(locale)) fail(238, `collation ${locale} is not supported by this server`);
  return settledOnly(new Intl.Collator(locale.replace('_', '-'), optionsOf(given)).compare);
}

/** A collation as MongoDB lists it, every option filled in; undefined for byte order. Throws as readCollation. */
export function fullCollation(given: Maybe): Doc | undefined {
  if (!readCollation(given) || !isDoc(given)) return undefined;
  const defaults: Doc = new Map<string, Value>([
    ...Object.entries({ locale: 'en', caseLevel: false, caseFirst: 'off', strength: int(3), numericOrdering: false }),
    ...Object.entries({ alternate: 'non-ignorable', maxVariable: 'punct', normalization: false, backwards: false }),
    ['version', '57.1'],
  ]);
  return new Map([...defaults].map(([name, v]) => [name, given.get(name) ?? v]));
}

function optionsOf(given: Doc): Intl.CollatorOptions {
  for (const [name, v] of given) {
    if (['locale', 'strength', 'numericOrdering'].includes(name)) continue;
    if (!Object.hasOwn(onlyDefaults, name)) fail(40415, `BSON field 'collation.${name}' is an unknown field.`);
    if (v !== onlyDefaults[name]) fail(238, `collation with ${name} is not supported by this server`);
  }
  const strength = given.get('strength') ?? 3;
  const n = isNumber(strength) ? Number(asInteger(strength)) : Number.NaN;
  if (!(n >= 1 && n <= 5))
    fail(2, `Enumeration value '${String(strength)}' for field 'collation.strength' is not a valid value.`);
  const sensitivity = strengths[n] ?? fail(238, `collation strength ${n} is not supported by this server`);
  const numeric = given.get('numericOrdering') ?? false;
  if (typeof numeric !== 'boolean')
    fail(14, "BSON field 'collation.numericOrdering' is the wrong type, expected type 'bool'");
  return { usage: 'sort', sensitivity, numeric: numeric === true, caseFirst: 'false', ignorePunctuation: false };
}

function settledOnly(compare: TextCompare): TextCompare {
  const check = (s: string): void => {
    if (!settled.test(s)) fail(238, 'collation of text beyond Latin and Han is not supported by this server');
  };
  return (a, b) => {
    check(a);
    check(b);
    return compare(a, b);
  };
}
