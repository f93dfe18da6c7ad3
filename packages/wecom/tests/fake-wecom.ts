import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWecomApi, type WecomApiOptions } from '../src/api/client.ts';

/** One request that reached the fake. */
export interface Seen {
  path: string;
  method: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
  json: Record<string, unknown>;
}

/** An answer of the fake; an object becomes JSON, `hang` never answers, `cut` breaks the connection. */
export type Answer =
  | object
  | { raw: Buffer | string; status?: number; headers?: Record<string, string> }
  | 'hang'
  | 'cut';

const isRaw = (answer: object): answer is { raw: Buffer | string; status?: number; headers?: Record<string, string> } =>
  'raw' in answer;

function write(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return;
  if (answer === 'cut') {
    response.destroy();
    return;
  }
  const {
    raw,
    status = 200,
    headers = { 'content-type': 'application/json; charset=UTF-8' },
  } = isRaw(answer) ? answer : { raw: JSON.stringify(answer) };
  response.writeHead(status, headers).end(raw);
}

async function read(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const url = new URL(request.url ?? '/', 'http://fake');
  const isJson = request.headers['content-type']?.includes('json') === true;
  const json = isJson ? (JSON.parse(body) as Record<string, unknown>) : {};
  const { method = '', headers } = request;
  return { path: url.pathname, method, query: url.searchParams, headers, body, json };
}

export const SECRET = 'S3cretOfTheApp';

/** A WeCom of one test: answers by `handle`, hands out token T1, T2, … unless `handle` answers gettoken itself. */
export async function startFake(handle: (seen: Seen) => Answer | undefined = () => undefined) {
  const seen: Seen[] = [];
  let tokens = 0;
  const waits: number[] = [];
  const clock = { now: 1_700_000_000_000 };
  const server: Server = createServer(async (request, response) => {
    const call = await read(request);
    seen.push(call);
    const own = handle(call);
    if (own !== undefined) write(response, own);
    else if (call.path === '/cgi-bin/gettoken') {
      tokens += 1;
      write(response, { errcode: 0, errmsg: 'ok', access_token: `T${tokens}`, expires_in: 7200 });
    } else write(response, { errcode: 0, errmsg: 'ok' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const create = (overrides: Partial<WecomApiOptions> = {}) =>
    createWecomApi({
      baseUrl,
      corpId: 'ww1',
      agentId: '1000002',
      secret: SECRET,
      now: () => clock.now,
      sleep: async (ms) => {
        waits.push(ms);
        clock.now += ms;
      },
      random: () => 0.5,
      ...overrides,
    });
  return {
    seen,
    waits,
    clock,
    baseUrl,
    create,
    api: create(),
    calls: (path: string) => seen.filter((call) => call.path === `/cgi-bin/${path}`),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Fake = Awaited<ReturnType<typeof startFake>>;
