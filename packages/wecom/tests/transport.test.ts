import { describe, expect, test } from '@jest/globals';
import { asObject, idsOf, listOf, numberOf, objectOf, optionalText, textOf } from '../src/api/read.ts';
import { createTransport, type WecomRequest } from '../src/api/transport.ts';
import { WecomError, WecomUnreachable } from '../src/errors.ts';

interface Sent {
  url: string;
  init: RequestInit;
}

/** A transport over a fetch that keeps what it was asked and answers as told. */
function over(answer: Response | Error, { baseUrl = 'https://api.example' } = {}) {
  const sent: Sent[] = [];
  const fetch = async (url: string | URL | Request, init: RequestInit = {}) => {
    sent.push({ url: String(url), init });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { sent, transport: createTransport({ baseUrl, fetch, timeoutMs: 1000 }) };
}

const ok = () => new Response('{"errcode":0,"a":1}');
const json = (value: object, status = 200) => new Response(JSON.stringify(value), { status });

async function failureOf(answer: Response | Error, request: WecomRequest = { path: '/cgi-bin/x' }): Promise<Error> {
  const result: unknown = await over(answer)
    .transport(request)
    .catch((error: unknown) => error);
  if (result instanceof Error) return result;
  throw new Error('the transport did not fail');
}

/** An error as fetch throws it, with the code of the system inside. */
const systemError = (code: string) => Object.assign(new TypeError('fetch failed'), { cause: { code } });

describe('a request', () => {
  test.each<[string, WecomRequest, string, string]>([
    ['without a body is a GET', { path: '/cgi-bin/a' }, 'GET', 'https://api.example/cgi-bin/a'],
    [
      'with a query',
      { path: '/a', query: { key: 'K 1', 中: '&=' } },
      'GET',
      'https://api.example/a?key=K+1&%E4%B8%AD=%26%3D',
    ],
    ['with JSON is a POST', { path: '/a', json: {} }, 'POST', 'https://api.example/a'],
    ['with a form is a POST', { path: '/a', form: new FormData() }, 'POST', 'https://api.example/a'],
    ['a method that is named is taken', { path: '/a', method: 'POST' }, 'POST', 'https://api.example/a'],
  ])('%s', async (_title, request, method, url) => {
    const { sent, transport } = over(ok());
    await transport(request);
    expect([sent[0]?.init.method, sent[0]?.url, sent[0]?.init.redirect]).toEqual([method, url, 'error']);
  });

  test('JSON goes out as UTF-8 with its type, beside headers that were asked for', async () => {
    const { sent, transport } = over(ok());
    await transport({ path: '/a', json: { text: '漏水' }, headers: { range: 'bytes=0-1' } });
    expect(sent[0]?.init.body).toBe('{"text":"漏水"}');
    expect(sent[0]?.init.headers).toEqual({ 'content-type': 'application/json; charset=utf-8', range: 'bytes=0-1' });
  });

  test.each(['https://api.example/', 'https://api.example///'])(
    'the base address %s has its slashes cut',
    async (baseUrl) => {
      const { sent, transport } = over(ok(), { baseUrl });
      await transport({ path: '/a' });
      expect(sent[0]?.url).toBe('https://api.example/a');
    },
  );
});

describe('an answer', () => {
  test('with errcode 0, or none, is given as it is', async () => {
    expect((await over(ok()).transport({ path: '/a' })).json).toEqual({ errcode: 0, a: 1 });
    expect((await over(json({ a: 1 })).transport({ path: '/a' })).json).toEqual({ a: 1 });
    expect((await over(json({ errcode: '0' })).transport({ path: '/a' })).json).toEqual({ errcode: '0' });
  });

  test.each<[string, Response, number]>([
    ['an errcode', json({ errcode: 40058, errmsg: 'bad' }), 40058],
    ['an errcode in text', json({ errcode: '45009', errmsg: 'slow' }), 45009],
    ['an errcode with HTTP 400', json({ errcode: 40013, errmsg: 'no' }, 400), 40013],
    ['an errcode without words', json({ errcode: 5 }), 5],
  ])('with %s is a no', async (_title, answer, errcode) => {
    expect(await failureOf(answer)).toMatchObject({ name: 'WecomError', errcode });
  });

  test.each<[string, Response, boolean]>([
    ['HTTP 404 without an errcode', new Response('not here', { status: 404 }), false],
    ['HTTP 403 with other JSON', json({ error: 'x' }, 403), false],
    ['HTTP 500 with an errcode', json({ errcode: 1 }, 500), true],
    ['HTTP 502', new Response('', { status: 502 }), true],
  ])('%s was not reached', async (_title, answer, outcomeUnknown) => {
    const error = await failureOf(answer);
    expect(error).toBeInstanceOf(WecomUnreachable);
    expect(error).toMatchObject({ reason: 'http-status', outcomeUnknown });
  });

  test.each<[string, Record<string, string>, boolean]>([
    ['a picture', { 'content-type': 'image/png' }, true],
    ['a disposition with JSON', { 'content-type': 'application/json', 'content-disposition': 'attachment' }, true],
    ['JSON', { 'content-type': 'application/json; charset=UTF-8' }, false],
    ['text', { 'content-type': 'text/plain' }, false],
    ['a type that is missing', {}, false],
  ])('that is %s: taken for a file %p', async (_title, headers, isFile) => {
    const body = new Blob(['{"errcode":7,"errmsg":"x"}']);
    const answer = new Response(body.stream(), { headers });
    const result = await over(answer)
      .transport({ path: '/a', file: true })
      .catch((error: unknown) => error);
    expect(result instanceof WecomError).toBe(!isFile);
  });
});

describe('an error', () => {
  test.each([
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['EAI_AGAIN', false],
    ['EHOSTUNREACH', false],
    ['ENETUNREACH', false],
    ['UND_ERR_CONNECT_TIMEOUT', false],
    ['ECONNRESET', true],
    ['UND_ERR_SOCKET', true],
    ['EPIPE', true],
  ])('%s: may have been carried out %p', async (code, outcomeUnknown) => {
    expect(await failureOf(systemError(code))).toMatchObject({ reason: 'network', outcomeUnknown });
  });

  test('of no known kind may have been carried out', async () => {
    expect(await failureOf(new TypeError('odd'))).toMatchObject({ reason: 'network', outcomeUnknown: true });
  });

  test('of time names the time; files are given six times as much', async () => {
    const late = Object.assign(new Error('late'), { name: 'TimeoutError' });
    expect((await failureOf(late)).message).toContain('no answer in 1000 ms');
    expect((await failureOf(late, { path: '/a', file: true })).message).toContain('6000 ms');
    expect((await failureOf(late, { path: '/a', form: new FormData() })).message).toContain('6000 ms');
  });

  test('says no secret of its query, nor more than 300 characters', async () => {
    const query = { access_token: 'TOKEN', corpsecret: 'SECRET', key: 'KEY', code: 'CODE', media_id: 'MEDIA' };
    const errmsg = `${Object.values(query).join(' ')} ${'x'.repeat(500)}`;
    const { message } = await failureOf(json({ errcode: 1, errmsg }), { path: '/cgi-bin/x', query });
    expect(message).not.toMatch(/TOKEN|SECRET|KEY|CODE/);
    expect(message).toContain('*** *** *** *** MEDIA');
    expect(message.length).toBeLessThan(400);
  });
});

describe('fields of an answer, whatever they hold', () => {
  const answer = {
    text: 'a',
    number: 5,
    yes: true,
    list: [{ a: 1 }, 2, null],
    ids: ['x', 7],
    joined: 'a|b|',
    nothing: null,
    object: { a: 1 },
  };

  test.each<[string, string, number, unknown, unknown, unknown, unknown]>([
    ['text', 'a', 0, 'a', {}, [], ['a']],
    ['number', '5', 5, '5', {}, [], []],
    ['yes', '', 1, undefined, {}, [], []],
    ['list', '', 0, undefined, {}, [{ a: 1 }, {}, {}], ['[object Object]', '2', 'null']],
    ['ids', '', 0, undefined, {}, [{}, {}], ['x', '7']],
    ['joined', 'a|b|', 0, 'a|b|', {}, [], ['a', 'b']],
    ['nothing', '', 0, undefined, {}, [], []],
    ['object', '', 0, undefined, { a: 1 }, [], []],
    ['missing', '', 0, undefined, {}, [], []],
  ])('%s', (name, text, number, optional, object, list, ids) => {
    expect([textOf(answer, name), numberOf(answer, name), optionalText(answer, name)]).toEqual([
      text,
      number,
      optional,
    ]);
    expect([objectOf(answer, name), listOf(answer, name), idsOf(answer, name)]).toEqual([object, list, ids]);
  });

  test('only an object is an object', () => {
    expect([null, undefined, 1, 'x', [], [1]].map(asObject)).toEqual([{}, {}, {}, {}, {}, {}]);
  });
});
