import type { Session } from '../chats.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { must } from './answer.ts';

/** The id itself when the world has such an account. Throws ApiError 95000. */
export function knownAccount(sim: SimulatorState, openKfId: string): string {
  const { accounts } = sim.options.world;
  must(accounts.map((account) => account.openKfId).includes(openKfId), 95000, 'invalid open_kfid');
  return openKfId;
}

/** The session of a known owner with a known account. Throws ApiError 95000 or 40096. */
export function knownSession(sim: SimulatorState, who: { openKfId: string; externalUserid: string }): Session {
  const openKfId = knownAccount(sim, who.openKfId);
  must(sim.chats.owner(who.externalUserid) !== undefined, 40096, 'invalid external userid');
  return sim.chats.session(openKfId, who.externalUserid);
}
