import type { Session } from '../chats.ts';
import type { SimulatorState } from '../simulator-state.ts';

/** What makes an owner unreachable. */
export interface OwnerFaults {
  /** Switches the account's messages off (fail_type 10) or on again. */
  blocks(on?: boolean): void;
  /** The 48 hours are over at once, until the owner writes again. */
  shutsWindow(): void;
  /** The five messages are used up, until the owner writes again. */
  spendsQuota(): void;
}

/** The faults of the owner whose session `session` answers. */
export function createOwnerFaults(sim: SimulatorState, session: () => Session): OwnerFaults {
  const set = (change: Partial<Pick<Session, 'blocked' | 'windowShut' | 'quota'>>): void => {
    sim.changed(Object.assign(session(), change));
  };
  return {
    blocks: (on = true) => set({ blocked: on }),
    shutsWindow: () => set({ windowShut: true }),
    spendsQuota: () => set({ quota: 0 }),
  };
}
