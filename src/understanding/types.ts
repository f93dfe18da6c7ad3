/** What the understanding of a message holds, and what it takes. */
import type { House } from '../language/index.ts';
import type { Category } from '../shared/index.ts';

/** What can put people in danger (red list). The keys of `dangers` in `routing.yaml`. */
export type DangerKind =
  | 'fire'
  | 'gas'
  | 'lift-trapped'
  | 'trapped'
  | 'violence'
  | 'suicide'
  | 'injury'
  | 'electric'
  | 'flood'
  | 'falling-object'
  | 'child-water'
  | 'structure'
  | 'animal-bite'
  | 'missing-person';

/** A house named in a text. `own`: the writer's; `other`: somebody else's; `place`: where something is. */
export interface HouseMention {
  readonly building: string | null;
  readonly unit: string | null;
  readonly floor: string | null;
  readonly room: string | null;
  /** The words it was read from. */
  readonly text: string;
  readonly role: 'own' | 'other' | 'place' | 'unclear';
}

/** A time in words, resolved against `now`. Epoch ms. */
export interface TimeMention {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly kind: 'moment' | 'span' | 'day-part';
}

/** A lost or found thing. */
export interface ItemMention {
  readonly kind: 'lost' | 'found';
  readonly name: string;
  readonly features: readonly string[];
}

/** What can be read out of a message besides its meaning. */
export interface Facts {
  readonly houses: readonly HouseMention[];
  readonly places: readonly string[];
  readonly phones: readonly string[];
  readonly name: string | null;
  readonly times: readonly TimeMention[];
  /** Person or post complained of or praised, as written. */
  readonly accused: string | null;
  /** Department words of the accused: `保安`, `保洁`, `物业`. */
  readonly accusedDepartment: string | null;
  /** Since when, as written. */
  readonly since: string | null;
  /** Yuan. */
  readonly money: readonly number[];
  readonly item: ItemMention | null;
}

/** What a writer wants besides making a request. */
export type IntentKind =
  | 'greeting'
  | 'thanks'
  | 'yes'
  | 'no'
  | 'choice'
  | 'progress'
  | 'urge'
  | 'cancel'
  | 'correction'
  | 'human'
  | 'privacy'
  | 'my-info'
  | 'delete-info'
  | 'repeat'
  | 'skip'
  | 'why'
  | 'farewell'
  | 'how-to-complain'
  | 'confidential'
  | 'rework'
  | 'smalltalk'
  | 'score'
  | 'relay';

/** One intent and the words that show it. */
export interface Intent {
  readonly kind: IntentKind;
  readonly text: string;
  readonly value?: string | number;
}

/** How the writer feels; `threatening`: media, authorities, lawsuit. */
export type Mood = 'calm' | 'grateful' | 'upset' | 'angry' | 'abusive' | 'threatening';

/** A category and its probability, 0 to 1. */
export type CategoryProbability = readonly [Category, number];

/** One of the requests in a message. */
export interface MessageRequest {
  /** The words of this request, unedited. */
  readonly text: string;
  readonly category: Category;
  readonly topic: string | null;
  /** All seven, most probable first; calibrated. */
  readonly categories: readonly CategoryProbability[];
  readonly urgent: boolean;
  readonly facts: Facts;
}

/** Everything that was understood of one message. */
export interface Understanding {
  /** The message, unedited. */
  readonly text: string;
  readonly category: Category;
  /** All seven, most probable first; calibrated. */
  readonly categories: readonly CategoryProbability[];
  /** The category is too uncertain to assume: ask the writer. */
  readonly ask: boolean;
  readonly topic: string | null;
  /** At most five, most probable first; none when nothing is asked for. */
  readonly topics: readonly (readonly [string, number])[];
  readonly urgent: boolean;
  readonly danger: {
    readonly level: 'yes' | 'doubtful' | 'no';
    readonly kind: DangerKind | null;
    readonly text: string | null;
  };
  /** Whether the message asks for anything at all. */
  readonly isRequest: boolean;
  readonly intents: readonly Intent[];
  readonly facts: Facts;
  readonly mood: Mood;
  /** At least one when `isRequest`, else none. */
  readonly requests: readonly MessageRequest[];
  /** The words that decided, strongest first. */
  readonly why: readonly string[];
}

/** What is known when a message arrives. */
export interface UnderstandContext {
  /** Epoch ms. */
  readonly now: number;
  readonly timezone: string;
  readonly known?: { readonly house?: House | null };
  /** The kind of slot the last question was about. */
  readonly awaiting?:
    | 'house'
    | 'phone'
    | 'person'
    | 'choice'
    | 'text'
    | 'time'
    | 'yes-no'
    | 'score'
    | 'money'
    | 'item'
    | null;
  /** The words of the choices last offered. */
  readonly choices?: readonly string[];
}

/** Understands a text in a context. */
export type Understand = (text: string, context: UnderstandContext) => Understanding;
