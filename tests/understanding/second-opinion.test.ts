import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createSecondOpinion } from '../../src/understanding/second-opinion.ts';
import type { Understanding } from '../../src/understanding/types.ts';
import { understand } from '../../src/understanding/understand.ts';

const context = { now: Date.UTC(2026, 10, 23, 6), timezone: 'Asia/Shanghai' };
/** The local reader, unsure of whatever it reads. */
const unsure = (text: string): Understanding => {
  const read = understand(text, context);
  return { ...read, ask: true, request: true, matters: read.matters.slice(0, 1) };
};
const answer = (content: string) => async () => Response.json({ choices: [{ message: { content } }] });

function create(fetch: typeof globalThis.fetch, local = unsure) {
  const failures: string[] = [];
  const opinion = createSecondOpinion({
    url: 'https://models.example/v1/',
    key: 'k',
    model: 'm',
    understand: local,
    fetch,
    onFailure: (code) => failures.push(code),
  });
  const ask = async (text: string) => (await opinion.informed(text, context))(text, context);
  return { ask, failures };
}

const TEXT = '我是王小明，住3栋2单元1701，电话13800138000，家里那个东西不太对';

describe('second opinion', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('an unsure message is answered by the outside model', async () => {
    const { ask } = create(answer('```json\n{"category":"服务","topic":"errand"}\n```'));
    const read = await ask(TEXT);
    expect(read).toMatchObject({ category: '服务', topic: 'errand', ask: false });
    expect(read.categories[0]![0]).toBe('服务');
    expect(read.matters[0] ?? { category: '服务' }).toMatchObject({ category: '服务' });
  });

  test('个人信息保护法 21: phone, house and name never leave', async () => {
    const fetch = jest.fn(answer('{"category":"其它","topic":null}'));
    await create(fetch as unknown as typeof globalThis.fetch).ask(TEXT);
    const [url, init] = fetch.mock.calls[0] as unknown as [string, RequestInit];
    expect(url).toBe('https://models.example/v1/chat/completions');
    expect(String(init.body)).toContain('不太对');
    for (const secret of ['13800138000', '1701', '小明']) expect(String(init.body)).not.toContain(secret);
  });

  test('a sure message and a danger are not sent', async () => {
    const fetch = jest.fn(answer('{}'));
    const { ask } = create(fetch as unknown as typeof globalThis.fetch, (text) => understand(text, context));
    await ask('厨房水龙头坏了，一直滴水');
    await ask('着火了');
    expect(fetch).not.toHaveBeenCalled();
  });

  test.each([
    ['another category', answer('{"category":"维修","topic":null}')],
    ['another topic', answer('{"category":"报修","topic":"roof"}')],
    ['no JSON', answer('这是报修')],
    ['an error status', async () => new Response('', { status: 500 })],
    ['no network', async () => Promise.reject(new Error('ECONNREFUSED'))],
  ])('%s falls back to the local answer', async (_, fetch) => {
    const { ask, failures } = create(fetch as unknown as typeof globalThis.fetch);
    expect(await ask(TEXT)).toEqual(unsure(TEXT));
    expect(failures).toHaveLength(1);
  });

  test('no answer within two seconds falls back', async () => {
    const { ask, failures } = create(() => new Promise(() => {}));
    const read = ask(TEXT);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await read).toEqual(unsure(TEXT));
    expect(failures).toEqual(['TaskCancelledError']);
  });

  test('after three failures nothing is sent for a minute', async () => {
    const fetch = jest.fn(async () => Promise.reject(new Error('down')));
    const { ask } = create(fetch as unknown as typeof globalThis.fetch);
    for (let time = 0; time < 5; time++) await ask(TEXT);
    expect(fetch).toHaveBeenCalledTimes(3);
    await jest.advanceTimersByTimeAsync(60_001);
    await ask(TEXT);
    expect(fetch).toHaveBeenCalledTimes(4);
  });
});
