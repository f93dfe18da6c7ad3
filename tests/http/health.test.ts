import { afterEach, describe, expect, test } from '@jest/globals';
import { Counter, Registry } from 'prom-client';
import { type AppOptions, closeServers, serveApp } from './serve.ts';

afterEach(closeServers);

type Checks = NonNullable<AppOptions['readiness']>['checks'];

async function serve({ checks = {}, metricsToken = null }: { checks?: Checks; metricsToken?: string | null } = {}) {
  const metrics = new Registry();
  new Counter({ name: 'messages_total', help: 'Messages.', registers: [metrics] }).inc(3);
  const { base } = await serveApp({ readiness: { checks }, metrics, metricsToken });
  return (path: string, headers: Record<string, string> = {}) => fetch(`${base}${path}`, { headers });
}

test('/healthz answers while the process serves', async () => {
  const get = await serve({ checks: { store: async () => 'away' } });
  const response = await get('/healthz');
  expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
});

describe('/readyz', () => {
  test('is 200 when every check passes', async () => {
    const get = await serve({ checks: { store: async () => null, wecom: async () => null } });
    const response = await get('/readyz');
    expect([response.status, await response.json()]).toEqual([200, { ready: true }]);
  });

  test('is 503 with the reason of each check that does not', async () => {
    const get = await serve({ checks: { store: async () => null, wecom: async () => '60011: no privilege' } });
    const response = await get('/readyz');
    expect([response.status, await response.json()]).toEqual([
      503,
      { ready: false, problems: { wecom: '60011: no privilege' } },
    ]);
  });

  test('a check that fails by itself is a fault', async () => {
    const get = await serve({ checks: { store: () => Promise.reject(new Error('x')) } });
    expect((await get('/readyz')).status).toBe(500);
  });
});

describe('/metrics', () => {
  test('without a token it is for this machine only, and never through a proxy', async () => {
    const get = await serve();
    const response = await get('/metrics');
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toContain('messages_total 3');
    const refused = await get('/metrics', { 'x-forwarded-for': '1.2.3.4' });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, 'METRICS_TOKEN']);
  });

  test.each([
    ['the token', 'Bearer m3tr1cs', 200],
    ['another token', 'Bearer other', 403],
    ['the beginning of it', 'Bearer m3tr', 403],
    ['another scheme', 'Basic m3tr1cs', 403],
    ['none, from this machine', '', 403],
  ])('with a token set: %s', async (_name, authorization, status) => {
    const get = await serve({ metricsToken: 'm3tr1cs' });
    expect((await get('/metrics', { authorization })).status).toBe(status);
  });
});
