import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { figuresOf, formatRow, scoreOf } from './figures.ts';
import { ROOMS } from './rooms.ts';

const results = (statuses: readonly string[]) => statuses.map((status) => ({ status }));

describe('figures', () => {
  const figures = figuresOf(
    results(['Killed', 'Killed', 'Timeout', 'Survived', 'NoCoverage', 'CompileError', 'RuntimeError', 'Ignored']),
  );

  test('what no test noticed counts against the room, what does not run counts nowhere', () => {
    expect(figures).toEqual({ detected: 3, survived: 1, uncovered: 1, invalid: 3 });
    expect(scoreOf(figures)).toBe(60);
    expect(formatRow('tickets', figures).split(/\s+/)).toEqual(['tickets', '60.0', '%', '3', '1', '1']);
  });

  test('a room without mutants has not earned anything', () => {
    expect(scoreOf(figuresOf([]))).toBe(0);
  });
});

describe.each(Object.entries(ROOMS))('%s', (_, { mutate, tests }) => {
  const files = ['src', 'tests'].flatMap((top) =>
    readdirSync(top, { recursive: true, encoding: 'utf8' }).map((file) => path.posix.join(top, file)),
  );
  /** Every alternative of `{a,b}`, so that none goes stale unseen. */
  const alternatives = (glob: string): string[] => {
    const [, before = '', names = '', after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(glob) ?? [];
    return names === '' ? [glob] : names.split(',').flatMap((name) => alternatives(before + name + after));
  };

  test.each([...mutate, ...tests].flatMap(alternatives))('%s names files that exist', (glob) => {
    expect(files.some((file) => path.matchesGlob(file, glob))).toBe(true);
  });
});
