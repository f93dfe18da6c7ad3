import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Router } from '@koa/router';
import type Koa from 'koa';
import type { Middleware } from 'koa';
import { Registry } from 'prom-client';
import { createHttpApp, type RequestFailed } from '../../src/http/index.ts';

const servers: Server[] = [];

/** Ends every server of the running test; for `afterEach`. */
export async function closeServers(): Promise<void> {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

/** Listens on a free port of this machine; the base address. */
export async function listen(app: Koa): Promise<string> {
  const server = createServer(app.callback() as RequestListener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What was reported of failed requests. */
export type Failure = Parameters<RequestFailed>[0];

/** What a test changes of the application. */
export type AppOptions = Partial<Omit<Parameters<typeof createHttpApp>[0], 'onError'>>;

/** The application on a free port. Its callbacks refuse everything unless the test says otherwise. */
export async function serveApp(options: AppOptions): Promise<{ base: string; failures: Failure[] }> {
  const failures: Failure[] = [];
  const app = createHttpApp({
    appWebhook: {
      verify: () => {
        throw new Error('this test has no callbacks');
      },
      receive: () => Promise.reject(new Error('this test has no callbacks')),
    },
    botWebhook: null,
    readiness: { checks: {} },
    metrics: new Registry(),
    metricsToken: null,
    refusals: () => null,
    onError: (failure) => failures.push(failure),
    ...options,
  });
  return { base: await listen(app), failures };
}

/** Routes on a free port, mounted as those of any room are. */
export function serveRoutes(router: Router, options: AppOptions = {}): Promise<{ base: string; failures: Failure[] }> {
  return serveApp({ ...options, mounted: [router.routes() as Middleware] });
}

/** Sends bytes as they are and resolves to everything that came back until the other side closed. */
export async function sendRaw(base: string, request: string, { end = false } = {}): Promise<string> {
  const { hostname, port } = new URL(base);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString();
  });
  socket.write(request);
  if (end) socket.end();
  await once(socket, 'close');
  return received;
}
