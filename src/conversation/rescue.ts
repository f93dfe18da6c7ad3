import { handOverSummary } from './engine/deeds.ts';
import { BUDGET, beginTurn, phrase, type Turn } from './engine/turn.ts';
import { plainProfile, plainState } from './plain-state.ts';
import type { ConversationState } from './state.ts';
import type { StepInput, StepResult } from './step.ts';
import type { ConversationEvent, DialogueOutput } from './types.ts';

/**
 * What happens when the step itself failed (repair 10): a person takes over with all that is known, the owner is told so in one
 * sentence, and what broke is taken out of the state, so that the next turn starts on sound ground. Never throws: every part that
 * reads the broken state is tried by itself and left out when it fails.
 */
export function rescue(input: StepInput): StepResult {
  const { event } = input;
  const before = plainState(input.state);
  const fromOwner = event.kind === 'messages';
  const words = fromOwner ? attempt(() => wordsOf(event), '') : '';
  const sent = fromOwner ? 0 : before.sent;
  const effects: DialogueOutput[] = [...danger(input, words)];
  if (before.serves !== 'person') {
    const text = attempt(() => phrase(turnOf(input, before), 'handOverError'), '');
    const mayBeSaid = (fromOwner || event.kind === 'wake') && sent < BUDGET;
    const urgent = effects.length > 0;
    // The words go first: once a person has the session, WeCom refuses ours (wecom-api.md 3.4).
    if (text !== '' && mayBeSaid) effects.push({ kind: 'say', messages: [{ kind: 'text', text }], purpose: 'answer' });
    const summary = [attempt(() => summaryOf(input), ''), words].filter((part) => part !== '').join('\n');
    effects.push({ kind: 'hand-over', reason: 'error', summary, urgent });
  }
  const now = input.context.now;
  const state: ConversationState = {
    ...before,
    serves: 'person',
    sent: sent + effects.filter((effect) => effect.kind === 'say').length,
    lastOwnerAt: fromOwner ? now : before.lastOwnerAt,
  };
  state.wakeAt =
    Math.max(state.lastOwnerAt, now) + attempt(() => input.context.community.conversation.humanIdle, HOURS_2);
  return { state, outputs: effects };
}

/** When even the configuration cannot be read: the shipped `humanIdle`. */
const HOURS_2 = 2 * 3_600_000;

function turnOf(input: StepInput, state: ConversationState): Turn {
  return beginTurn({ state, context: input.context, flows: input.flows });
}

function summaryOf(input: StepInput): string {
  return handOverSummary(turnOf(input, input.state), null);
}

function wordsOf(event: Extract<ConversationEvent, { kind: 'messages' }>): string {
  return event.parts.flatMap((part) => ('text' in part && part.text !== '' ? [part.text] : [])).join('\n');
}

/** Danger is told to people even now; when understanding itself is what failed, the hand-over alone has to do. */
function danger(input: StepInput, words: string): DialogueOutput[] {
  if (words === '') return [];
  return attempt<DialogueOutput[]>(() => {
    const { context } = input;
    const { danger: found } = context.understand(words, {
      now: context.now,
      timezone: context.community.timezone,
      known: { house: null },
      awaiting: null,
      choices: [],
    });
    if (found.level === 'no') return [];
    const house = plainProfile(input.state?.profile).houses?.[0] ?? null;
    return [{ kind: 'alert', danger: found.kind, level: found.level, text: words, house }];
  }, []);
}

function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}
