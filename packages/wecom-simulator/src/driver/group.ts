import type { SimulatorState } from '../simulator-state.ts';
import type { Message } from '../types.ts';
import { createReader, type Reader, type Waiting } from './waiting.ts';

/** An internal group, as someone who sits in it sees it. */
export interface GroupDriver extends Reader {
  readonly key: string;
  readonly messages: Message[];
  /** Fault: the robot is removed from the group (93000), disabled (93004), or back again. */
  robot(state: 'present' | 'removed' | 'disabled'): void;
}

/** Drives one group. Throws for a key that the world does not know. */
export function createGroupDriver(
  { sim, waiting }: { sim: SimulatorState; waiting: Waiting },
  key: string,
): GroupDriver {
  const chat = sim.chats.group(key);
  if (chat === undefined) throw new Error(`no group ${key} in this world`);
  return {
    ...createReader(waiting, () => chat.messages, `group ${key}`),
    key,
    get messages() {
      return chat.messages;
    },
    robot(state) {
      chat.robot = state;
      sim.changed(chat);
    },
  };
}
