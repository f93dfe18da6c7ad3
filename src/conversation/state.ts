import type { House } from '../language/index.ts';
import type { Category } from '../shared/index.ts';
import type { MediaRef, Reporter } from '../tickets/index.ts';
import type { ConversationEvent, VisitAsk } from './types.ts';

/** Raised when the shape of the stored state changes; `migrate` meets older ones. */
export const ENGINE_VERSION = 1;

/** A span of time agreed or wished for. Epoch ms, and the owner's words for it. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What a question collected. */
export type SlotValue = string | number | House | TimeSpan | readonly string[];

/** One matter, visit or quote that is being talked about. Plain JSON; what is not known is left out, so the state stays small. */
export interface Talk {
  readonly id: number;
  readonly flow: string;
  /** Version of the flow file the talk began with. */
  version: number;
  slots: Record<string, SlotValue>;
  /** Step whose question is open. */
  asked?: string | undefined;
  /** Refused answers by step. */
  refused?: Record<string, number> | undefined;
  /** Steps the talk goes on without. */
  without?: string[];
  /** `say` and `do` steps that are done. */
  done?: string[];
  category?: Category;
  topic?: string | undefined;
  urgent?: boolean;
  danger?: string;
  /** Further kinds of danger of the same emergency whose advice was given. */
  dangers?: string[];
  place?: string;
  accused?: string;
  accusedDepartment?: string;
  confidential?: boolean;
  /** The owner's own words, unedited (篇1 4.1). */
  words?: string[];
  media?: MediaRef[];
  /** Message ids of `media`, in its order, so that a recalled one can be taken out. */
  mediaIds?: string[];
  /** The words that decided; left out where they are all that was said. */
  why?: string[] | undefined;
  /** Epoch ms of the first recognisable word (R7). */
  since: number;
  /** False while nothing but media or a mood is known. */
  recognised?: boolean;
  /** Ids of tickets of the same matter. */
  links?: string[];
  /** Number in a group of matters said together; each ticket links to the others. */
  group?: number;
  /** Tickets of the same group opened in earlier turns: found among the owner's tickets by category and time. */
  after?: { category: string; at: number }[];
  visit?: VisitAsk;
  quote?: Extract<ConversationEvent, { kind: 'quote' }>;
  reminded?: boolean;
  /** Its ticket is open: never a second one, whatever becomes of the flow file. */
  opened?: boolean;
  /** Its open question went with a changed flow file; the next words begin it again with what is known. */
  restart?: boolean | undefined;
  /** The service desk has it (R8); it stays resumable. */
  handed?: boolean;
  /** Epoch ms of the last time he chose to go on after that; R8 counts anew from here. */
  resumed?: number;
}

/** What is known of the owner and kept for next time (issue: never ask for what is known). */
export interface Profile {
  houses?: House[];
  name?: string;
  phone?: string;
  relation?: NonNullable<Reporter['relation']>;
  /** Version and time of the privacy notice he was shown (个人信息保护法 17). */
  privacy?: { version: string; at: number };
}

/** A question of the engine itself; it stands before the open question of the current talk. */
export interface EngineQuestion {
  readonly kind: 'clarify' | 'resume' | 'repeat' | 'which' | 'happening';
  readonly at: number;
  /** What each offered answer stands for, in the order shown. */
  readonly options: readonly string[];
  /** Words it is about, to go on with after the answer. */
  readonly text?: string;
  readonly talk?: number;
  readonly act?:
    | 'urge'
    | 'cancel'
    | 'rework'
    | 'note'
    | 'media'
    | 'progress'
    | 'contact'
    | 'appointment'
    | 'confidential';
  readonly danger?: string;
  /** The service desk has it (R8); it can still be answered. */
  handed?: boolean;
}

/** Something that waits until the current talk is done. */
export type Pending =
  | { readonly kind: 'visit'; readonly visit: VisitAsk }
  | Extract<ConversationEvent, { kind: 'quote' }>;

/** A conversation between one owner and one service account: plain JSON, stored whole in one write per turn. */
export interface ConversationState {
  engine: number;
  /** `bot`, or `person` while a member serves. */
  serves: 'bot' | 'person';
  /** The current talk first; others wait. */
  talks: Talk[];
  profile: Profile;
  question?: EngineQuestion;
  /** Epoch ms of the next self-made event. */
  wakeAt: number | null;
  lastOwnerAt: number;
  /** Messages sent since the owner's last own message; WeChat allows five. */
  sent: number;
  /** Raised with every menu, so that an old one is recognised. */
  menu: number;
  nextTalk: number;
  /** Misunderstandings in a row outside any question. */
  misses: number;
  /** Media that came before any word. */
  media?: MediaRef[];
  /** `media` by message id, so that a recalled one can be taken out. */
  mediaIds?: string[];
  pending?: Pending[];
  /** Visits and quotes already answered, newest first: an old menu is recognised. */
  past?: { id: string; ticket: string; number: string; kind: 'visit' | 'quote'; answer: string }[];
  /** Day (YYYY-MM-DD) a festival wish was said. */
  wished?: string;
  /** Epoch ms of the last greeting, so that it is said once a day. */
  greetedAt?: number;
}

/** A conversation before its first word. */
export function initialState(): ConversationState {
  return {
    engine: ENGINE_VERSION,
    serves: 'bot',
    talks: [],
    profile: {},
    wakeAt: null,
    lastOwnerAt: 0,
    sent: 0,
    menu: 0,
    nextTalk: 1,
    misses: 0,
  };
}

/**
 * A state that a turn may write to without touching the stored one: the state, its talks with their slots and refusals, the
 * profile and the question are new, and everything below them is only ever replaced as a whole. A full copy costs more than
 * the rest of the turn.
 */
export function draftState(state: ConversationState): ConversationState {
  const draft = flatCopy(state);
  draft.talks = state.talks.map(draftTalk);
  draft.profile = flatCopy(state.profile);
  if (draft.question !== undefined) draft.question = flatCopy(draft.question);
  return draft;
}

function draftTalk(talk: Talk): Talk {
  const draft = flatCopy(talk);
  draft.slots = flatCopy(talk.slots);
  if (draft.refused !== undefined) draft.refused = flatCopy(draft.refused);
  return draft;
}

/** By hand: objects made by spreading are measurably slower to write to and to turn into JSON. */
function flatCopy<T extends object>(value: T): T {
  const copy = {} as T;
  for (const key in value) copy[key] = value[key];
  return copy;
}
