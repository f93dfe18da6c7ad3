import type { Json } from '../types.ts';

/** An API call as the handlers see it. */
export interface ApiCall {
  readonly name: string;
  readonly method: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: Buffer;
  /** The JSON body; empty when there is none. */
  readonly body: Json;
}

/** A binary answer (`media/get`). */
export interface BinaryAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** What a handler answers: fields beside `errcode: 0`, or bytes. */
export type ApiAnswer = Json | BinaryAnswer;

/** True for an answer in bytes. */
export const isBinary = (answer: ApiAnswer): answer is BinaryAnswer => Buffer.isBuffer((answer as BinaryAnswer).bytes);

/** An answer with an errcode. HTTP status stays 200, as WeCom does it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Throws `code` unless `condition` holds. */
export function must(condition: unknown, code: number, message: string): asserts condition {
  if (!condition) throw new ApiError(code, message);
}

/** One API. `auth: 'token'` checks the access token first. */
export interface Api {
  readonly method: 'GET' | 'POST';
  readonly auth: 'token' | 'none';
  readonly handle: (call: ApiCall) => ApiAnswer | Promise<ApiAnswer>;
}

/** APIs by name, without `/cgi-bin/`. */
export type ApiTable = Readonly<Record<string, Api>>;
