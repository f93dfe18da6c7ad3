import type { House } from '../language/house.ts';
import type { Category } from '../shared/category.ts';

/** What can put people in danger (domain: red list). The keys of `routing.yaml` `dangers`. */
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

/** A house as it stands in a text. `own`: the writer's; `other`: somebody else's; `place`: where something is. */
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

/** What somebody wants besides handing in a matter. */
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

/** One of several matters in a message. */
export interface Matter {
  /** The words of this matter, unedited. */
  readonly text: string;
  readonly category: Category;
  readonly topic: string | null;
  readonly categories: readonly (readonly [Category, number])[];
  readonly urgent: boolean;
  readonly facts: Facts;
}

/** Everything the program understood of one message. */
export interface Understanding {
  readonly text: string;
  readonly category: Category;
  /** All seven, most probable first; calibrated. */
  readonly categories: readonly (readonly [Category, number])[];
  /** Too unsure to assume: ask. */
  readonly ask: boolean;
  readonly topic: string | null;
  readonly topics: readonly (readonly [string, number])[];
  readonly urgent: boolean;
  readonly danger: {
    readonly level: 'yes' | 'doubtful' | 'no';
    readonly kind: DangerKind | null;
    readonly text: string | null;
  };
  /** Holds a recognisable request at all. */
  readonly request: boolean;
  readonly intents: readonly Intent[];
  readonly facts: Facts;
  readonly mood: Mood;
  /** At least one when `request`. */
  readonly matters: readonly Matter[];
  /** The words that decided. */
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
