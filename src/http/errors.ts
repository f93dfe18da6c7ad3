import type { Middleware } from 'koa';

/** A refusal that may be shown to the caller: HTTP status, stable code, one line that says what to fix. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Where a failed request is reported. */
export type RequestFailed = (failure: Refusal & { readonly path: string; readonly error: unknown }) => void;

/** Recognises the refusals of one room; null when the error is not one of them. */
export type Refusals = (error: unknown) => Refusal | null;

const TOO_LARGE: Refusal = { status: 413, code: 'BODY_TOO_LARGE', message: 'the request body is larger than 64 KiB' };
const INTERNAL: Refusal = {
  status: 500,
  code: 'INTERNAL',
  message: 'the service could not handle the request; its log has the reason',
};

function classify(error: unknown, refusals: Refusals): Refusal {
  const known = refusals(error);
  if (known !== null) return known;
  const { status } = error as { status?: unknown };
  if (status === 413) return TOO_LARGE;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return { status, code: 'REFUSED', message: 'the request was refused' };
  }
  return INTERNAL;
}

/** Turns whatever was thrown into a status, a stable code and one line; stack and internals stay here. */
export function errorBoundary(refusals: Refusals, onError: RequestFailed): Middleware {
  return async (context, next) => {
    try {
      await next();
    } catch (error) {
      const refusal = classify(error, refusals);
      context.status = refusal.status;
      context.body = { error: refusal.code, message: refusal.message };
      onError({ ...refusal, path: context.path, error });
    }
  };
}
