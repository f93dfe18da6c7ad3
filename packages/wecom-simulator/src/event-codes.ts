import type { Session } from './chats.ts';
import type { SimulatorState } from './simulator-state.ts';

/** A code for one message on an event (wecom-api.md 3.5). */
export interface EventCode {
  readonly session: Session;
  readonly kind: 'welcome' | 'pool' | 'taken' | 'ended';
  readonly expiresAt: number;
  /** The state the session must still be in; null for the welcome. */
  readonly turn: number | null;
}

/** The codes of events, each for one message. */
export interface EventCodes {
  giveCode(session: Session, kind: EventCode['kind']): string;
  /** The code's meaning, once; undefined when it is unknown, used or too old. */
  takeCode(code: string): EventCode | undefined;
}

const LIFE_MS: Readonly<Record<EventCode['kind'], number>> = {
  welcome: 20_000,
  pool: 48 * 3_600_000,
  taken: 48 * 3_600_000,
  ended: 20_000,
};

/** No codes at first. */
export function createEventCodes(sim: SimulatorState): EventCodes {
  const codes = new Map<string, EventCode>();
  return {
    giveCode(session, kind) {
      const code = sim.newId('CODE', 28);
      const turn = kind === 'welcome' ? null : session.turn;
      codes.set(code, { session, kind, expiresAt: sim.clock.now() + LIFE_MS[kind], turn });
      return code;
    },
    takeCode(code) {
      const meaning = codes.get(code);
      codes.delete(code);
      return meaning !== undefined && meaning.expiresAt > sim.clock.now() ? meaning : undefined;
    },
  };
}
