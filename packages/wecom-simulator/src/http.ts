import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Api, type ApiAnswer, type ApiCall, ApiError, isBinary, must } from './api/answer.ts';
import type { Tokens } from './api/tokens.ts';
import type { ApiFault } from './faults.ts';
import type { SimulatorState } from './simulator-state.ts';
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

/** The APIs by name, and the check of the access token. */
export interface ApiDeps {
  readonly apis: Readonly<Record<string, Api>>;
  readonly tokens: Tokens;
}

async function processCall({ apis, tokens }: ApiDeps, call: ApiCall, isJson: boolean): Promise<ApiAnswer> {
  const api = apis[call.name];
  if (api === undefined) throw new ApiError(404, `no such api: ${call.name}`);
  must(api.method === call.method, api.method === 'GET' ? 43001 : 43002, `require ${api.method} method`);
  if (api.auth === 'token') tokens.check(call);
  must(isJson, 47001, 'data format error: Warning: wrong json format.');
  return api.handle(call);
}

async function answerOf(deps: ApiDeps, call: ApiCall, isJson: boolean): Promise<ApiAnswer> {
  try {
    return await processCall(deps, call, isJson);
  } catch (error) {
    if (error instanceof ApiError) return { errcode: error.code, errmsg: error.message };
    throw error;
  }
}

interface Exchange {
  readonly response: ServerResponse;
  readonly record: CallRecord;
}

function cut(sim: SimulatorState, { response, record }: Exchange): void {
  record.outcome = 'dropped';
  response.destroy();
  sim.changed();
}

/** True when the fault has settled the call without processing it. */
async function applyFault(sim: SimulatorState, fault: ApiFault | undefined, exchange: Exchange): Promise<boolean> {
  const { response, record } = exchange;
  if (sim.faults.offline || (fault?.kind === 'drop' && !fault.processed)) {
    cut(sim, exchange);
    return true;
  }
  if (fault?.kind === 'hang') {
    record.outcome = 'hung';
    sim.changed();
    return true;
  }
  if (fault?.kind === 'status') {
    record.status = fault.status;
    record.outcome = 'answered';
    response.writeHead(fault.status).end();
    sim.changed();
    return true;
  }
  if (fault?.kind === 'slow') await new Promise((next) => setTimeout(next, fault.ms).unref());
  return false;
}

function apiName({ pathname }: URL): string {
  return pathname.slice(pathname.indexOf('/cgi-bin/') + '/cgi-bin/'.length);
}

async function readCall(request: IncomingMessage, url: URL): Promise<{ call: ApiCall; isJson: boolean }> {
  const raw = await readBody(request);
  const body = parseJson(request, raw);
  const { method = 'GET', headers } = request;
  const call = { name: apiName(url), method, query: url.searchParams, headers, raw, body: body ?? {} };
  return { call, isJson: body !== null };
}

/** Answers `/cgi-bin/…` as WeCom does, faults included. */
export function createApiHandler(sim: SimulatorState, deps: ApiDeps) {
  return async function handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { call, isJson } = await readCall(request, url);
    const { name } = call;
    const body = isJson ? call.body : call.raw.toString();
    const query = Object.fromEntries(url.searchParams);
    const record = sim.calls.open({ at: sim.clock.now(), kind: 'api', name, query, body });
    const fault = sim.faults.takeApi(name);
    if (await applyFault(sim, fault, { response, record })) return;
    const answer: ApiAnswer =
      fault?.kind === 'errcode' ? { errcode: fault.errcode, errmsg: 'simulated' } : await answerOf(deps, call, isJson);
    record.answer = isBinary(answer) ? `${answer.bytes.length} bytes` : { errcode: 0, errmsg: 'ok', ...answer };
    if (fault?.kind === 'drop') return cut(sim, { response, record });
    record.outcome = 'answered';
    record.status = isBinary(answer) ? answer.status : 200;
    writeAnswer(response, answer);
    sim.changed();
  };
}
