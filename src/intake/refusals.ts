import { CallbackError, WecomCryptoError } from '@shouwen/wecom';

/** Why a callback was not accepted, for the answer and the log. */
interface CallbackRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** The HTTP border spells its codes `UPPER_SNAKE`, the protocol `kebab-case`. */
const publicCode = (code: string) => code.toUpperCase().replaceAll('-', '_');

/** Callback refusals as HTTP sees them: 413 too large, 403 not from WeCom or a replay, 400 not readable. Null for the rest. */
export function callbackRefusal(error: unknown): CallbackRefusal | null {
  if (error instanceof WecomCryptoError) return { status: 403, code: publicCode(error.code), message: error.message };
  if (!(error instanceof CallbackError)) return null;
  const status = error.code === 'body-too-large' ? 413 : error.code === 'too-old' ? 403 : 400;
  return { status, code: publicCode(error.code), message: error.message };
}
