import type { OwnerContent } from '../../delivery/index.ts';
import { defined } from '../../shared/index.ts';
import type { TextKey } from '../flow/phrases.ts';
import { fill } from '../flow/template.ts';
import type { Flows } from '../flow/types.ts';
import { type ConversationState, draftState } from '../state.ts';
import type { DialogueOutput, StepContext } from '../types.ts';
import { compose, type Line, type MenuItem } from './compose.ts';

/** WeChat allows five messages per own message of the owner; one is kept back for promise and closing (wecom-api.md 3.4). */
export const BUDGET = 4;

/** What was passed on the way, for the coverage of stories: `repair.house:asked`. */
export type Trace = (mark: string) => void;

/** One turn under way: a state that may be written to and what is to be said and done. */
export interface Turn {
  readonly state: ConversationState;
  readonly context: StepContext;
  readonly flows: Flows;
  readonly effects: DialogueOutput[];
  /** Hand-overs go last: once a person has the session, WeCom refuses what the bot still wants to say (wecom-api.md 3.4). */
  readonly handOvers: DialogueOutput[];
  readonly lines: Line[];
  /** Where among `lines` a survey begins that goes out as a message of its own: it may have to wait for quiet hours, an answer may not. */
  survey: number | null;
  menu: readonly MenuItem[];
  purpose: Extract<DialogueOutput, { kind: 'say' }>['purpose'];
  /** An answer that stands alone, without greeting or notice: the one sentence for thanks (篇3 4.10). */
  bare: boolean;
  /** One-time code with which the words go out (welcome, farewell). */
  code: string | null;
  /** Left out in service, so that the marks are not even written (`turn.trace?.(…)`). */
  readonly trace: Trace | undefined;
}

/** Starts a turn on a copy of the stored state. */
export function beginTurn(given: {
  state: ConversationState;
  context: StepContext;
  flows: Flows;
  trace?: Trace | undefined;
}): Turn {
  return {
    state: draftState(given.state),
    context: given.context,
    flows: given.flows,
    effects: [],
    handOvers: [],
    lines: [],
    survey: null,
    menu: [],
    purpose: 'answer',
    code: null,
    bare: false,
    trace: given.trace,
  };
}

/** Adds words to the one message of this turn. */
export function say(turn: Turn, text: string): void {
  if (text !== '') turn.lines.push({ text });
}

/** Adds a text of `phrases.yaml` to the message of this turn. */
export function sayPhrase(turn: Turn, key: TextKey, values: Readonly<Record<string, string>> = {}): void {
  say(turn, phrase(turn, key, values));
}

/** A text of `phrases.yaml`, filled. Company, community and phones are always at hand. */
export function phrase(turn: Turn, key: TextKey, values: Readonly<Record<string, string>> = {}): string {
  return fill(turn.flows.phrases.texts[key], (name) => values[name] ?? communityValue(turn, name));
}

/** What a text may say about the company: `{company}`, `{community}`, `{phones.day}`, `{privacy.months}`. */
export function communityValue(turn: Turn, name: string): string {
  const { community } = turn.context;
  if (name === 'company') return community.company;
  if (name === 'community') return community.name;
  if (name === 'privacy.months') return String(community.privacy.months);
  if (name.startsWith('phones.')) return community.phones[name.slice(7)] ?? '';
  return '';
}

/** Adds an effect whose `tell` is this text; what the turn says besides goes into the same message. */
export function act(
  turn: Turn,
  effect: Extract<DialogueOutput, { kind: 'open-ticket' | 'add-to-ticket' }>,
  tell: string,
): void {
  turn.effects.push(effect);
  turn.lines.push({ text: tell, effect: turn.effects.length - 1 });
}

/** Ends the turn: its words become as few messages as WeChat's limits allow. */
export function endTurn(turn: Turn): readonly DialogueOutput[] {
  const effects = [...turn.effects];
  const { survey, lines, menu } = turn;
  if (survey === null || survey === 0)
    put(turn, { effects, lines, menu, purpose: survey === 0 ? 'survey' : turn.purpose });
  else {
    put(turn, { effects, lines: lines.slice(0, survey), menu: [], purpose: turn.purpose });
    put(turn, { effects, lines: lines.slice(survey), menu, purpose: 'survey' });
  }
  return turn.handOvers.length === 0 ? effects : effects.concat(turn.handOvers);
}

function put(
  turn: Turn,
  given: { effects: DialogueOutput[]; lines: readonly Line[]; menu: readonly MenuItem[]; purpose: Turn['purpose'] },
): void {
  const { effects, purpose } = given;
  for (const { messages, effect } of compose(given.lines, given.menu)) {
    // What goes out with a one-time code is outside the five (wecom-api.md 3.5).
    if (turn.code === null || effect !== null) turn.state.sent += messages.length;
    if (effect !== null) effects[effect] = { ...defined(effects[effect]), tell: messages } as DialogueOutput;
    else if (messages.length > 0) effects.push(sayEffect(turn, messages, purpose));
  }
}

function sayEffect(turn: Turn, messages: readonly OwnerContent[], purpose: Turn['purpose']): DialogueOutput {
  const base = { kind: 'say', messages, purpose } as const;
  return turn.code === null ? base : { ...base, code: turn.code };
}
