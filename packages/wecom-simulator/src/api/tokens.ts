import { createRate } from '../rate.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { type ApiCall, ApiError, type ApiTable, must } from './answer.ts';

const TOKEN_SECONDS = 7200;
const HOUR = 3_600_000;

interface Token {
  readonly value: string;
  readonly expiresAt: number;
}

/** `gettoken`, and the check every other call goes through (wecom-api.md 2). */
export interface Tokens {
  readonly apis: ApiTable;
  check(call: ApiCall): void;
  /** Makes every token given out so far invalid before its time. */
  revoke(): void;
}

/** The access tokens of the one app. */
export function createTokens(sim: SimulatorState): Tokens {
  const issued = new Map<string, Token>();
  const mistakes = createRate(sim.limits.wrongSecretsBeforeBlock, HOUR);
  let current: Token | null = null;
  let blockedUntil = 0;

  function refuseSecret(now: number): never {
    if (!mistakes.take('ip', now)) blockedUntil = now + HOUR;
    throw new ApiError(40001, 'invalid credential');
  }

  function issue(now: number): Token {
    if (current !== null && current.expiresAt > now) return current;
    current = { value: sim.newId('', 128), expiresAt: now + TOKEN_SECONDS * 1000 };
    issued.set(current.value, current);
    return current;
  }

  function gettoken({ query }: ApiCall) {
    const now = sim.clock.now();
    must(now >= blockedUntil, 45009, 'api freq out of limit: too many wrong secrets');
    must(query.get('corpid') !== null, 41002, 'corpid missing');
    must(query.get('corpsecret') !== null, 41004, 'corpsecret missing');
    must(query.get('corpid') === sim.corpId, 40013, 'invalid corpid');
    if (query.get('corpsecret') !== sim.secret) refuseSecret(now);
    const token = issue(now);
    return { access_token: token.value, expires_in: Math.floor((token.expiresAt - now) / 1000) };
  }

  return {
    apis: { gettoken: { method: 'GET', auth: 'none', handle: gettoken } },
    check({ query }) {
      const value = query.get('access_token') ?? '';
      must(value !== '', 41001, 'access_token missing');
      const token = issued.get(value);
      must(token !== undefined, 40014, 'invalid access_token');
      must(token.expiresAt > sim.clock.now(), 42001, 'access_token expired');
    },
    revoke() {
      issued.clear();
      current = null;
    },
  };
}
