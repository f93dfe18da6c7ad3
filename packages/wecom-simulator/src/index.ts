/** A simulated WeCom: the simulator itself, its clocks, and what drives its people. */
export type { CallbackAnswer } from './callbacks/callbacks.ts';
export type { CallbackTarget, HostilePost } from './callbacks/sealing.ts';
export { createForwardClock, createManualClock } from './clock.ts';
export type { Selection } from './driver/card-actions.ts';
export type { GroupDriver } from './driver/group.ts';
export type { MemberDriver } from './driver/member.ts';
export type { OwnerDriver } from './driver/owner.ts';
export type { MediaKind } from './driver/owner-messages.ts';
export { SAMPLES } from './driver/samples.ts';
export type { Match, Patience } from './driver/waiting.ts';
export type { Faults } from './faults.ts';
export { createSimulator, type Simulator } from './simulator.ts';
export type {
  AdjustableClock,
  CallbackPolicy,
  CallRecord,
  Clock,
  Limits,
  Message,
  SimulatorOptions,
  World,
} from './types.ts';
