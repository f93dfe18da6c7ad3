/** A source of time: the machine's, or one that a test moves by hand. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `run` once, `ms` from now; the answer cancels it. Never keeps the process alive by itself. */
  after(ms: number, run: () => void): () => void;
}

/** A JSON object as it came over the wire; nothing about it is known yet. */
export type Json = Record<string, unknown>;

/** A 微信客服 account: what owners write to. `servicers` are the 接待人员; unset means every member. */
export interface WorldAccount {
  readonly openKfId: string;
  readonly name: string;
  readonly servicers?: readonly string[];
}

/** A member of the company. */
export interface WorldMember {
  readonly userid: string;
  readonly name: string;
  readonly department?: string;
  readonly title?: string;
}

/** An internal group chat with a push webhook. */
export interface WorldGroup {
  readonly key: string;
  readonly name: string;
}

/** A WeChat user. `openKfId` is the account they open by default; unset means the first one. */
export interface WorldOwner {
  readonly externalUserid: string;
  readonly nickname: string;
  readonly openKfId?: string;
}

/** Who lives in the simulated WeCom. */
export interface World {
  readonly corpName: string;
  readonly accounts: readonly WorldAccount[];
  readonly members: readonly WorldMember[];
  readonly groups: readonly WorldGroup[];
  readonly owners: readonly WorldOwner[];
  /** IANA zone of the times on the page; unset means Asia/Shanghai. */
  readonly timezone?: string;
}

/** Figures of wecom-api.md, and the ones it leaves open; a test may change any of them. */
export interface Limits {
  /** Messages to an owner per message of theirs (wecom-api.md 3.4). */
  readonly ownerMessages: number;
  /** Milliseconds that an owner's message keeps the account open for answers (wecom-api.md 3.4). */
  readonly ownerWindowMs: number;
  /** Messages of the app to one member per minute and hour; the excess is dropped in silence (wecom-api.md 4.1). */
  readonly memberPerMinute: number;
  readonly memberPerHour: number;
  /** Messages per group webhook and minute; the excess is answered 45009 (wecom-api.md 5.1). */
  readonly groupPerMinute: number;
  /** `kf/sync_msg` calls without a callback token per minute; the real figure is not published (wecom-api.md 3.3). */
  readonly tokenlessSyncPerMinute: number;
  /** Largest page of `kf/sync_msg`. */
  readonly syncPage: number;
  /** Share of `kf/sync_msg` answers that are empty although more is waiting (wecom-api.md 3.3). */
  readonly emptyPageRate: number;
  /** Wrong secrets after which `gettoken` is blocked for an hour (wecom-api.md 2). Infinity switches it off. */
  readonly wrongSecretsBeforeBlock: number;
  /** The errcode of a repeated `kf/send_msg` msgid; the real one is not published (wecom-api.md 3.4). */
  readonly repeatedMsgidErrcode: number;
}

/** How callbacks are delivered (wecom-api.md 1.6). Real milliseconds, whatever the simulated clock says. */
export interface CallbackPolicy {
  readonly timeoutMs: number;
  readonly retries: number;
  readonly retryDelayMs: number;
}

/** A clock that can be moved forward. */
export interface AdjustableClock extends Clock {
  /** Moves the time forward by `ms` and runs, in order, what became due on the way. */
  advance(ms: number): void;
}

/** What a simulated WeCom is made from. */
export interface SimulatorOptions {
  readonly corpId: string;
  readonly agentId: number | string;
  readonly secret: string;
  readonly token: string;
  readonly aesKey: string;
  readonly botToken?: string;
  readonly botAesKey?: string;
  /** Base address of the bot, called at `/wecom/app` and `/wecom/bot` below it; may be given later with `connect`. */
  readonly botUrl?: string;
  /** Whole callback addresses, for a bot that listens elsewhere than below `botUrl`. */
  readonly callbackUrls?: { readonly app?: string; readonly bot?: string };
  readonly world: World;
  /** Windows and limits count by this clock. Fast-forward on the page needs an AdjustableClock. */
  readonly clock?: Clock | AdjustableClock;
  /** 0 ≤ n < 1. Overrides `seed`. */
  readonly random?: () => number;
  readonly seed?: number;
  readonly limits?: Partial<Limits>;
  readonly callback?: Partial<CallbackPolicy>;
  /** Called by the reset button of the page, before the simulator forgets. */
  readonly onReset?: () => void | Promise<void>;
}

/** Who a message in a chat is from. `system` lines are what the client itself writes, such as 进入会话. */
export type Author = 'owner' | 'bot' | 'servicer' | 'member' | 'system';

/** A template card as one member sees it now. */
export interface CardView {
  readonly taskId: string;
  content: Json;
  /** Set by `update_template_card` with `button.replace_name`: the buttons are grey and say this. */
  replacedBy: string | null;
  /** What it showed before, oldest first: someone's screen may be old. */
  readonly past: Json[];
}

/** One line of a chat. The object is live: recalls, failures and card updates change it. */
export interface Message {
  readonly id: string;
  readonly at: number;
  readonly from: Author;
  readonly sender: string;
  readonly msgtype: string;
  body: Json;
  /** Everything a reader can read in it, as plain text. */
  text: string;
  status: 'shown' | 'failed' | 'recalled';
  card: CardView | null;
}

/** One request over the wire, in either direction, as assertions need it. */
export interface CallRecord {
  readonly n: number;
  readonly at: number;
  readonly kind: 'api' | 'callback';
  /** `kf/send_msg`, `message/send`, …; for callbacks `app` or `bot`. */
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** `answered`: an HTTP answer was given. The rest is what a fault or the network made of it. */
  outcome: 'pending' | 'answered' | 'hung' | 'dropped' | 'lost' | 'timeout' | 'unreachable';
  status: number | null;
  answer: unknown;
  /** Attempt number of a callback, from 1. */
  readonly attempt: number;
}
