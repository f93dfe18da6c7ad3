import { WecomError, WecomUnreachable } from '../errors.ts';
import type { Expiring } from './expiring.ts';
import type { Transport, WecomAnswer, WecomRequest } from './transport.ts';

/** A call of the API; `repeatable` ones are also tried again when the server was not reached. */
export interface WecomCall extends WecomRequest {
  /** Reading changes nothing, so trying again is safe. Sends are repeated by their outbox, with the same msgid. */
  readonly repeatable?: boolean;
}

/** Carries out calls with retries; `withToken` adds the access token and replays once when it is refused. */
export interface Caller {
  withToken(call: WecomCall): Promise<WecomAnswer>;
  plain(call: WecomCall): Promise<WecomAnswer>;
}

const TRIES = 3;
const FIRST_WAIT_MS = 1_000;

function worthAnotherTry(error: unknown, call: WecomCall): boolean {
  if (error instanceof WecomUnreachable) return call.repeatable === true;
  return error instanceof WecomError && error.class === 'retryable';
}

/** At most three tries, 1 s and 2 s apart with jitter (wecom-api.md 2, errcode -1). */
export function createRetry(options: { sleep: (ms: number) => Promise<void>; random: () => number }) {
  return async (transport: Transport, call: WecomCall): Promise<WecomAnswer> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await transport(call);
      } catch (error) {
        if (attempt >= TRIES || !worthAnotherTry(error, call)) throw error;
        await options.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + options.random()));
      }
    }
  };
}

/** A caller over `transport` that takes its access token from `token`. */
export function createCaller(options: {
  transport: Transport;
  retry: ReturnType<typeof createRetry>;
  token: Expiring;
}): Caller {
  const { transport, retry, token } = options;
  const send = (call: WecomCall, accessToken: string) =>
    retry(transport, { ...call, query: { access_token: accessToken, ...call.query } });

  return {
    plain: (call) => retry(transport, call),
    async withToken(call) {
      const first = await token.get();
      try {
        return await send(call, first);
      } catch (error) {
        if (!(error instanceof WecomError && error.class === 'token' && token.refuse(first))) throw error;
      }
      try {
        const answer = await send(call, await token.get());
        token.settle(true);
        return answer;
      } catch (error) {
        if (error instanceof WecomError && error.class === 'token') token.settle(false);
        throw error;
      }
    },
  };
}
