import type { Hints } from '../error-codes.ts';
import { WecomError, WecomUnreachable } from '../errors.ts';

/** One HTTP exchange. The secrets among the `query` values never reach an error text. */
export interface WecomRequest {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer may be a file instead of JSON. */
  readonly file?: boolean;
}

/** An answer whose JSON, if it is JSON, was not a refusal. */
export interface WecomAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  /** The parsed object; empty when the answer is a file. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** Sends a request. Throws WecomError or WecomUnreachable, nothing else. */
export type Transport = (request: WecomRequest) => Promise<WecomAnswer>;

/** Errors of the operating system that come before a byte of the request has left. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function errorCode(error: unknown): string {
  const cause = (error as { cause?: { code?: unknown } } | undefined)?.cause;
  return typeof cause?.code === 'string' ? cause.code : 'no connection';
}

/** The original error is not kept as `cause`: its text may hold the address with its secrets. */
function unreachable(api: string, error: unknown, timeoutMs: number): WecomUnreachable {
  if ((error as { name?: unknown } | undefined)?.name === 'TimeoutError') {
    return new WecomUnreachable({
      reason: 'timeout',
      api,
      detail: `no answer in ${timeoutMs} ms`,
      outcomeUnknown: true,
    });
  }
  const detail = errorCode(error);
  return new WecomUnreachable({ reason: 'network', api, detail, outcomeUnknown: !NOT_SENT.has(detail) });
}

const SECRET_PARAMETERS = ['access_token', 'corpsecret', 'key', 'code'];

function redact(text: string, request: WecomRequest): string {
  const secrets = SECRET_PARAMETERS.map((name) => request.query?.[name] ?? '').filter((value) => value !== '');
  return secrets.reduce((clean, secret) => clean.replaceAll(secret, '***'), text).slice(0, 300);
}

function parseObject(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** A file has a disposition or a type that is not text; an error comes as JSON with HTTP 200 (wecom-api.md 9). */
function isFile(headers: Headers): boolean {
  if (headers.has('content-disposition')) return true;
  const type = headers.get('content-type') ?? '';
  return type !== '' && !/json|text\//i.test(type);
}

interface RawResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

function readAnswer(request: WecomRequest, response: RawResponse, hints: Hints | undefined): WecomAnswer {
  const api = request.path;
  const { status } = response;
  if (status >= 400 && (status >= 500 || parseObject(response.bytes)?.errcode === undefined)) {
    const outcomeUnknown = status >= 500;
    throw new WecomUnreachable({ reason: 'http-status', api, detail: `HTTP ${status}`, outcomeUnknown });
  }
  if (request.file === true && isFile(response.headers)) return { ...response, json: {} };
  const json = parseObject(response.bytes);
  if (json === undefined) {
    const detail = `${response.bytes.length} bytes that are not a JSON object`;
    throw new WecomUnreachable({ reason: 'unreadable-answer', api, detail, outcomeUnknown: true });
  }
  const errcode = Number(json.errcode ?? 0);
  if (errcode !== 0) throw new WecomError({ errcode, errmsg: redact(String(json.errmsg ?? ''), request), api, hints });
  return { ...response, json };
}

function init(request: WecomRequest, timeoutMs: number): RequestInit {
  const method = request.method ?? (request.json === undefined && request.form === undefined ? 'GET' : 'POST');
  const json = request.json === undefined ? undefined : JSON.stringify(request.json);
  const type: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  return {
    method,
    headers: { ...type, ...request.headers },
    body: json ?? request.form,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  };
}

/** Files take longer than JSON: 20 MB at 3 Mbit/s are nearly a minute. */
const FILE_TIMES = 6;

/**
 * A transport to `baseUrl` (WECOM_API_BASE). `timeoutMs` covers the whole exchange including the body, six times as much
 * for files.
 */
export function createTransport(options: {
  baseUrl: string;
  fetch: typeof fetch;
  timeoutMs: number;
  hints?: Hints;
}): Transport {
  const base = options.baseUrl.replace(/\/+$/, '');
  return async (request) => {
    const query = new URLSearchParams(request.query).toString();
    const url = `${base}${request.path}${query === '' ? '' : `?${query}`}`;
    const timeoutMs = options.timeoutMs * (request.file === true || request.form !== undefined ? FILE_TIMES : 1);
    let response: RawResponse;
    try {
      const answer = await options.fetch(url, init(request, timeoutMs));
      const bytes = Buffer.from(await answer.arrayBuffer());
      response = { status: answer.status, headers: answer.headers, bytes };
    } catch (error) {
      throw unreachable(request.path, error, timeoutMs);
    }
    return readAnswer(request, response, options.hints);
  };
}
