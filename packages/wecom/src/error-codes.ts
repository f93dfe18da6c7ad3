/** What a caller can do about an errcode (wecom-api.md 11). */
export type WecomErrorClass =
  /** Busy: the client itself has already tried three times. */
  | 'retryable'
  /** Wait `retryAfterMs`, then go on. */
  | 'rate-limited'
  /** The token was refused, also after a fresh one. */
  | 'token'
  /** The JS ticket is stale or of the wrong kind. */
  | 'ticket'
  /** An operator must change a setting; stop trying. */
  | 'config'
  /** Our request is wrong: log, drop, fix the code. */
  | 'request-bug'
  /** The person, group or account is no longer there: mark it unusable. */
  | 'target-gone'
  /** A state of the conversation, not a failure: change state or fall back, never retry blindly. */
  | 'business'
  /** A media id, one-shot token or code has expired: get another one. */
  | 'expired-handle'
  | 'unknown';

const CODES: Readonly<Record<Exclude<WecomErrorClass, 'unknown'>, readonly number[]>> = {
  retryable: [-1, 6000, 45033, 41063, 41079, 41096],
  'rate-limited': [45009],
  token: [40001, 40014, 41001, 42001],
  ticket: [40093, 42012],
  config: [
    40013, 40091, 48001, 48002, 48004, 48006, 48007, 48009, 50001, 50003, 60011, 60020, 60030, 80001, 85005, 301002,
    43009, 43012, 95003, 95011, 95012, 95017, 95023,
  ],
  'request-bug': [
    40008,
    40033,
    40035,
    40056,
    40058,
    40063,
    44004,
    45002,
    42014,
    42015,
    95008,
    95009,
    95022,
    ...Array.from({ length: 25 }, (_, index) => 42027 + index),
  ],
  'target-gone': [
    40003, 40031, 46004, 60111, 81013, 86003, 86008, 40050, 93000, 93004, 93008, 95000, 95004, 40096, 84061,
  ],
  business: [95001, 95002, 95013, 95014, 95016, 95018, 95019, 95031, 60140, 42052, 41051],
  'expired-handle': [40007, 95007, 40029, 42003, 42022, 41050],
};

const CLASS_OF = new Map<number, WecomErrorClass>(
  Object.entries(CODES).flatMap(([name, codes]) => codes.map((code) => [code, name as WecomErrorClass] as const)),
);

/** What an operator can do about an errcode: the setting or place to fix, by errcode. */
export type Hints = Readonly<Record<number, string>>;

const HINTS: Hints = {
  40001: 'check WECOM_AGENT_SECRET: it must be the secret of the app WECOM_AGENT_ID in the corp WECOM_CORP_ID',
  40013: 'check WECOM_CORP_ID',
  40091: 'WECOM_AGENT_SECRET belongs to another corp than WECOM_CORP_ID',
  40056: 'check WECOM_AGENT_ID',
  301002: 'WECOM_AGENT_ID is not the app of WECOM_AGENT_SECRET',
  60020:
    "add this server's public address to the app's trusted IPs (企业可信IP) in the admin console; it works after a minute",
  60030: "put the servicers (接待人员) into the app's visible range (可见范围)",
  48002: 'add the app to 可调用接口的应用 of 微信客服 in the admin console',
  48007: 'assign the customer-service account to the app: 微信客服 → 通过API管理微信客服账号',
  50001: "add the domain of the page to the app's trusted domains (网页授权及JS-SDK)",
  50003: 'the app WECOM_AGENT_ID is disabled in the admin console',
  43012: "set the app's callback address (接收消息) in the admin console",
  93000: 'check the key of the group webhook: it is wrong, or the push was removed from the group',
  93004: 'the push of this group webhook is disabled in the admin console',
  93008: 'the push of this group webhook is not in the group any more',
  95000: 'check the open_kfid',
  95003: 'the corp is not verified and may serve no more customers',
  95004: 'check the open_kfid: the account does not exist',
  95017: 'switch on the API of 微信客服 in the admin console',
  95023: 'the API rights of the customer-service account were given to another app',
};

/** The class of an errcode. 40001 from gettoken is a wrong secret, elsewhere a token to refresh once (wecom-api.md 11). */
export function classifyErrcode(errcode: number, api: string): WecomErrorClass {
  if (errcode === 40001 && api.endsWith('/gettoken')) return 'config';
  return CLASS_OF.get(errcode) ?? 'unknown';
}

/** The setting to fix for a known misconfiguration; `own` hints come first. */
export function hintFor(errcode: number, own: Hints = {}): string | undefined {
  return own[errcode] ?? HINTS[errcode];
}
