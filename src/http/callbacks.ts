import type { Router } from '@koa/router';
import type { Context } from 'koa';
import { readText } from './body.ts';
import { HttpError } from './errors.ts';

/** The query of a callback (wecom-api.md 1.2, 1.3). */
export interface CallbackQuery {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
}

/** What stands behind a callback path. Both throw when the caller is not WeCom. */
export interface CallbackDoor {
  /** URL verification: the decrypted `echostr`. */
  verify(query: CallbackQuery & { echostr: string }): string;
  /** Stores what came and returns the body to answer with; empty is a plain acknowledgement. */
  receive(query: CallbackQuery, body: string): Promise<string>;
}

function single(context: Context, name: string): string {
  const value = context.query[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new HttpError(400, 'CALLBACK_QUERY', `the query parameter ${name} is missing or repeated`);
}

function callbackQuery(context: Context): CallbackQuery {
  return {
    signature: single(context, 'msg_signature'),
    timestamp: single(context, 'timestamp'),
    nonce: single(context, 'nonce'),
  };
}

/** `GET` (verification) and `POST` (delivery) of one callback. Nothing is answered 200 before `receive` resolved. */
export function callbackRoutes(router: Router, path: string, door: CallbackDoor): void {
  router.get(path, (context) => {
    const answer = door.verify({ ...callbackQuery(context), echostr: single(context, 'echostr') });
    context.type = 'text/plain';
    context.body = answer;
  });

  router.post(path, async (context) => {
    const query = callbackQuery(context);
    const answer = await door.receive(query, await readText(context));
    context.status = 200;
    context.type = answer.startsWith('{') ? 'application/json' : 'text/plain';
    context.body = answer;
  });
}
