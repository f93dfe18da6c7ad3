import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createSecondOpinion } from '../../../src/understanding/second-opinion/create-second-opinion.ts';
import type { Understand } from '../../../src/understanding/types.ts';
import { understand } from '../../../src/understanding/understand.ts';
import { answer, startModelServer } from './model-server.ts';

const context = { now: Date.UTC(2026, 10, 23, 6), timezone: 'Asia/Shanghai' };
/** The local reader, unsure of whatever it reads. */
const unsure: Understand = (text, given) => {
  const local = understand(text, given);
  return { ...local, ask: true, isRequest: true, requests: local.requests.slice(0, 1) };
};
const TEXT = '我是王小明，住3栋2单元1701，电话13800138000，家里那个东西不太对';
const ERRAND = '{"category":"服务","topic":"errand"}';

const closers: (() => Promise<void>)[] = [];

async function setUp(respond: Parameters<typeof startModelServer>[0], { path = '', local = unsure } = {}) {
  const server = await startModelServer(respond);
  closers.push(server.close);
  const failures: object[] = [];
  const { understandWithSecondOpinion } = createSecondOpinion({
    url: `${server.url}${path}`,
    key: 'secret-key',
    model: 'small',
    understand: local,
    log: { debug: (fields) => failures.push(fields) },
  });
  const ask = async (text: string) => (await understandWithSecondOpinion(text, context))(text, context);
  return { server, ask, failures, understandWithSecondOpinion };
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'hrtime'] });
});
afterEach(async () => {
  jest.useRealTimers();
  await Promise.all(closers.splice(0).map((close) => close()));
});

describe('what is asked', () => {
  test('an unclear message is answered by the outside model', async () => {
    const { ask, failures } = await setUp(answer(`\`\`\`json\n${ERRAND}\n\`\`\``));
    const read = await ask(TEXT);
    expect(read).toMatchObject({ category: '服务', topic: 'errand', ask: false });
    expect(read.categories[0]).toEqual(['服务', expect.closeTo(0.8, 1)]);
    expect(read.categories.reduce((sum, [, probability]) => sum + probability, 0)).toBeCloseTo(1);
    expect(read.requests).toEqual([expect.objectContaining({ category: '服务', topic: 'errand' })]);
    expect(failures).toEqual([]);
  });

  test.each([
    ['/v1', '/v1/chat/completions'],
    ['/v1/', '/v1/chat/completions'],
    ['/v1/chat/completions', '/v1/chat/completions'],
  ])('the address %s is asked at %s with the bearer token and the name of the model', async (path, expected) => {
    const { server, ask } = await setUp(answer(ERRAND), { path });
    await ask(TEXT);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', url: expected });
    expect(request?.headers.authorization).toBe('Bearer secret-key');
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ model: 'small', temperature: 0 });
  });

  test('个人信息保护法 21: phone, house and name never leave', async () => {
    const { server, ask } = await setUp(answer(ERRAND));
    await ask(TEXT);
    const body = server.requests[0]?.body;
    expect(body).toContain('不太对');
    for (const secret of ['13800138000', '1701', '小明']) expect(body).not.toContain(secret);
  });

  test('of a long message the first thousand characters are sent', async () => {
    const { server, ask } = await setUp(answer(ERRAND));
    await ask(`那个东西不太对${'啊'.repeat(3_000)}尾`);
    const { messages } = JSON.parse(server.requests[0]?.body ?? '');
    expect(messages.at(-1).content.length).toBeLessThanOrEqual(1_000);
    expect(messages.at(-1).content).not.toContain('尾');
  });

  test('a clear message, a danger and several requests are not sent', async () => {
    const { server, ask } = await setUp(answer(ERRAND), { local: understand });
    await ask('厨房水龙头坏了，一直滴水');
    await ask('着火了');
    await ask('厨房漏水，另外表扬一下保安小李');
    expect(server.requests).toEqual([]);
  });

  test('the opinion holds for its own text only, in any context', async () => {
    const { understandWithSecondOpinion } = await setUp(answer(ERRAND));
    const informed = await understandWithSecondOpinion(TEXT, context);
    expect(informed(TEXT, { ...context, awaiting: 'text' }).category).toBe('服务');
    expect(informed('那边有点问题', context)).toEqual(unsure('那边有点问题', context));
  });
});

describe('falls back to the local answer', () => {
  const garbage =
    (body: string, status = 200) =>
    (response: ServerResponse) => {
      response.statusCode = status;
      response.end(body);
    };

  test.each([
    ['another category', answer('{"category":"维修","topic":null}')],
    ['another topic', answer('{"category":"报修","topic":"roof"}')],
    ['a topic that is no string', answer('{"category":"报修","topic":{"$ne":null}}')],
    ['prose', answer('这是报修')],
    ['an empty answer', answer('')],
    ['no choices', garbage('{"choices":[]}')],
    ['an HTML page', garbage('<html>502 Bad Gateway</html>')],
    ['half a JSON object', garbage('{"choices":[{"mess')],
    ['bytes that are no text', (response: ServerResponse) => response.end(Buffer.from([0xff, 0xfe, 0x00, 0x80]))],
    ['status 500', garbage('', 500)],
    ['status 401', garbage('{"error":"key"}', 401)],
    ['a cut connection', (response: ServerResponse) => response.destroy()],
    [
      'a redirect to itself',
      (response: ServerResponse) => response.writeHead(307, { location: '/chat/completions' }).end(),
    ],
    ['a redirect without an address', garbage('', 302)],
  ])('%s', async (_name, respond) => {
    const { ask, failures } = await setUp(respond);
    expect(await ask(TEXT)).toEqual(unsure(TEXT, context));
    expect(failures).toHaveLength(1);
  });

  test('nobody listens', async () => {
    const { server, ask, failures } = await setUp(answer(ERRAND));
    await server.close();
    closers.length = 0;
    expect(await ask(TEXT)).toEqual(unsure(TEXT, context));
    expect(failures).toHaveLength(1);
  });

  test.each([
    ['no answer', () => {}],
    ['half an answer', (response: ServerResponse) => void response.write('{"choices":[')],
  ])('%s within two seconds', async (_name, respond) => {
    const { server, ask, failures } = await setUp(respond);
    const arrived = server.nextRequest();
    const read = ask(TEXT);
    await arrived;
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await read).toEqual(unsure(TEXT, context));
    expect(failures).toEqual([{ code: 'TaskCancelledError' }]);
  });

  test('after three failures nothing is sent for a minute', async () => {
    const { server, ask } = await setUp(garbage('', 503));
    for (let time = 0; time < 5; time++) await ask(TEXT);
    expect(server.requests).toHaveLength(3);
    await jest.advanceTimersByTimeAsync(60_001);
    await ask(TEXT);
    expect(server.requests).toHaveLength(4);
  });

  test('a failure says its kind and nothing of the message', async () => {
    const { ask, failures } = await setUp(answer(`{"category":"${TEXT}"}`));
    await ask(TEXT);
    expect(JSON.stringify(failures)).toMatch(/^\[\{"code":"\w+"\}\]$/);
  });
});

describe('redirects', () => {
  test('are followed with the message', async () => {
    const { server, ask } = await setUp((response, { url }) => {
      if (url === '/moved') answer(ERRAND)(response);
      else response.writeHead(307, { location: '/moved' }).end();
    });
    expect((await ask(TEXT)).category).toBe('服务');
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
  });

  test('to another host do not carry the key', async () => {
    const other = await startModelServer(answer(ERRAND));
    closers.push(other.close);
    const { ask } = await setUp((response) => {
      response.writeHead(307, { location: `${other.url}/chat/completions` }).end();
    });
    await ask(TEXT);
    expect(other.requests).toHaveLength(1);
    expect(other.requests[0]?.headers.authorization).toBeUndefined();
  });
});
