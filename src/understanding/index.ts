/** The understanding room: what a message says, the topics that can be told apart, and the log of staff corrections. */
export {
  type CorrectedTicket,
  type CorrectionLog,
  type CorrectionLogOptions,
  type CorrectionRepository,
  createCorrectionLog,
} from './corrections/correction-log.ts';
export type { LabelledLine } from './corrections/labelled-line.ts';
export { createUnderstanding, type UnderstandingOptions, type UnderstandingService } from './create-understanding.ts';
export { createCorrectionHandlers } from './effects.ts';
export { TOPICS, type TopicId, type TopicMeaning, topicName } from './topics.ts';
export type {
  DangerKind,
  Facts,
  HouseMention,
  Intent,
  IntentKind,
  ItemMention,
  MessageRequest,
  Mood,
  TimeMention,
  Understand,
  UnderstandContext,
  Understanding,
} from './types.ts';
