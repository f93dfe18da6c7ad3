import type { Context } from 'koa';
import rawBody from 'raw-body';

/** Everything WeCom sends fits in this many bytes; more is refused before it is read. */
export const BODY_LIMIT = 64 * 1024;

/** The request body as text. Throws with status 413 when it is larger than BODY_LIMIT. */
export async function readText(context: Context): Promise<string> {
  const length = context.request.length;
  return rawBody(context.req, { limit: BODY_LIMIT, encoding: 'utf8', ...(length ? { length } : {}) });
}
