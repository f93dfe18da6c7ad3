/** The guard that stands before every handler: it reads the address, asks who calls, reads the body, then hands over typed values. */
import type { RouterContext } from '@koa/router';
import type { z } from 'zod';
import type { BodyReader } from './body.ts';
import { checked } from './checked.ts';

/** What an address consists of once it fits its schemas. */
export interface Address<Params, Query> {
  readonly context: RouterContext;
  /** Named parts of the path. */
  readonly params: Params;
  readonly query: Query;
}

/** What a handler works on. */
export interface GuardedRequest<Params, Query, Caller, Body> extends Address<Params, Query> {
  readonly caller: Caller;
  readonly body: Body;
}

/** What a route expects. A part that is left out is not read. */
export interface Guard<Params, Query, Caller, Body> {
  /** An address that does not fit is none: NOT_FOUND. */
  readonly params?: z.ZodType<Params>;
  /** Refuses INVALID_QUERY. */
  readonly query?: z.ZodType<Query>;
  /**
   * Who calls, asked before a byte of the body is read. Null when the answer has been given already, such as a redirect to
   * the login; throws HttpRefusal for a caller who may not ask.
   */
  readonly authenticate?: (address: Address<Params, Query>) => Caller | null | Promise<Caller | null>;
  /** `textBody`, `jsonBody` or `formBody`. */
  readonly body?: BodyReader<Body>;
}

/** A Koa middleware that calls `handler` only with what `guard` describes. The order is address, caller, body, handler. */
export function guard<Params = unknown, Query = unknown, Caller = undefined, Body = undefined>(
  { params, query, authenticate, body }: Guard<Params, Query, Caller, Body>,
  handler: (request: GuardedRequest<Params, Query, Caller, Body>) => void | Promise<void>,
): (context: RouterContext) => Promise<void> {
  return async (context) => {
    const address = {
      context,
      params: (params === undefined ? undefined : checked(params, context.params, 'NOT_FOUND')) as Params,
      query: (query === undefined ? undefined : checked(query, { ...context.query }, 'INVALID_QUERY')) as Query,
    };
    const caller = authenticate === undefined ? undefined : await authenticate(address);
    if (caller === null) return;
    await handler({
      ...address,
      caller: caller as Caller,
      body: (body === undefined ? undefined : await body(context)) as Body,
    });
  };
}
