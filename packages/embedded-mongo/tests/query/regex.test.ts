import { describe, expect, test } from '@jest/globals';
import { BSONRegExp } from 'bson';
import fc from 'fast-check';
import { compileRegex, literalPrefix, regexOf, regexTest } from '../../src/query/regex.ts';
import { engineDoc } from '../values.ts';

describe('what PCRE writes and JavaScript does not', () => {
  test.each<[string, string, string, string, boolean]>([
    ['\\A begins the text, also with m', '\\Ab', 'm', 'a\nb', false],
    ['\\z ends the text, also with m', 'a\\z', 'm', 'a\nb', false],
    ['\\Z at the end', 'b\\Z', '', 'ab', true],
    ['\\h is a blank or a tab', 'a\\hb', '', 'a\tb', true],
    ['\\h is no new line', 'a\\hb', '', 'a\nb', false],
    ['a named group', '(?P<y>\\d{4})', '', 'in 2026', true],
    ['quoted text', '^\\Qa.b*\\E$', '', 'a.b*', true],
    ['quoted text without an end', '^\\Qa.b', '', 'axb', false],
    ['a class of POSIX', '^[[:alpha:][:digit:]]+$', '', 'aB1', true],
    ['a class of POSIX that does not fit', '^[[:upper:]]+$', '', 'aB', false],
    ['options inside', '(?i)^ABC', '', 'abc', true],
    ['several options inside', '(?im)^B$', '', 'a\nb', true],
    ['the x option inside', '(?x) a b # c', '', 'ab', true],
    ['the x option leaves classes alone', '^[ a]b', 'x', ' b', true],
    ['the x option leaves what is escaped alone', 'a\\ b', 'x', 'a b', true],
    ['a dot takes one character beyond 16 bits', '^.$', '', '😀', true],
    ['an escape that is needless', '^\\-$', '', '-', true],
    ['a look behind', '(?<=a)b', '', 'ab', true],
    ['a back reference', '^(a|b)\\1$', '', 'aa', true],
    ['i is blind to case beyond ASCII', '^Ä$', 'i', 'ä', true],
    ['u is taken and says nothing', '^a', 'u', 'abc', true],
  ])('%s', (_title, pattern, options, text, found) => {
    expect(compileRegex(pattern, options).test(text)).toBe(found);
  });

  test.each<[string, string, string, number]>([
    ['an option there is not', 'a', 'g', 51108],
    ['a group that does not end', '(a', '', 51091],
    ['a class that does not end', '[a', '', 51091],
    ['nothing to repeat', '*a', '', 51091],
  ])('refuses %s', (_title, pattern, options, code) => {
    expect(() => compileRegex(pattern, options)).toThrow(expect.objectContaining({ code }));
  });

  test('options come in the order of the alphabet, as BSON has them', () => {
    expect(regexOf('a', 'xi')).toEqual(new BSONRegExp('a', 'ix'));
    expect(() => regexOf('a', 'z')).toThrow(expect.objectContaining({ code: 51108 }));
  });

  test('an expression tests text and symbols, and finds itself stored', () => {
    const matches = regexTest(new BSONRegExp('^a', 'i'));
    const stored = engineDoc({ same: new BSONRegExp('^a', 'i'), other: new BSONRegExp('^a') });
    expect([matches('Abc'), matches('x'), matches(null), matches(undefined)]).toEqual([true, false, false, false]);
    expect([matches(stored.get('same')), matches(stored.get('other'))]).toEqual([true, false]);
  });
});

describe('the text every match begins with', () => {
  test.each<[string, string, string, string]>([
    ['plain text', '^abc', '', 'abc'],
    ['up to the first special character', '^ab.c', '', 'ab'],
    ['an escaped special character', '^a\\.b', '', 'a.b'],
    ['not what may be missing', '^abc?', '', 'ab'],
    ['not what may be repeated never', '^abc*', '', 'ab'],
    ['not what is counted', '^abc{0,3}', '', 'ab'],
    ['what comes once at least', '^ab+', '', 'ab'],
    ['nothing without an anchor', 'abc', '', ''],
    ['nothing with a choice', '^abc|^x', '', ''],
    ['nothing where case does not count', '^abc', 'i', ''],
    ['nothing where ^ means every line', '^abc', 'm', ''],
    ['nothing where blanks do not count', '^a b', 'x', ''],
    ['with s, which changes a dot only', '^abc', 's', 'abc'],
    ['not a class of characters', '^ab\\d', '', 'ab'],
  ])('%s', (_title, pattern, options, prefix) => {
    expect(literalPrefix(new BSONRegExp(pattern, options))).toBe(prefix);
  });

  test('is the beginning of every text that matches', () => {
    const piece = fc.constantFrom('a', 'b', '\\.', '.', 'a?', 'b*', 'a+', '(a|b)', '[ab]', 'a{0,2}', '$');
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 5 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), text, (pieces, s) => {
        const r = new BSONRegExp(`^${pieces.join('')}`);
        if (compileRegex(r.pattern, '').test(s)) expect(s.startsWith(literalPrefix(r))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
