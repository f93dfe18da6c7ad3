/** Words that an owner left for a member (R34). */
export interface Relay {
  readonly id: string;
  readonly community: string;
  readonly userid: string;
  /** Epoch ms. */
  readonly at: number;
  /** Who left them, masked: `王先生（3栋2单元1701）`. */
  readonly from: string;
  /** The words, with personal numbers masked. */
  readonly text: string;
}

/** Words left for members by owners; 收到 acknowledges the oldest that waits (R34). Every write is idempotent by id. */
export interface RelayBook {
  add(relay: Relay): Promise<void>;
  /** Marks the oldest that waits as read at `at` and returns it; null when none waits. */
  acknowledge(request: {
    readonly community: string;
    readonly userid: string;
    readonly at: number;
  }): Promise<Relay | null>;
}
