/** The one place where a request that did not succeed gets its answer. */
import type { Context, Middleware } from 'koa';
import { type BorderCode, HttpRefusal, type Refusal, refusalOf } from './refusal.ts';

/** Where a failed request is reported. `route` is the pattern that matched, never the address itself: addresses hold tokens. */
export type RequestFailed = (failure: Refusal & { readonly route: string; readonly error: unknown }) => void;

/** Recognises the errors of other rooms that are refusals; null when the error is not one of them. */
export type Refusals = (error: unknown) => Refusal | null;

/** How a room shows refusals to its readers, such as a page in their language. `params` are the named parts of the path. */
export type RefusalPresenter = (
  refusal: Refusal,
  params: Readonly<Record<string, string>>,
) => { readonly type: string; readonly body: string };

const presenters = new WeakMap<Context['req'], RefusalPresenter>();

/** Statuses that any visitor of an open address can cause; they are answered but not reported. */
const UNREPORTED: ReadonlySet<number> = new Set([401, 404, 405, 501]);

const BY_STATUS: Readonly<Record<number, BorderCode>> = {
  401: 'LOGIN_REQUIRED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'BODY_TOO_LARGE',
  501: 'UNKNOWN_METHOD',
  503: 'NOT_READY',
};

/** Routes after this middleware show their refusals by `present` instead of as JSON. */
export function presentRefusals(present: RefusalPresenter): Middleware {
  return async (context, next) => {
    presenters.set(context.req, present);
    await next();
  };
}

/**
 * Turns whatever was thrown, and every failure status without a body, into a status, a stable code and one line: as JSON
 * `{code, message}`, or as the matched route presents refusals. Stack and internals stay in the report.
 */
export function errorHandling(refusals: Refusals, report: RequestFailed): Middleware {
  return async (context, next) => {
    try {
      await next();
      if (isUnanswered(context)) answer(context, byStatus(context.status));
    } catch (error) {
      const refusal = classify(error, refusals);
      if (!UNREPORTED.has(refusal.status)) report({ ...refusal, route: routeOf(context), error });
      if (!context.headerSent) answer(context, refusal);
    }
  };
}

function isUnanswered({ status, body, respond }: Context): boolean {
  return respond !== false && status >= 400 && (body === undefined || body === null);
}

function classify(error: unknown, refusals: Refusals): Refusal {
  // A copy: the message of an error is not among its own enumerable properties.
  if (error instanceof HttpRefusal) return { status: error.status, code: error.code, message: error.message };
  const known = refusals(error);
  if (known !== null) return known;
  const status = (error as { status?: unknown } | null | undefined)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? byStatus(status) : refusalOf('INTERNAL');
}

function byStatus(status: number): Refusal {
  const code = BY_STATUS[status] ?? (status >= 500 ? 'INTERNAL' : 'BAD_REQUEST');
  return { ...refusalOf(code), status };
}

function answer(context: Context, { status, code, message }: Refusal): void {
  const shown = presenters.get(context.req)?.({ status, code, message }, paramsOf(context));
  context.status = status;
  context.set('Cache-Control', 'no-store');
  context.body = shown?.body ?? { code, message };
  context.type = shown?.type ?? 'application/json';
}

function paramsOf(context: Context): Readonly<Record<string, string>> {
  const { params } = context as { params?: Readonly<Record<string, string>> };
  return params ?? {};
}

function routeOf(context: Context): string {
  const { _matchedRoute: matched } = context as { _matchedRoute?: unknown };
  return typeof matched === 'string' ? matched : '(none)';
}
