/** The public door of this room. */
export type { Community } from './community.ts';
export { type AnswersFile, answersFile } from './config/answers.ts';
export { type ConversationFile, conversationFile } from './config/conversation.ts';
export { toDot } from './drawing/dot.ts';
export { flowGraph } from './drawing/flow-graph.ts';
export type { Graph } from './drawing/graph.ts';
export { toMermaid } from './drawing/mermaid.ts';
export { overviewGraph } from './drawing/overview-graph.ts';
export type { FlowProblem, Flows } from './flow/types.ts';
export { createLiveFlows, type LiveFlows } from './live-flows.ts';
export { formatFlowProblem, loadFlows } from './load-flows.ts';
export { type Conversation, createConversation } from './service.ts';
export type { ConversationState } from './state.ts';
export { type Coverage, lacking, measureCoverage, talkLength } from './story/coverage.ts';
export { type ParsedStories, parseStories } from './story/parse-stories.ts';
export { runStory, type StoryResult, type StorySetting } from './story/run-story.ts';
export { transcript } from './story/transcript.ts';
export type { ConversationEvent, OwnerPart, VisitAsk } from './types.ts';
