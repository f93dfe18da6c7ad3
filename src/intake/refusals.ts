import { CallbackError, WecomCryptoError } from '@shouwen/wecom';

/** Why a callback was not accepted, for the answer and the log. */
interface CallbackRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Callback refusals as HTTP sees them: 413 too large, 403 not from WeCom or a replay, 400 not readable. Null for the rest. */
export function callbackRefusal(error: unknown): CallbackRefusal | null {
  if (error instanceof WecomCryptoError) return { status: 403, code: error.code, message: error.message };
  if (!(error instanceof CallbackError)) return null;
  const status = error.code === 'body-too-large' ? 413 : error.code === 'too-old' ? 403 : 400;
  return { status, code: error.code, message: error.message };
}
