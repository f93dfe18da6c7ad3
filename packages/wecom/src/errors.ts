import { classifyErrcode, type Hints, hintFor, type WecomErrorClass } from './error-codes.ts';

/** "Answered no": WeCom answered with an errcode. What was asked for did not happen. */
export class WecomError extends Error {
  override readonly name = 'WecomError';
  readonly code = 'wecom-answered-no';
  readonly errcode: number;
  /** What the caller can do about it (wecom-api.md 11). */
  readonly class: WecomErrorClass;
  /** API path without its query, for example `/cgi-bin/kf/send_msg`. */
  readonly api: string;
  /** The setting or place to fix, where it is a known misconfiguration. */
  readonly hint: string | undefined;
  /** For `rate-limited`: milliseconds to wait before the next try. */
  readonly retryAfterMs: number | undefined;

  /** `errmsg` must be free of secrets: see `createTransport`. `hints` replace the built-in ones. */
  constructor(answer: { errcode: number; errmsg: string; api: string; hints?: Hints }) {
    const hint = hintFor(answer.errcode, answer.hints);
    const text = `${answer.api} answered errcode ${answer.errcode}: ${answer.errmsg}`;
    super(hint === undefined ? text : `${text} (${hint})`);
    this.errcode = answer.errcode;
    this.api = answer.api;
    this.hint = hint;
    this.class = classifyErrcode(answer.errcode, answer.api);
    this.retryAfterMs = this.class === 'rate-limited' ? retryAfter(answer.api) : undefined;
  }
}

/** The minute window is the usual one; gettoken with a wrong secret is blocked for an hour (wecom-api.md 2). */
function retryAfter(api: string): number {
  return api.endsWith('/gettoken') ? 3_600_000 : 60_000;
}

/** How an exchange failed without an answer that can be read. */
export type UnreachableReason = 'timeout' | 'network' | 'http-status' | 'unreadable-answer';

/** "Not reached": no readable answer came. */
export class WecomUnreachable extends Error {
  override readonly name = 'WecomUnreachable';
  readonly code = 'wecom-not-reached';
  readonly reason: UnreachableReason;
  readonly api: string;
  /** True when the request may have been carried out all the same: repeat it only with the same msgid (wecom-api.md 11). */
  readonly outcomeUnknown: boolean;

  constructor(failure: { reason: UnreachableReason; api: string; detail: string; outcomeUnknown: boolean }) {
    super(
      `${failure.api} was not reached (${failure.reason}: ${failure.detail}); check WECOM_API_BASE and the network`,
    );
    this.reason = failure.reason;
    this.api = failure.api;
    this.outcomeUnknown = failure.outcomeUnknown;
  }
}
