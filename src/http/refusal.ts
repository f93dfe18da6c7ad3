/** The refusals of the HTTP border: status, stable code, and what the caller can do about it. */

/** Every refusal of the border by its code. */
export const REFUSALS = {
  BAD_REQUEST: { status: 400, message: 'the request is not valid HTTP for this address; check how it was made' },
  BODY_INCOMPLETE: { status: 400, message: 'the body is not as long as Content-Length says; send the request again' },
  INVALID_QUERY: { status: 400, message: 'the query of the address is not valid' },
  MALFORMED_JSON: { status: 400, message: 'the body must be JSON in UTF-8' },
  LOGIN_REQUIRED: { status: 401, message: 'log in first: open a ticket page in WeCom' },
  FORBIDDEN: { status: 403, message: 'the caller may not do this' },
  LOGIN_FAILED: { status: 403, message: 'the login was not completed; open the link in WeCom again' },
  METRICS_TOKEN: { status: 403, message: 'set METRICS_TOKEN and send it as a bearer token' },
  NOT_FOUND: { status: 404, message: 'there is nothing at this address; check the path' },
  METHOD_NOT_ALLOWED: {
    status: 405,
    message: 'this address does not take this method; the Allow header lists those it takes',
  },
  BODY_TOO_LARGE: { status: 413, message: 'the request body is too large' },
  UNSUPPORTED_ENCODING: { status: 415, message: 'send the body uncompressed, without Content-Encoding' },
  INVALID_BODY: { status: 422, message: 'the body does not have the expected fields' },
  INTERNAL: { status: 500, message: 'the service could not handle the request; its log has the reason' },
  UNKNOWN_METHOD: { status: 501, message: 'this method is not known here' },
  NOT_READY: { status: 503, message: 'the database does not answer yet; /readyz says why' },
} as const satisfies Record<string, { status: number; message: string }>;

/** Codes that the border itself answers with. Other rooms add their own, spelled the same way: `UPPER_SNAKE`. */
export type BorderCode = keyof typeof REFUSALS;

/** A refusal that may be shown to the caller: HTTP status, stable code in `UPPER_SNAKE`, one line that says what to fix. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** The refusal of a border code; `detail` is added to its message. */
export function refusalOf(code: BorderCode, detail = ''): Refusal {
  const { status, message } = REFUSALS[code];
  return { status, code, message: detail === '' ? message : `${message}: ${detail}` };
}

/** Ends a request with a refusal. Thrown by guards and handlers, answered by the error middleware. */
export class HttpRefusal extends Error implements Refusal {
  override readonly name = 'HttpRefusal';
  readonly status: number;
  readonly code: string;

  /** A border code with an optional detail, or a refusal that another room has worded itself. */
  constructor(refusal: BorderCode | Refusal, detail?: string) {
    const { status, code, message } = typeof refusal === 'string' ? refusalOf(refusal, detail) : refusal;
    super(message);
    this.status = status;
    this.code = code;
  }
}
