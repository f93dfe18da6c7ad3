import { adopt } from './engine/adopt.ts';
import { advance } from './engine/advance.ts';
import { onRecalled } from './engine/media.ts';
import { onMessages } from './engine/messages.ts';
import { onEnter, onSession } from './engine/session.ts';
import { beginTurn, endTurn, type Trace, type Turn } from './engine/turn.ts';
import { onQuote, onVisit } from './engine/visit.ts';
import { nextWake, onWake } from './engine/wake.ts';
import type { Flows } from './flow/types.ts';
import { migrate } from './migrate.ts';
import type { ConversationState } from './state.ts';
import type { ConversationEvent, DialogueOutput, StepContext } from './types.ts';

/** One event and everything it needs. */
export interface StepInput {
  readonly state: ConversationState;
  readonly event: ConversationEvent;
  readonly context: StepContext;
  readonly flows: Flows;
}

/** The conversation after an event, and what the dialogue says and does. */
export interface StepResult {
  readonly state: ConversationState;
  readonly outputs: readonly DialogueOutput[];
}

/** One turn of a conversation: pure and synchronous. `trace` is told what was passed on the way (coverage of stories). */
export function step(input: StepInput, trace?: Trace): StepResult {
  const { event, context, flows } = input;
  const { state, orphans } = migrate(input.state, flows);
  const turn = beginTurn({ state, context, flows, trace });
  for (const orphan of orphans) adopt(turn, orphan);
  handle(turn, event);
  const outputs = endTurn(turn);
  turn.state.wakeAt = nextWake(turn);
  return { state: turn.state, outputs };
}

function handle(turn: Turn, event: ConversationEvent): void {
  switch (event.kind) {
    case 'messages':
      onMessages(turn, event.parts);
      break;
    case 'enter':
      onEnter(turn, event.welcomeCode);
      break;
    case 'recalled':
      onRecalled(turn, event.messageId);
      break;
    case 'wake':
      onWake(turn);
      break;
    case 'session':
      onSession(turn, event);
      break;
    case 'visit':
      onVisit(turn, event.visit, event.code ?? null);
      break;
    case 'quote':
      onQuote(turn, event);
      break;
    case 'ticket':
      break;
  }
  if (turn.state.pending !== undefined && turn.state.talks.length === 0 && turn.state.question === undefined)
    advance(turn);
}
