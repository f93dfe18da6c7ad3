import type { Cause, ChargeStep, Grade } from '../tickets/action.ts';
import type { Channel } from '../tickets/draft.ts';
import type { TicketRef } from './ticket-ref.ts';

/** A command about one ticket. `ref` null: he did not say which. Empty texts: he did not say what; the desk asks. */
export type TicketCommand =
  | { readonly kind: 'accept'; readonly ref: TicketRef | null }
  | { readonly kind: 'acknowledge'; readonly ref: TicketRef | null }
  | { readonly kind: 'arrive'; readonly ref: TicketRef | null }
  | { readonly kind: 'start'; readonly ref: TicketRef | null }
  /** `amount` in yuan is the final price, null when not told; `materials` as told. */
  | {
      readonly kind: 'complete';
      readonly ref: TicketRef | null;
      readonly text: string;
      readonly materials: string | null;
      readonly amount: number | null;
    }
  | { readonly kind: 'transfer'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'return'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'suspend'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'resume'; readonly ref: TicketRef | null }
  | {
      readonly kind: 'quote';
      readonly ref: TicketRef | null;
      readonly amount: number | null;
      readonly item: string;
      /** Why no line of the price list fits (R17). */
      readonly why: string | null;
    }
  | {
      readonly kind: 'consent';
      readonly ref: TicketRef | null;
      readonly accepted: boolean;
      readonly text: string;
    }
  | { readonly kind: 'note'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'reply'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'reveal'; readonly ref: TicketRef | null }
  | { readonly kind: 'promise'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'assign'; readonly ref: TicketRef | null; readonly who: string }
  | { readonly kind: 'close'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'reopen'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'cancel'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'invalidate'; readonly ref: TicketRef | null; readonly text: string }
  /** 催单, by the desk for an owner who asks again. */
  | { readonly kind: 'urge'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'merge'; readonly ref: TicketRef | null; readonly into: TicketRef | null }
  | { readonly kind: 'reclassify'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'answer'; readonly ref: TicketRef | null; readonly text: string }
  | {
      readonly kind: 'judge';
      readonly ref: TicketRef | null;
      readonly cause: Cause | null;
      readonly grade: Grade | null;
      readonly valid: boolean | null;
      readonly reason: string | null;
      readonly responsible: string | null;
      readonly corrective: string | null;
      readonly preventive: string | null;
      readonly verifier: string | null;
    }
  | {
      readonly kind: 'verify';
      readonly ref: TicketRef | null;
      readonly confirmed: boolean | null;
      readonly text: string;
    }
  | { readonly kind: 'accuse'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'apologise'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'criticise'; readonly ref: TicketRef | null; readonly decided: boolean; readonly text: string }
  | { readonly kind: 'consent-identity'; readonly ref: TicketRef | null; readonly given: boolean }
  | { readonly kind: 'contact'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'decide'; readonly ref: TicketRef | null; readonly adopted: boolean; readonly text: string }
  | { readonly kind: 'summon'; readonly ref: TicketRef | null; readonly text: string }
  | {
      readonly kind: 'report-major';
      readonly ref: TicketRef | null;
      readonly step: 'declare' | 'verbal' | 'written';
      readonly text: string;
    }
  | { readonly kind: 'charge'; readonly ref: TicketRef | null; readonly step: ChargeStep; readonly text: string }
  | { readonly kind: 'hand-back'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'rework-slip'; readonly ref: TicketRef | null; readonly text: string }
  /** A return visit made by phone. `solved` null: not reached or not said. */
  | {
      readonly kind: 'visit';
      readonly ref: TicketRef | null;
      readonly solved: boolean | null;
      readonly score: 1 | 2 | 3 | 4 | 5 | null;
      readonly reached: boolean;
      readonly text: string;
    };

/** A question for a list or a figure. `text` is the filter as typed. */
export type QueryCommand =
  | { readonly kind: 'query'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'mine' }
  | { readonly kind: 'today' }
  | { readonly kind: 'open'; readonly text: string }
  | { readonly kind: 'overdue'; readonly text: string }
  | { readonly kind: 'complaints' }
  | { readonly kind: 'satisfaction' }
  /** `YYYY-MM`, `MM` for the last month of that number, `last` for the one before this; null: this month. */
  | { readonly kind: 'monthly'; readonly month: string | null }
  | { readonly kind: 'export'; readonly text: string }
  | { readonly kind: 'help'; readonly text: string };

/** What is neither about one ticket nor a question. */
export type DeskCommand =
  | { readonly kind: 'register'; readonly channel: Channel | null; readonly text: string }
  | { readonly kind: 'rain' }
  | { readonly kind: 'shift-note'; readonly text: string }
  | { readonly kind: 'shift-over' }
  | { readonly kind: 'shift-take' }
  /** A visit to an owner at home (R37). Empty text: the list of `month`, as in `monthly`. */
  | { readonly kind: 'door-visit'; readonly month: string | null; readonly text: string }
  /** The analysis of a monthly complaint table (R38); `month` as in `monthly`. Empty text: the table itself. */
  | { readonly kind: 'analyse'; readonly month: string | null; readonly text: string }
  /** An event or a visit of officials (R36). Empty text: the lines of this month. */
  | { readonly kind: 'log-line'; readonly about: 'event' | 'guests'; readonly text: string }
  | { readonly kind: 'switch'; readonly text: string };

/** Everything a member can say in words. */
export type Command =
  | TicketCommand
  | QueryCommand
  | DeskCommand
  /** A politeness or a greeting; needs an answer but no deed. */
  | { readonly kind: 'courtesy'; readonly text: string }
  /** Not understood. `nearest`: ids of commands that look alike, best first. */
  | { readonly kind: 'unknown'; readonly text: string; readonly nearest: readonly string[] };
