import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Api, type ApiAnswer, type ApiCall, ApiError, isBinary, must } from './api/answer.ts';
import type { Tokens } from './api/tokens.ts';
import type { Core } from './core.ts';
import type { ApiFault } from './faults.ts';
import type { CallRecord } from './types.ts';
import { asObject } from './values.ts';

const MAX_BODY = 25 * 1024 * 1024;

/** Reads a request body. Throws ApiError 45002 beyond 25 MB. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    must(size <= MAX_BODY, 45002, 'body too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function parseJson(request: IncomingMessage, raw: Buffer): ApiCall['body'] | null {
  const isForm = String(request.headers['content-type'] ?? '').startsWith('multipart/');
  if (raw.length === 0 || isForm) return {};
  try {
    return asObject(JSON.parse(raw.toString()));
  } catch {
    return null;
  }
}

function writeAnswer(response: ServerResponse, answer: ApiAnswer): void {
  if (isBinary(answer)) {
    response.writeHead(answer.status, answer.headers).end(answer.bytes);
    return;
  }
  const body = JSON.stringify({ errcode: 0, errmsg: 'ok', ...answer });
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(body);
}

/** Answers `/cgi-bin/…` as WeCom does, faults included. */
export function createApiHandler(core: Core, deps: { apis: Readonly<Record<string, Api>>; tokens: Tokens }) {
  async function process(call: ApiCall, body: ApiCall['body'] | null): Promise<ApiAnswer> {
    const api = deps.apis[call.name];
    if (api === undefined) throw new ApiError(404, `no such api: ${call.name}`);
    must(api.method === call.method, api.method === 'GET' ? 43001 : 43002, `require ${api.method} method`);
    if (api.auth === 'token') deps.tokens.check(call);
    must(body !== null, 47001, 'data format error: Warning: wrong json format.');
    return api.handle(call);
  }

  async function answerOf(call: ApiCall, body: ApiCall['body'] | null): Promise<ApiAnswer> {
    try {
      return await process(call, body);
    } catch (error) {
      if (error instanceof ApiError) return { errcode: error.code, errmsg: error.message };
      throw error;
    }
  }

  function cut(response: ServerResponse, record: CallRecord): void {
    record.outcome = 'dropped';
    response.destroy();
    core.changed();
  }

  /** True when the fault has settled the call without processing it. */
  async function suffer(fault: ApiFault | undefined, response: ServerResponse, record: CallRecord): Promise<boolean> {
    if (core.faults.offline || (fault?.kind === 'drop' && !fault.processed)) {
      cut(response, record);
      return true;
    }
    if (fault?.kind === 'hang') {
      record.outcome = 'hung';
      core.changed();
      return true;
    }
    if (fault?.kind === 'status') {
      record.status = fault.status;
      record.outcome = 'answered';
      response.writeHead(fault.status).end();
      core.changed();
      return true;
    }
    if (fault?.kind === 'slow') await new Promise((next) => setTimeout(next, fault.ms).unref());
    return false;
  }

  return async function handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const name = url.pathname.slice(url.pathname.indexOf('/cgi-bin/') + '/cgi-bin/'.length);
    const raw = await readBody(request);
    const body = parseJson(request, raw);
    const record = core.calls.open({
      at: core.clock.now(),
      kind: 'api',
      name,
      query: Object.fromEntries(url.searchParams),
      body: body ?? raw.toString(),
    });
    const fault = core.faults.takeApi(name);
    if (await suffer(fault, response, record)) return;
    const call = {
      name,
      method: request.method ?? 'GET',
      query: url.searchParams,
      headers: request.headers,
      raw,
      body: body ?? {},
    };
    const answer: ApiAnswer =
      fault?.kind === 'errcode' ? { errcode: fault.errcode, errmsg: 'simulated' } : await answerOf(call, body);
    record.answer = isBinary(answer) ? `${answer.bytes.length} bytes` : { errcode: 0, errmsg: 'ok', ...answer };
    if (fault?.kind === 'drop') return cut(response, record);
    record.outcome = 'answered';
    record.status = isBinary(answer) ? answer.status : 200;
    writeAnswer(response, answer);
    core.changed();
  };
}
