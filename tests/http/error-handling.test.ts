import { afterEach, describe, expect, test } from '@jest/globals';
import { Router } from '@koa/router';
import { HttpRefusal, presentRefusals } from '../../src/http/index.ts';
import { closeServers, serveRoutes } from './serve.ts';

afterEach(closeServers);

class Busy extends Error {}

async function serve(fail: (context: { status: number }) => void) {
  const router = new Router();
  router.get('/thing/:token', (context) => fail(context));
  const { base, failures } = await serveRoutes(router, {
    refusals: (error) => (error instanceof Busy ? { status: 503, code: 'BUSY', message: 'try again' } : null),
  });
  const response = await fetch(`${base}/thing/secret-token`);
  return { status: response.status, body: (await response.json()) as { code: string; message: string }, failures };
}

describe('what was thrown becomes status, code and one line', () => {
  const withStatus = (status: number) => Object.assign(new Error('db at mongodb://u:p@h'), { status });
  const cases: [string, unknown, number, string][] = [
    ['a refusal', new HttpRefusal('FORBIDDEN'), 403, 'FORBIDDEN'],
    ['a refusal of another room', new HttpRefusal({ status: 409, code: 'CONFLICT', message: 'no' }), 409, 'CONFLICT'],
    ['an error that a room recognises', new Busy(), 503, 'BUSY'],
    ['an HTTP error of a library', withStatus(404), 404, 'NOT_FOUND'],
    ['another HTTP error of a library', withStatus(418), 418, 'BAD_REQUEST'],
    ['an error with a status that is no refusal', withStatus(200), 500, 'INTERNAL'],
    ['any error', new Error('db at mongodb://u:p@h'), 500, 'INTERNAL'],
    ['no error at all', 'thrown text', 500, 'INTERNAL'],
  ];
  test.each(cases)('%s', async (_name, error, status, code) => {
    const answer = await serve(() => {
      throw error;
    });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.message).not.toContain('mongodb');
  });

  test('null thrown is a fault like any other', async () => {
    const answer = await serve(() => {
      throw null;
    });
    expect(answer.body.code).toBe('INTERNAL');
  });

  test.each([
    [401, 'LOGIN_REQUIRED'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [429, 'BAD_REQUEST'],
    [503, 'NOT_READY'],
    [502, 'INTERNAL'],
  ])('a handler that only sets %s gets the refusal of that status', async (status, code) => {
    const answer = await serve((context) => {
      context.status = status;
    });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe('reports', () => {
  test('hold the error and the route, never the address: it may hold a token', async () => {
    const error = new Error('broken');
    const { failures } = await serve(() => {
      throw error;
    });
    expect(failures).toEqual([
      { status: 500, code: 'INTERNAL', message: expect.any(String), route: '/thing/:token', error },
    ]);
    expect(JSON.stringify(failures)).not.toContain('secret-token');
  });

  test('hold the message of a refusal, which is the operator’s only word on it', async () => {
    const { failures } = await serve(() => {
      throw new HttpRefusal('FORBIDDEN', 'only on Sundays');
    });
    expect(failures).toMatchObject([
      { status: 403, code: 'FORBIDDEN', message: 'the caller may not do this: only on Sundays' },
    ]);
  });

  test.each(['LOGIN_REQUIRED', 'NOT_FOUND', 'METHOD_NOT_ALLOWED'] as const)(
    '%s is not reported: any visitor can cause it',
    async (code) => {
      const { failures } = await serve(() => {
        throw new HttpRefusal(code);
      });
      expect(failures).toEqual([]);
    },
  );

  test('an address without a route is refused and not reported', async () => {
    const { base, failures } = await serveRoutes(new Router());
    const response = await fetch(`${base}/nowhere`);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, 'NOT_FOUND']);
    expect(failures).toEqual([]);
  });
});

test('a room may present refusals in its own way; others stay JSON', async () => {
  const router = new Router();
  const fail = () => {
    throw new HttpRefusal('NOT_FOUND');
  };
  router.get(
    '/page',
    presentRefusals(({ status, code }) => ({ type: 'text/html', body: `<p>${status} ${code}` })),
    fail,
  );
  router.get('/data', fail);
  const { base } = await serveRoutes(router);
  const page = await fetch(`${base}/page`);
  expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  expect(await page.text()).toBe('<p>404 NOT_FOUND');
  expect((await fetch(`${base}/data`)).headers.get('content-type')).toBe('application/json; charset=utf-8');
});
