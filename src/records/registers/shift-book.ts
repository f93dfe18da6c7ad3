/** One free line of the shift book (R35): orders of superiors, failures, keys, anything. */
export interface ShiftEntry {
  readonly id: string;
  readonly community: string;
  readonly department: string;
  readonly at: number;
  readonly by: string;
  readonly text: string;
}

/** One open item as it was handed over (篇3 4.9). */
export interface HandedItem {
  readonly ticketId: string;
  readonly number: string;
  readonly state: string;
  readonly summary: string;
  readonly nextStep: string;
  /** Epoch ms, or null when nothing was promised. */
  readonly promisedAt: number | null;
}

/** One 《服务中心交接班记录表》: it writes itself when a shift is handed over and is signed when it is taken. */
export interface HandOverRecord {
  readonly id: string;
  readonly community: string;
  readonly department: string;
  /** `2026-11-24`, the day the outgoing shift began. */
  readonly day: string;
  readonly shift: string;
  readonly nextShift: string;
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly items: readonly HandedItem[];
  readonly entries: readonly ShiftEntry[];
  readonly signedBy: string | null;
  readonly signedAt: number | null;
}

/** Where shift entries and hand-over records are kept. Every write is idempotent by id. */
export interface ShiftBook {
  addEntry(entry: ShiftEntry): Promise<void>;
  entries(search: {
    readonly community: string;
    readonly department: string;
    readonly from: number;
    readonly to: number;
  }): Promise<readonly ShiftEntry[]>;
  /** Stores a record; the same id keeps what is there, its signature included. */
  saveRecord(record: HandOverRecord): Promise<void>;
  /** The newest record of a department, or null. */
  latest(community: string, department: string): Promise<HandOverRecord | null>;
  /** Records of every department with `at` ≥ from and < to, by `at`. */
  records(search: {
    readonly community: string;
    readonly from: number;
    readonly to: number;
  }): Promise<HandOverRecord[]>;
  /** Signs a record that nobody has signed; false when somebody had. */
  sign(signature: {
    readonly community: string;
    readonly id: string;
    readonly by: string;
    readonly at: number;
  }): Promise<boolean>;
}
