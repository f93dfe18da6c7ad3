import type { SimulatorState } from '../simulator-state.ts';
import type { Json } from '../types.ts';

const DEFAULT_SECONDS = 1800;
const MOST_SECONDS = 14_400;

/** Recognises an identical request within its `duplicate_check_interval` (wecom-api.md 4.1). */
export interface DuplicateCheck {
  /** The msgid of the earlier request; undefined when there was none or the check is off. */
  earlier(request: Json): string | undefined;
  remember(request: Json, msgid: string): void;
}

/** No requests at first. */
export function createDuplicateCheck(sim: SimulatorState): DuplicateCheck {
  const sent = new Map<string, { at: number; msgid: string }>();
  return {
    earlier(request) {
      if (request.enable_duplicate_check !== 1) return undefined;
      const { duplicate_check_interval: given } = request;
      const seconds = Math.min(typeof given === 'number' ? given : DEFAULT_SECONDS, MOST_SECONDS);
      const before = sent.get(JSON.stringify(request));
      return before !== undefined && sim.clock.now() - before.at < seconds * 1000 ? before.msgid : undefined;
    },
    remember: (request, msgid) => void sent.set(JSON.stringify(request), { at: sim.clock.now(), msgid }),
  };
}
