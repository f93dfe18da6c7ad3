/** The public door of this room. */
export {
  ACTOR_CHANNELS,
  type ActionKind,
  type Actor,
  CAUSES,
  type Cause,
  CHARGE_STEPS,
  type ChargeStep,
  GRADES,
  type Grade,
  type SuspendReason,
  type TicketAction,
} from './action.ts';
export { findPriceLine } from './actions/money.ts';
export { asViewer, parseCardKey, workCard, workCardId } from './card.ts';
export type { Community } from './community.ts';
export { isAccused, maySee, scrub, type TicketView, type Viewer, view } from './confidentiality.ts';
export { deskMessages } from './config/desk-messages.ts';
export { type EscalationFile, escalationFile } from './config/escalation.ts';
export { type PricesFile, pricesFile } from './config/prices.ts';
export { type RoutingFile, routingFile } from './config/routing.ts';
export { ticketMessages } from './config/ticket-messages.ts';
export type { Channel, MediaRef, TicketDraft } from './draft.ts';
export type { OwnerTicket } from './owner-ticket.ts';
export type { TicketNumbers, TicketRepository, TicketSearch } from './ports.ts';
export { RELATIONS, relationsOf } from './relations.ts';
export { createTicketService, type TicketService } from './service.ts';
export type { TicketActions } from './service-interface.ts';
export { isEnded, isOpen, OPEN_STATES, STATE_NAMES, TICKET_STATES, type TicketState } from './state.ts';
export { isRefusal, say } from './texts.ts';
export {
  type Charge,
  type Complaint,
  DEADLINE_KINDS,
  type Deadline,
  type DeadlineKind,
  type MajorEvent,
  type Quote,
  type Ticket,
  type VisitSummary,
} from './ticket.ts';
export { ACTIONS, transitionTable } from './transition-table.ts';
export { isAllowed, TRANSITIONS, targetsOf } from './transitions.ts';
export type { Reporter } from './types.ts';
export { cardTitle, stateText, topicOf, workerTitle } from './wording.ts';
