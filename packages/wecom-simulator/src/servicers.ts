import { ApiError, must } from './api/answer.ts';
import type { SimulatorState } from './simulator-state.ts';

/** One 接待人员 of an account; `status` as `kf/servicer/list` counts it: 0 receiving, 1 stopped (wecom-api.md 3.7). */
export interface Servicer {
  readonly userid: string;
  status: 0 | 1;
}

/** Who serves which account. */
export interface Servicers {
  list(openKfId: string): Servicer[];
  /** Adds a member. Throws ApiError 60030 for someone outside the app's visible range. */
  add(openKfId: string, userid: string): void;
  remove(openKfId: string, userid: string): void;
  /** The userid as the company writes it. Throws ApiError 95014 (not a servicer) or 95019 (stopped). */
  require(openKfId: string, userid: string): string;
  clear(): void;
}

/** The servicers the world names; where it names none, every member. */
export function createServicers(sim: SimulatorState): Servicers {
  const accounts = new Map<string, Servicer[]>();

  function populate(): void {
    const everyone = sim.options.world.members.map((member) => member.userid);
    for (const account of sim.options.world.accounts) {
      const userids = account.servicers ?? everyone;
      accounts.set(
        account.openKfId,
        userids.map((userid) => ({ userid, status: 0 })),
      );
    }
  }

  populate();
  const list = (openKfId: string) => accounts.get(openKfId) ?? [];
  return {
    list,
    add(openKfId, userid) {
      const member = sim.chats.member(userid)?.member;
      must(member !== undefined, 60030, 'servicer out of the visible range');
      if (!list(openKfId).some((one) => one.userid === member.userid)) {
        accounts.set(openKfId, [...list(openKfId), { userid: member.userid, status: 0 }]);
      }
    },
    remove(openKfId, userid) {
      const rest = list(openKfId).filter((one) => one.userid.toLowerCase() !== userid.toLowerCase());
      accounts.set(openKfId, rest);
    },
    require(openKfId, userid) {
      const servicer = list(openKfId).find((one) => one.userid.toLowerCase() === userid.toLowerCase());
      if (servicer === undefined) throw new ApiError(95014, 'not a servicer of this account');
      must(servicer.status === 0, 95019, 'servicer stopped');
      return servicer.userid;
    },
    clear() {
      accounts.clear();
      populate();
    },
  };
}
