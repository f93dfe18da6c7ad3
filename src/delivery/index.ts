/** The public door of this room. */
export type { Community } from './community.ts';
export { type DeliveryFile, deliveryFile } from './config/delivery.ts';
export { deliveryMessages } from './config/messages.ts';
export { createDelivery, type DeliveryService } from './delivery.ts';
export type { MessageToSend } from './effects.ts';
export { findForbidden } from './guard.ts';
export type {
  CardHandle,
  CardHandles,
  Lane,
  LaneKey,
  OutboxEntry,
  OutboxRepository,
  OwnerAddress,
  OwnerWindow,
  OwnerWindows,
  RateWindows,
} from './ports.ts';
export type {
  Delivery,
  FailReason,
  GroupContent,
  MemberContent,
  Outcome,
  OutgoingMessage,
  OwnerContent,
  Purpose,
} from './types.ts';
export { createWecomSender } from './wecom-sender.ts';
