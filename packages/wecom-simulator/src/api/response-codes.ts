import type { SimulatorState } from '../simulator-state.ts';
import { must } from './answer.ts';

const LIFE_MS = 3 * 86_400_000;

/** A code with which one card may be updated. */
export interface ResponseCode {
  readonly taskId: string;
  readonly at: number;
  used: boolean;
}

/** The codes of cards: one use, 72 hours (wecom-api.md 4.3). */
export interface ResponseCodes {
  give(taskId: string): string;
  /** The card of a code that may still be used; set `used` when it was. Throws ApiError 60140. */
  find(code: string): ResponseCode;
}

/** No codes at first. */
export function createResponseCodes(sim: SimulatorState): ResponseCodes {
  const codes = new Map<string, ResponseCode>();
  return {
    give(taskId) {
      const code = sim.newId('RC', 40);
      codes.set(code, { taskId, at: sim.clock.now(), used: false });
      return code;
    },
    find(value) {
      const code = codes.get(value);
      const isValid = code !== undefined && !code.used && sim.clock.now() - code.at < LIFE_MS;
      must(isValid, 60140, 'invalid response_code');
      return code;
    },
  };
}
