import type { SendError, SendErrorClass } from './send-error.ts';
import type { FailReason } from './types.ts';

/** What to do after a send threw. */
export type Judgement =
  /** It is out after all. */
  | { readonly kind: 'accepted' }
  /** Try again at `at`. `fresh`: it certainly did not go out. `troubled`: a setting is wrong and somebody must put it right. */
  | {
      readonly kind: 'retry';
      readonly at: number;
      readonly fresh: boolean;
      readonly troubled: boolean;
      /** Only this message waits; what comes after it may go. */
      readonly alone?: true;
    }
  | { readonly kind: 'fail'; readonly reason: FailReason };

/** The circumstances of a failed send. */
export interface Circumstances {
  readonly to: 'owner' | 'group' | 'member';
  readonly now: number;
  /** An earlier try of the same message may have gone out. */
  readonly inDoubt: boolean;
  readonly byCode: boolean;
  /** Failures of the lane in a row before this one. */
  readonly failures: number;
  readonly troubledSince: number | null;
  readonly retry: { readonly first: number; readonly most: number };
  readonly patience: number;
  /** 0 to 1. */
  readonly random: number;
}

/** WeCom lifts a minute's limit after a minute (wecom-api.md 5.1). */
const MINUTE_MS = 60_000;

const OWNER_STATES: Readonly<Record<number, FailReason>> = {
  95001: 'budget-used',
  95002: 'window-closed',
  95013: 'window-closed',
  95018: 'session-with-person',
  95031: 'window-closed',
  41051: 'code-expired',
};

/** Decides by the class of the error (wecom-api.md 11). Nothing that may still go out is given up. */
export function judge(error: SendError, circumstances: Circumstances): Judgement {
  const { to, now, inDoubt, byCode } = circumstances;
  // A repeated kf msgid is refused with a code that no page names (wecom-api.md 3.4): after a doubtful try, a refusal means it is out.
  if (to === 'owner' && inDoubt && (error.class === 'request-bug' || error.class === 'unknown'))
    return { kind: 'accepted' };
  switch (error.class) {
    case 'unreachable':
    case 'retryable':
      return {
        kind: 'retry',
        at: now + backoff(circumstances),
        fresh: !inDoubt && !error.outcomeUnknown,
        troubled: false,
      };
    case 'rate-limited':
      return { kind: 'retry', at: now + (error.retryAfterMs ?? MINUTE_MS), fresh: !inDoubt, troubled: false };
    case 'token':
    case 'config':
      return waitFor(circumstances, 'misconfigured');
    case 'not-ready':
      return waitFor(circumstances, 'refused');
    default:
      return { kind: 'fail', reason: failReason(error, to, byCode) };
  }
}

/** Full jitter over the upper half, so that lanes which failed together do not come back together. */
function backoff({ failures, retry, random }: Pick<Circumstances, 'failures' | 'retry' | 'random'>): number {
  const step = Math.min(retry.most, retry.first * 2 ** Math.min(failures, 20));
  return Math.round(step * (0.5 + random / 2));
}

function waitFor(circumstances: Circumstances, reason: 'misconfigured' | 'refused'): Judgement {
  const { now, troubledSince, patience, inDoubt } = circumstances;
  if (troubledSince !== null && now - troubledSince >= patience) return { kind: 'fail', reason };
  const alone = reason === 'refused' ? { alone: true as const } : {};
  return { kind: 'retry', at: now + backoff(circumstances), fresh: !inDoubt, troubled: true, ...alone };
}

type Final = Exclude<SendErrorClass, 'unreachable' | 'retryable' | 'rate-limited' | 'token' | 'config' | 'not-ready'>;

function failReason(error: SendError, to: Circumstances['to'], byCode: boolean): FailReason {
  const table: Readonly<Record<Final, () => FailReason>> = {
    'request-bug': () => 'refused',
    unknown: () => 'refused',
    'target-gone': () => (to === 'owner' && error.errcode === 40096 ? 'owner-unreachable' : 'target-gone'),
    business: () => OWNER_STATES[error.errcode ?? 0] ?? 'refused',
    'expired-handle': () => (byCode ? 'code-expired' : 'refused'),
  };
  return table[error.class as Final]();
}

const FAIL_TYPES: Readonly<Record<number, FailReason>> = {
  1: 'target-gone',
  2: 'misconfigured',
  4: 'window-closed',
  5: 'window-closed',
  6: 'budget-used',
  7: 'misconfigured',
  8: 'misconfigured',
  10: 'owner-unreachable',
  11: 'misconfigured',
};

/** The reason behind `fail_type` of a `msg_send_fail` event (wecom-api.md 3.3). */
export function reasonOfFailType(failType: number): FailReason {
  return FAIL_TYPES[failType] ?? 'refused';
}
