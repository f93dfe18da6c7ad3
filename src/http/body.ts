/** Reads request bodies: text, JSON or a posted form, each within a limit and checked by a schema. */
import type { Context } from 'koa';
import rawBody from 'raw-body';
import type { z } from 'zod';
import { checked } from './checked.ts';
import { HttpRefusal } from './refusal.ts';

/** Everything WeCom and the pages send fits in this many bytes; more is refused before it is read. */
export const BODY_LIMIT = 64 * 1024;

/** Reads the body of a request. Rejects with HttpRefusal for what the caller can fix. */
export type BodyReader<T> = (context: Context) => Promise<T>;

interface Limit {
  /** Bytes; BODY_LIMIT unless given. */
  readonly limit?: number;
}

/** The fields of a posted form: every value that was sent, in order, by field name. */
export type FormFields = Readonly<Record<string, readonly string[]>>;

/** The body as UTF-8 text. Refuses BODY_TOO_LARGE, BODY_INCOMPLETE and UNSUPPORTED_ENCODING. */
export function textBody({ limit = BODY_LIMIT }: Limit = {}): BodyReader<string> {
  return async (context) => {
    const encoding = context.get('content-encoding').toLowerCase();
    if (encoding !== '' && encoding !== 'identity') throw new HttpRefusal('UNSUPPORTED_ENCODING');
    const length = context.request.length;
    try {
      return await rawBody(context.req, { limit, encoding: 'utf8', ...(length === undefined ? {} : { length }) });
    } catch (error) {
      throw readRefusal(error, limit);
    }
  };
}

/** The body as JSON that fits the schema. Refuses MALFORMED_JSON and INVALID_BODY. */
export function jsonBody<T>(schema: z.ZodType<T>, limit: Limit = {}): BodyReader<T> {
  const read = textBody(limit);
  return async (context) => checked(schema, parseJson(await read(context)), 'INVALID_BODY');
}

/** The fields of a posted form (`application/x-www-form-urlencoded`) that fit the schema. Refuses INVALID_BODY. */
export function formBody<T>(schema: z.ZodType<T>, limit: Limit = {}): BodyReader<T> {
  const read = textBody(limit);
  return async (context) => {
    const posted = new URLSearchParams(await read(context));
    const fields: FormFields = Object.fromEntries([...posted.keys()].map((name) => [name, posted.getAll(name)]));
    return checked(schema, fields, 'INVALID_BODY');
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpRefusal('MALFORMED_JSON');
  }
}

function readRefusal(error: unknown, limit: number): unknown {
  const { type } = error as Partial<rawBody.RawBodyError>;
  if (type === 'entity.too.large') return new HttpRefusal('BODY_TOO_LARGE', `send ${limit} bytes or fewer`);
  const isIncomplete = type === 'request.aborted' || type === 'request.size.invalid';
  return isIncomplete ? new HttpRefusal('BODY_INCOMPLETE') : error;
}
