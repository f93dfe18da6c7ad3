/** The public door of this room. */
export type { Community } from './community.ts';
export { type FollowUpFile, followUpFile } from './config/follow-up.ts';
export { visitMessages } from './config/messages.ts';
export type { CorrectionNotice } from './notice.ts';
export { isBad } from './opinion.ts';
export type { NoticeRepository, VisitRepository } from './ports.ts';
export { createRainWatch } from './rain-watch.ts';
export { createFollowUp, type FollowUp } from './service.ts';
export type { FollowUpActions } from './service-interface.ts';
export type { PageOf } from './situation.ts';
export type { Visit, VisitOutcome } from './visit.ts';
