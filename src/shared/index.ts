/** The public door of this room. */
export { CATEGORIES, CATEGORY_CODES, type Category, isCategory } from './category.ts';
export { type Cancel, type Clock, systemClock } from './clock.ts';
export { conversationKey, splitConversationKey } from './conversation-key.ts';
export { defined } from './defined.ts';
export { parseDuration } from './duration.ts';
export { deriveId } from './id.ts';
export { nearest } from './nearest.ts';
export { quietUntil } from './quiet-hours.ts';
export { clockTime, compactDate, fromZoned, isoDate, startOfDay, zonedTime, zoneOffset } from './time.ts';
