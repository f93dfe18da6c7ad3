/** The staff room: what members type and tap in chat, their shifts, and words that owners leave for them. */
export type { Community } from './community.ts';
export { staffMessages } from './config/messages.ts';
export { type StaffCommandsFile, staffCommandsFile } from './config/staff-commands.ts';
export type { MemberMessage } from './context.ts';
export type { OwnerBook, StaffDeps } from './deps.ts';
export { createRelayHandlers } from './effects.ts';
export { actorOf, membershipsOf } from './member.ts';
export type { MemberMemory, Memory } from './memory.ts';
export { createStaffService, type StaffService } from './service.ts';
export { ticketDetail } from './tickets/ticket-detail.ts';
