import type { Category } from '../../shared/index.ts';
import type { HandOverReason } from '../types.ts';
import type { Condition } from './condition.ts';
import type { Phrases } from './phrases.ts';
import type { SlotKind } from './slot-kinds.ts';
import type { Template } from './template.ts';

/** `matter` opens a ticket; `side` answers at once and returns to the open question; the others are started by events. */
export const FLOW_KINDS = ['matter', 'side', 'visit', 'quote', 'emergency'] as const;

/** How the engine treats a flow. */
export type FlowKind = (typeof FLOW_KINDS)[number];

/** Where an answer may come from without being asked for. */
export const SOURCES = ['words', 'profile', 'directory', 'tickets'] as const;

/** What a `do` step does. */
export const DEEDS = ['open-ticket', 'hand-over', 'relay', 'privacy', 'forget', 'end'] as const;

/** One answer that can be tapped. `words` are further ways to say it. */
export interface Option {
  readonly id: string;
  readonly text: string;
  readonly words: readonly string[];
}

interface StepBase {
  readonly id: string;
  readonly line: number;
  readonly when: Condition | null;
}

/** Asks for one thing, unless it is already known. */
export interface CollectStep extends StepBase {
  readonly kind: 'collect';
  readonly slot: SlotKind;
  readonly label: string;
  readonly ask: Template;
  /** The thing in a few words, for a question about several at once. */
  readonly short: string;
  /** Steps with the same word here, one after the other, are asked in one message. */
  readonly together: string | null;
  readonly why: Template;
  readonly refuse: Template;
  readonly options: readonly Option[];
  readonly from: readonly (typeof SOURCES)[number][];
  readonly optional: boolean;
  /** Optional, of a group, and still worth a message of its own. */
  readonly alone: boolean;
  /** A time of what happened, not of a visit: habits and vague times in the telling count. */
  readonly told: boolean;
  /** Several options may be named. */
  readonly several: boolean;
  /** Slot that takes free words when they name no option. */
  readonly otherwise: string | null;
  /** Smallest number of characters of a free text. */
  readonly least: number;
  /** What happens when a third answer is refused. */
  readonly stuck: 'go-on' | 'hand-over';
}

/** Says something once. */
interface SayStep extends StepBase {
  readonly kind: 'say';
  readonly say: Template;
}

/** Repeats everything back and waits for a yes (篇3 4.8). */
export interface ConfirmStep extends StepBase {
  readonly kind: 'confirm';
  readonly confirm: Template;
  readonly yes: string;
  readonly change: string;
  readonly no: string;
}

/** Leaves out what lies between here and `go`. */
interface GoStep extends StepBase {
  readonly kind: 'go';
  readonly go: string;
}

/** Does something outside the talk. */
export interface DoStep extends StepBase {
  readonly kind: 'do';
  readonly deed: (typeof DEEDS)[number];
  readonly category: Category | null;
  readonly topic: string | null;
  readonly tell: Template | null;
  readonly reason: HandOverReason | null;
  readonly request: 'delete' | 'correct' | null;
  readonly settled: Template | null;
}

/** One line of the checklist. */
export type Step = CollectStep | SayStep | ConfirmStep | GoStep | DoStep;

/** When a flow begins. */
interface Starts {
  readonly categories: readonly Category[];
  readonly topics: readonly string[];
  readonly intents: readonly string[];
  /** Each inner list is a set of words that must all occur. */
  readonly words: readonly (readonly string[])[];
  readonly event: 'visit' | 'quote' | 'danger' | null;
  /** Which visits, for `event: visit`. */
  readonly visits: readonly string[];
}

/** One checked flow file. */
export interface Flow {
  readonly id: string;
  readonly name: string;
  readonly kind: FlowKind;
  readonly version: number;
  readonly file: string;
  readonly starts: Starts;
  readonly steps: readonly Step[];
  readonly indexOf: ReadonlyMap<string, number>;
}

/** Everything the engine talks by: the checked files of one folder. */
export interface Flows {
  readonly byId: ReadonlyMap<string, Flow>;
  readonly list: readonly Flow[];
  readonly phrases: Phrases;
}

/** A mistake in a flow file: where, what, and what is accepted. */
export interface FlowProblem {
  readonly file: string;
  readonly line: number;
  readonly level: 'error' | 'warning';
  readonly message: string;
}
