/** The two addresses that WeCom calls: URL verification by GET, delivery by POST. */
import type { Router } from '@koa/router';
import { z } from 'zod';
import { textBody } from './body.ts';
import { guard } from './guard.ts';

const parts = { msg_signature: z.string().min(1), timestamp: z.string().min(1), nonce: z.string().min(1) };
const deliveryQuery = z.object(parts);
const verificationQuery = z.object({ ...parts, echostr: z.string().min(1) });

/** Query parameters of a delivery; verification has `echostr` too (wecom-api.md 1.2). */
export type CallbackParameters = z.infer<typeof deliveryQuery> & { readonly echostr?: string };

/** What stands behind a callback path. Both throw when the caller is not WeCom: the signature covers the body. */
export interface WebhookHandler {
  /** URL verification: the decrypted `echostr` (wecom-api.md 1.2). */
  verify(query: CallbackParameters): string;
  /** Stores what came, then resolves to the body to answer with; empty is a plain acknowledgement. */
  receive(query: CallbackParameters, body: string): Promise<string>;
}

/** `GET` (verification) and `POST` (delivery) of one callback. Nothing is answered 200 before `receive` resolved. */
export function callbackRoutes(router: Router, path: string, webhook: WebhookHandler): void {
  router.get(
    path,
    guard({ query: verificationQuery }, ({ context, query }) => {
      context.type = 'text/plain';
      context.body = webhook.verify(query);
    }),
  );

  router.post(
    path,
    guard({ query: deliveryQuery, body: textBody() }, async ({ context, query, body }) => {
      const answer = await webhook.receive(query, body);
      context.status = 200;
      context.type = answer.startsWith('{') ? 'application/json' : 'text/plain';
      context.body = answer;
    }),
  );
}
