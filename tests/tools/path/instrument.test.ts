import { describe, expect, test } from '@jest/globals';
import { ENTER, instrument } from './instrument.ts';

/** Runs an instrumented text and answers with its value and what reported its begin. */
function play(text: string): { value: unknown; entered: string[] } {
  const entered: string[] = [];
  Object.assign(globalThis, { [ENTER]: (file: string, name: string) => entered.push(`${file} ${name}`) });
  try {
    return { value: new Function(instrument('src/app/x.ts', text))(), entered };
  } finally {
    Reflect.deleteProperty(globalThis, ENTER);
  }
}

describe('every function reports its begin and does what it did', () => {
  test.each([
    ['function f(a) { return a + 1; }\nreturn f(1);', 2, ['f']],
    ['const f = (a) => a + 1;\nreturn f(1);', 2, ['f']],
    ['const f = () => ({ a: 1 });\nreturn f().a;', 1, ['f']],
    ['const f = () => () => 3;\nreturn f()();', 3, ['f', 'function']],
    ['return [1, 2].map((n) => n * 2).length;', 2, ['function', 'function']],
    ['const o = { m() { return 4; }, get g() { return 5; } };\nreturn o.m() + o.g;', 9, ['m', 'g']],
    ['class A { constructor() { this.x = 6; } }\nreturn new A().x;', 6, ['A']],
    ['class A {}\nclass B extends A { constructor() { super(); this.x = 7; } }\nreturn new B().x;', 7, []],
    ['const __name = (f) => f;\nconst f = __name(() => 8);\nreturn f();', 8, ['function']],
  ])('%s', (text, value, names) => {
    expect(play(text)).toEqual({ value, entered: names.map((name) => `src/app/x.ts ${name}`) });
  });

  test('lines stay where they are, and without a listener nothing happens', () => {
    const text = 'function f() {\n  return 1;\n}\nreturn f();';
    const result = instrument('x.ts', text);
    expect(result.split('\n')).toHaveLength(text.split('\n').length);
    expect(new Function(result)()).toBe(1);
  });
});
