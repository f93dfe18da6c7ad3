import type { Middleware } from 'koa';

/** A refusal whose message may be shown to the caller. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Where a failed request is reported. */
export type RequestFailed = (failure: { status: number; code: string; path: string; error: unknown }) => void;

/** Turns whatever was thrown into a status, a stable code and one line; stack and internals stay here. */
export function errorBoundary(onError: RequestFailed): Middleware {
  return async (context, next) => {
    try {
      await next();
    } catch (error) {
      const known = error as { status?: number; code?: string; expose?: boolean; message?: string };
      const status = known.status !== undefined && known.status >= 400 && known.status < 600 ? known.status : 500;
      const code = error instanceof HttpError ? error.code : status === 413 ? 'BODY_TOO_LARGE' : 'INTERNAL';
      context.status = status;
      context.body = { error: code, message: error instanceof HttpError ? error.message : words(status) };
      onError({ status, code, path: context.path, error });
    }
  };
}

function words(status: number): string {
  if (status === 413) return 'the request body is larger than 64 KiB';
  return status < 500 ? 'the request was refused' : 'the service could not handle the request; the log has the reason';
}
