import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { catalogue, each, message } from '../../src/messages/index.ts';

describe('message', () => {
  const checked = message(['number', 'name']);

  test.each([
    ['words only', '好的', []],
    ['its places', '{number} {name}', []],
    ['an unknown place', '{nubmer}', ['{nubmer} stands for nothing here; accepted: {number}, {name}']],
    ['the same unknown place twice', '{x}{x}', ['{x} stands for nothing here; accepted: {number}, {name}']],
    ['nothing', '', ['is empty; write the words']],
    ['spaces', ' \n', ['is empty; write the words']],
    ['a stray brace', '{number', ['a brace stands alone; a place is written {name}; accepted: {number}, {name}']],
    [
      'a place with a space',
      '{ number }',
      ['a brace stands alone; a place is written {name}; accepted: {number}, {name}'],
    ],
  ])('%s', (_name, text, problems) => {
    const result = checked.safeParse(text);
    expect(result.error?.issues.map((issue) => issue.message) ?? []).toEqual(problems);
    if (problems.length === 0) expect(result.data).toBe(text);
  });

  test('without places there is none', () => {
    expect(message([]).safeParse('{a}').error?.issues[0]?.message).toBe(
      '{a} stands for nothing here; this text has no places',
    );
  });

  test('a number is no text', () => {
    expect(checked.safeParse(7).success).toBe(false);
  });
});

describe('catalogue', () => {
  const schema = catalogue({
    hello: ['name'],
    names: each(['yes', 'no'], []),
    titles: z.array(z.string()),
    deep: { deeper: { bye: [] } },
  });
  const value = {
    hello: '您好{name}',
    names: { yes: '是', no: '否' },
    titles: ['甲'],
    deep: { deeper: { bye: '再见' } },
  };

  test('TypeScript knows the keys', () => {
    const read = schema.parse(value);
    expect([read.hello, read.names.yes, read.titles[0], read.deep.deeper.bye]).toEqual([
      '您好{name}',
      '是',
      '甲',
      '再见',
    ]);
    // @ts-expect-error there is no such key
    expect(read.helo).toBeUndefined();
  });

  test('every key must be there', () => {
    const { hello: _, ...others } = value;
    expect(schema.safeParse(others).error?.issues.map(({ path }) => path)).toEqual([['hello']]);
  });

  test('and no other, at any depth', () => {
    const issues = schema.safeParse({ ...value, deep: { deeper: { bye: '再见', by: '' } } }).error?.issues;
    expect(issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['by'], path: ['deep', 'deeper'] }]);
  });
});
