import { describe, expect, test } from '@jest/globals';
import { createCachedUnderstand } from '../../src/understanding/create-understanding.ts';
import { createUnderstanding } from '../../src/understanding/index.ts';
import type { UnderstandContext } from '../../src/understanding/types.ts';
import { analyseText, understand, understandAnalysis } from '../../src/understanding/understand.ts';

const NOON: UnderstandContext = { now: Date.UTC(2026, 10, 24, 4), timezone: 'Asia/Shanghai' };
const TEXT = '我家厨房漏水，明天下午三点来，另外楼道灯不亮';

/** The cached reader, counting how often each step runs. */
function counted() {
  const calls = { analyse: 0, complete: 0 };
  const cached = createCachedUnderstand({
    analyse(text) {
      calls.analyse += 1;
      return analyseText(text);
    },
    complete(analysis, context) {
      calls.complete += 1;
      return understandAnalysis(analysis, context);
    },
  });
  return { calls, cached };
}

describe('a message is understood once', () => {
  test('asking again about the same text and time computes nothing', () => {
    const { calls, cached } = counted();
    const first = cached(TEXT, NOON);
    for (let time = 0; time < 10; time++) expect(cached(TEXT, { ...NOON })).toBe(first);
    expect(calls).toEqual({ analyse: 1, complete: 1 });
  });

  const house = { building: '3', unit: '2', room: '1701' };
  const contexts: readonly (readonly [string, UnderstandContext])[] = [
    ['another time', { ...NOON, now: NOON.now + 1 }],
    ['another zone', { ...NOON, timezone: 'Asia/Urumqi' }],
    ['a known house', { ...NOON, known: { house } }],
    ['an open question', { ...NOON, awaiting: 'time' }],
    ['choices', { ...NOON, awaiting: 'choice', choices: ['漏水', '停电'] }],
    ['other choices', { ...NOON, awaiting: 'choice', choices: ['漏水,停电'] }],
  ];

  test.each(contexts)('%s is another answer, but no new analysis of the text', (_name, context) => {
    const { calls, cached } = counted();
    cached(TEXT, NOON);
    expect(cached(TEXT, context)).toEqual(understand(TEXT, context));
    expect(calls).toEqual({ analyse: 1, complete: 2 });
  });

  test('another text is analysed', () => {
    const { calls, cached } = counted();
    cached(TEXT, NOON);
    expect(cached(`${TEXT}。`, NOON)).toEqual(understand(`${TEXT}。`, NOON));
    expect(calls.analyse).toBe(2);
  });

  test('a flood of texts pushes out the oldest, the last ones used stay', () => {
    const { calls, cached } = counted();
    cached('第一条', NOON);
    cached('常用的一条', NOON);
    for (let at = 0; at < 100; at++) {
      cached(`灯不亮${at}`, NOON);
      cached('常用的一条', NOON);
    }
    expect(calls.analyse).toBe(102);
    cached('第一条', NOON);
    expect(calls.analyse).toBe(103);
  });

  test('a very long text is not kept', () => {
    const { calls, cached } = counted();
    const long = '水管漏了'.repeat(2_000);
    expect(cached(long, NOON)).toEqual(cached(long, NOON));
    expect(calls.analyse).toBe(2);
  });
});

describe('the service without an outside model', () => {
  const service = createUnderstanding();

  test('understands as the pure reader does', () => {
    expect(service.understand(TEXT, NOON)).toEqual(understand(TEXT, NOON));
  });

  test('its second opinion is the local answer', async () => {
    expect(await service.understandWithSecondOpinion(TEXT, NOON)).toBe(service.understand);
  });
});
