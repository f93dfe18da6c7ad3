export { createForwardClock, createManualClock } from './clock.ts';
export type { GroupDriver } from './driver/group.ts';
export type { MemberDriver } from './driver/member.ts';
export type { MediaKind, OwnerDriver } from './driver/owner.ts';
export { SAMPLES } from './driver/samples.ts';
export type { Match, Patience } from './driver/waiting.ts';
export { createSimulator, type Simulator } from './simulator.ts';
export type { AdjustableClock, CallRecord, Limits, Message, SimulatorOptions, World } from './types.ts';
