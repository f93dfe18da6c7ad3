/** What a fault does to one API call. */
export type ApiFault =
  | { readonly kind: 'errcode'; readonly errcode: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'drop'; readonly processed: boolean };

/** What a fault does to one callback. */
export type CallbackFault = 'lose' | 'duplicate';

/** Breaks the simulated WeCom on demand. `api` is a name such as `kf/send_msg`, or `*` for the next call of any kind. */
export interface Faults {
  /** Answers `errcode` without doing anything, `times` times. */
  fail(api: string, errcode: number, times?: number): void;
  /** Answers this HTTP status without doing anything. */
  status(api: string, status: number, times?: number): void;
  /** Does it, but only after `ms` real milliseconds. */
  slow(api: string, ms: number, times?: number): void;
  /** Never answers and does nothing. */
  hang(api: string, times?: number): void;
  /** Closes the connection before the call is looked at. */
  dropBefore(api: string, times?: number): void;
  /** Does it, then closes the connection instead of answering: the caller cannot know. */
  dropAfter(api: string, times?: number): void;
  /** Accepts the next sends to owners with errcode 0 and reports `msg_send_fail` with this `fail_type` (wecom-api.md 3.3). */
  failLater(failType: number, times?: number): void;
  /** The next callbacks are never sent. */
  loseCallbacks(times?: number): void;
  /** The next callbacks are sent twice. */
  duplicateCallbacks(times?: number): void;
  /** Holds the next `count` callbacks back and sends them in reverse order. */
  reorderCallbacks(count: number): void;
  /** Cuts the network in both directions until set to false: calls are dropped, callbacks are lost. */
  offline: boolean;
  /** Ends every fault. */
  clear(): void;
}

/** The side of the faults that the simulator itself consumes. */
export interface FaultQueue extends Faults {
  takeApi(api: string): ApiFault | undefined;
  takeCallback(): CallbackFault | undefined;
  takeFailLater(): number | undefined;
  /** How many callbacks are to be held back and turned round; taking it resets it. */
  takeReorder(): number;
}

const repeat = <T>(value: T, times: number): T[] => Array.from({ length: times }, () => value);

/** No faults at first. */
export function createFaults(): FaultQueue {
  const api = new Map<string, ApiFault[]>();
  const callbacks: CallbackFault[] = [];
  const later: number[] = [];
  let reorder = 0;
  const add = (name: string, fault: ApiFault, times: number) => {
    api.set(name, [...(api.get(name) ?? []), ...repeat(fault, times)]);
  };
  const faults: FaultQueue = {
    offline: false,
    fail: (name, errcode, times = 1) => add(name, { kind: 'errcode', errcode }, times),
    status: (name, status, times = 1) => add(name, { kind: 'status', status }, times),
    slow: (name, ms, times = 1) => add(name, { kind: 'slow', ms }, times),
    hang: (name, times = 1) => add(name, { kind: 'hang' }, times),
    dropBefore: (name, times = 1) => add(name, { kind: 'drop', processed: false }, times),
    dropAfter: (name, times = 1) => add(name, { kind: 'drop', processed: true }, times),
    failLater: (failType, times = 1) => void later.push(...repeat(failType, times)),
    loseCallbacks: (times = 1) => void callbacks.push(...repeat<CallbackFault>('lose', times)),
    duplicateCallbacks: (times = 1) => void callbacks.push(...repeat<CallbackFault>('duplicate', times)),
    reorderCallbacks: (count) => {
      reorder = count;
    },
    clear() {
      api.clear();
      callbacks.length = 0;
      later.length = 0;
      reorder = 0;
      faults.offline = false;
    },
    takeApi: (name) => api.get(name)?.shift() ?? api.get('*')?.shift(),
    takeCallback: () => callbacks.shift(),
    takeFailLater: () => later.shift(),
    takeReorder() {
      const count = reorder;
      reorder = 0;
      return count;
    },
  };
  return faults;
}
