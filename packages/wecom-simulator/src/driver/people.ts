import type { Services } from '../services.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { WorldOwner } from '../types.ts';
import { createGroupDriver, type GroupDriver } from './group.ts';
import { createMemberDriver, type MemberDriver } from './member.ts';
import { createOwnerDriver, type OwnerDriver } from './owner.ts';
import type { Waiting } from './waiting.ts';

/** The drivers of everybody in the simulated WeCom. */
export interface People {
  /** An owner by external_userid or nickname; a new name makes a new owner. */
  owner(who: string, options?: { openKfId?: string }): OwnerDriver;
  member(userid: string): MemberDriver;
  group(key: string): GroupDriver;
}

/** The owner of this id or nickname; a new one when there is none. */
function findOwner(sim: SimulatorState, who: string): WorldOwner {
  const known = sim.chats.owner(who) ?? sim.chats.owners().find((one) => one.nickname === who);
  if (known !== undefined) return known;
  const owner = { externalUserid: /^w[mo]/.test(who) ? who : sim.newId('wm', 30), nickname: who };
  sim.chats.addOwner(owner);
  return owner;
}

/** The driver made before under this key, so that it remembers what was read. */
function remembered<T>(made: Map<string, T>, key: string, make: () => T): T {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}

/** Drivers are made when they are first asked for, and kept. */
export function createPeople(sim: SimulatorState, services: Services, waiting: Waiting): People {
  const deps = { sim, ...services, waiting };
  const owners = new Map<string, OwnerDriver>();
  const members = new Map<string, MemberDriver>();
  const groups = new Map<string, GroupDriver>();
  return {
    owner(who, options = {}) {
      const { externalUserid, openKfId: usual } = findOwner(sim, who);
      const openKfId = options.openKfId ?? usual ?? sim.options.world.accounts[0]?.openKfId;
      if (openKfId === undefined) throw new Error('the world has no account');
      const make = () => createOwnerDriver(deps, { externalUserid, openKfId });
      return remembered(owners, `${externalUserid} ${openKfId}`, make);
    },
    member: (userid) => remembered(members, userid.toLowerCase(), () => createMemberDriver(deps, userid)),
    group: (key) => remembered(groups, key, () => createGroupDriver({ sim, waiting }, key)),
  };
}
