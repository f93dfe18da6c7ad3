/** The pages under `/h5`. */
export type { Community as PagesCommunity } from './community.ts';
export { pageMessages } from './config.ts';
export { createPages, type PageServices, type Pages } from './pages.ts';
export type { TicketService } from './ticket-routes.ts';
export { createTicketPageService } from './ticket-service.ts';
