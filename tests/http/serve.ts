import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Router } from '@koa/router';
import Koa, { type Middleware } from 'koa';
import { errorHandling, type Refusals, type RequestFailed } from '../../src/http/error-handling.ts';

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

/** Routes on a free port behind the error handling, as the service mounts them. */
export async function serveRoutes(
  router: Router,
  { refusals = () => null, before = [] }: { refusals?: Refusals; before?: readonly Middleware[] } = {},
): Promise<{ base: string; failures: Failure[] }> {
  const failures: Failure[] = [];
  const app = new Koa();
  app.silent = true;
  app.use(errorHandling(refusals, (failure) => failures.push(failure)));
  for (const middleware of before) app.use(middleware);
  app.use(router.routes());
  app.use(router.allowedMethods());
  return { base: await listen(app), failures };
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
