/** What can be done about a send that did not work (wecom-api.md 11). */
export type SendErrorClass =
  | 'retryable'
  | 'rate-limited'
  | 'token'
  | 'config'
  | 'request-bug'
  | 'target-gone'
  | 'business'
  | 'expired-handle'
  | 'unreachable'
  /** A picture that is still being fetched. Only this message waits. */
  | 'not-ready'
  | 'unknown';

/** A `Sender` throws this and nothing else; anything else thrown is taken as `unknown`. */
export class SendError extends Error {
  readonly code = 'send-failed';
  readonly class: SendErrorClass;
  readonly errcode: number | undefined;
  readonly retryAfterMs: number | undefined;
  /** The request may have been carried out all the same. */
  readonly outcomeUnknown: boolean;

  constructor(failure: {
    class: SendErrorClass;
    message: string;
    errcode?: number | undefined;
    retryAfterMs?: number | undefined;
    outcomeUnknown?: boolean | undefined;
  }) {
    super(failure.message);
    this.name = 'SendError';
    this.class = failure.class;
    this.errcode = failure.errcode;
    this.retryAfterMs = failure.retryAfterMs;
    this.outcomeUnknown = failure.outcomeUnknown ?? false;
  }
}
