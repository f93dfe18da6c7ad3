import type { CallRecord } from './types.ts';

/** What went over the wire, oldest first. The oldest are forgotten beyond `size`, so a demo may run for weeks. */
export interface CallLog {
  readonly records: CallRecord[];
  open(call: Pick<CallRecord, 'kind' | 'name' | 'query' | 'body'> & { at: number; attempt?: number }): CallRecord;
  clear(): void;
}

/** A log of at most `size` calls. */
export function createCallLog(size = 50_000): CallLog {
  const records: CallRecord[] = [];
  let n = 0;
  return {
    records,
    open(call) {
      n += 1;
      const record: CallRecord = { attempt: 1, ...call, n, outcome: 'pending', status: null, answer: null };
      records.push(record);
      if (records.length > size) records.splice(0, records.length - size);
      return record;
    },
    clear() {
      records.length = 0;
    },
  };
}
