import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Router } from '@koa/router';
import fc from 'fast-check';
import { z } from 'zod';
import { BODY_LIMIT, formBody, guard, HttpRefusal, jsonBody, textBody } from '../../src/http/index.ts';
import { closeServers, type Failure, sendRaw, serveRoutes } from './serve.ts';

let base: string;
let failures: Failure[];
let steps: string[];
afterEach(closeServers);

const note = z.object({ text: z.string().min(1).max(20), count: z.number().int() });
const params = z.object({ id: z.string().regex(/^\d+$/).transform(Number) });
const query = z.object({ by: z.enum(['chat', 'phone']).default('chat') });

beforeEach(async () => {
  steps = [];
  const router = new Router();
  const authenticate = ({ context }: { context: { get(name: string): string; redirect(to: string): void } }) => {
    steps.push('authenticate');
    const who = context.get('authorization');
    if (who === 'redirect') {
      context.redirect('/login');
      return null;
    }
    if (who === '') throw new HttpRefusal('LOGIN_REQUIRED');
    return who;
  };
  router.post(
    '/notes/:id',
    guard({ params, query, authenticate, body: jsonBody(note) }, (request) => {
      steps.push('handler');
      const { context, ...values } = request;
      context.body = values;
    }),
  );
  router.post(
    '/text',
    guard({ body: textBody({ limit: 10 }) }, ({ context, body }) => {
      context.body = { body };
    }),
  );
  router.post(
    '/form',
    guard({ body: formBody(z.record(z.string(), z.array(z.string()))) }, ({ context, body }) => {
      context.body = body;
    }),
  );
  router.get(
    '/plain',
    guard({}, ({ context }) => {
      context.body = 'plain';
    }),
  );
  ({ base, failures } = await serveRoutes(router));
});

const good = { method: 'POST', headers: { authorization: 'li.shifu' }, body: '{"text":"a","count":1}' };
const send = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${base}${path}`, { redirect: 'manual', ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : null };
};

describe('typed values', () => {
  test('address, caller and body reach the handler as their schemas read them', async () => {
    const { status, body } = await send('/notes/7', good);
    expect(status).toBe(200);
    expect(body).toEqual({
      params: { id: 7 },
      query: { by: 'chat' },
      caller: 'li.shifu',
      body: { text: 'a', count: 1 },
    });
  });

  test('a part that is left out is not read', async () => {
    expect(await (await fetch(`${base}/plain?any=thing`)).text()).toBe('plain');
  });
});

describe('order: address, caller, body, handler', () => {
  const cases: [string, string, RequestInit, number, string, string[]][] = [
    ['a bad path is no address, whoever asks', '/notes/x', { method: 'POST', body: '{' }, 404, 'NOT_FOUND', []],
    ['a bad query', '/notes/7?by=fax', good, 400, 'INVALID_QUERY', []],
    ['a query given twice', '/notes/7?by=chat&by=phone', good, 400, 'INVALID_QUERY', []],
    ['no login beats a bad body', '/notes/7', { method: 'POST', body: '{' }, 401, 'LOGIN_REQUIRED', ['authenticate']],
    [
      'no login beats a large body',
      '/notes/7',
      { method: 'POST', body: 'x'.repeat(BODY_LIMIT + 1) },
      401,
      'LOGIN_REQUIRED',
      ['authenticate'],
    ],
    ['not JSON', '/notes/7', { ...good, body: '{' }, 400, 'MALFORMED_JSON', ['authenticate']],
    ['nothing', '/notes/7', { ...good, body: '' }, 400, 'MALFORMED_JSON', ['authenticate']],
    ['JSON of another shape', '/notes/7', { ...good, body: '{"text":7}' }, 422, 'INVALID_BODY', ['authenticate']],
    ['JSON that is no object', '/notes/7', { ...good, body: 'null' }, 422, 'INVALID_BODY', ['authenticate']],
    [
      'a large body',
      '/notes/7',
      { ...good, body: ' '.repeat(BODY_LIMIT + 1) },
      413,
      'BODY_TOO_LARGE',
      ['authenticate'],
    ],
    [
      'a compressed body',
      '/notes/7',
      { ...good, headers: { ...good.headers, 'content-encoding': 'gzip' } },
      415,
      'UNSUPPORTED_ENCODING',
      ['authenticate'],
    ],
  ];
  test.each(cases)('%s', async (_name, path, init, status, code, passed) => {
    const answer = await send(path, init);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(Object.keys(answer.body)).toEqual(['code', 'message']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(steps).toEqual(passed);
  });

  test('a caller who was answered by the authentication gets no further', async () => {
    const answer = await send('/notes/7', { method: 'POST', headers: { authorization: 'redirect' } });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/login']);
    expect(steps).toEqual(['authenticate']);
  });
});

describe('a refusal says what to fix', () => {
  test('the wrong fields are named, what they held is not', async () => {
    const { body } = await send('/notes/7', {
      ...good,
      body: '{"text":"13812345678138123456781381234","count":"secret"}',
    });
    expect(body.message).toMatch(/^the body does not have the expected fields: text: .*; count: /);
    expect(body.message).not.toMatch(/138|secret/);
  });

  test('at most three fields are named', async () => {
    const router = new Router();
    const many = z.object({ a: z.string(), b: z.string(), c: z.string(), d: z.string() });
    router.post(
      '/',
      guard({ body: jsonBody(many) }, () => {}),
    );
    const { base: other } = await serveRoutes(router);
    const { message } = (await (await fetch(other, { method: 'POST', body: '{}' })).json()) as { message: string };
    expect(message.split('; ')).toHaveLength(3);
  });
});

describe('bodies', () => {
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    send(path, { method: 'POST', body, headers });

  test('the limit is in bytes and belongs to the route', async () => {
    expect((await post('/text', 'x'.repeat(10))).status).toBe(200);
    const refused = await post('/text', '修修修修');
    expect(refused.status).toBe(413);
    expect(refused.body.message).toContain('10 bytes or fewer');
  });

  test('a body that grows over the limit without saying so is refused too', async () => {
    const chunked = `POST /text HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${'5\r\nxxxxx\r\n'.repeat(3)}0\r\n\r\n`;
    expect(await sendRaw(base, chunked)).toContain('HTTP/1.1 413');
  });

  test('a caller who hangs up in the middle is refused, not reported as a fault of the service', async () => {
    const cut = 'POST /text HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 9\r\n\r\nxx';
    await sendRaw(base, cut, { end: true });
    expect(failures.map(({ code }) => code).filter((code) => code === 'INTERNAL')).toEqual([]);
  });

  test('identity is no compression', async () => {
    expect((await post('/text', 'abc', { 'content-encoding': 'identity' })).body).toEqual({ body: 'abc' });
  });

  test('every value of a form field is kept in order; nothing sent is no field', async () => {
    expect((await post('/form', 'a=1&b=%E4%BF%AE+x&a=2')).body).toEqual({ a: ['1', '2'], b: ['修 x'] });
    expect((await post('/form', '')).body).toEqual({});
  });

  test('a form field named after a property of objects is a field like any other', async () => {
    const { status, body } = await post('/form', '__proto__=x&constructor=y');
    expect(status).toBe(200);
    expect(body.constructor).toEqual(['y']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('property: whatever bytes come, the answer is 200 or a refusal with a code, and nothing is reported as a fault', async () => {
    const bytes = fc.uint8Array({ maxLength: 64 });
    await fc.assert(
      fc.asyncProperty(bytes, async (sent) => {
        const answer = await send('/notes/7', { ...good, body: Buffer.from(sent) });
        expect([200, 400, 422]).toContain(answer.status);
      }),
      { numRuns: 50 },
    );
    expect(failures.filter(({ status }) => status >= 500)).toEqual([]);
  });
});

describe('methods', () => {
  test('HEAD answers the headers of GET without a body', async () => {
    const response = await fetch(`${base}/plain`, { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '5', '']);
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])(
    '%s where only GET is known: 405 with what is allowed',
    async (method) => {
      const answer = await send('/plain', { method });
      expect([answer.status, answer.body.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
      expect(answer.headers.get('allow')).toBe('HEAD, GET');
      expect(failures).toEqual([]);
    },
  );

  test('OPTIONS says what is allowed', async () => {
    const response = await fetch(`${base}/plain`, { method: 'OPTIONS' });
    expect([response.status, response.headers.get('allow')]).toEqual([200, 'HEAD, GET']);
  });
});
