import type { Router } from '@koa/router';
import { readText } from './body.ts';

/** Query parameters as Koa gives them. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** What stands behind a callback path. Both throw when the caller is not WeCom. */
export interface CallbackDoor {
  /** URL verification: the decrypted `echostr` (wecom-api.md 1.2). */
  verify(query: Query): string;
  /** Stores what came, then resolves to the body to answer with; empty is a plain acknowledgement. */
  receive(query: Query, body: string): Promise<string>;
}

/** `GET` (verification) and `POST` (delivery) of one callback. Nothing is answered 200 before `receive` resolved. */
export function callbackRoutes(router: Router, path: string, door: CallbackDoor): void {
  router.get(path, (context) => {
    context.type = 'text/plain';
    context.body = door.verify(context.query);
  });

  router.post(path, async (context) => {
    const answer = await door.receive(context.query, await readText(context));
    context.status = 200;
    context.type = answer.startsWith('{') ? 'application/json' : 'text/plain';
    context.body = answer;
  });
}
