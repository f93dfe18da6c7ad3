import type { ChargeStep } from '../../tickets/action.ts';
import type { Channel } from '../../tickets/draft.ts';
import type { Judgement } from '../reading/judgement.ts';
import type { WantedMonth } from '../reading/month.ts';
import type { PhoneVisit } from '../reading/phone-visit.ts';
import type { TicketRef } from '../reading/ticket-reference.ts';

/** A command about one ticket. `ref` null: the member did not say which one. */
type OnTicket<K extends string, Fields = unknown> = K extends string
  ? { readonly kind: K; readonly ref: TicketRef | null } & Readonly<Fields>
  : never;

/** The same with words; empty: none were given, and the member is asked for them where the action needs them. */
type Worded<K extends string, Fields = unknown> = OnTicket<K, { text: string } & Fields>;

/** A command about one ticket. */
export type TicketCommand =
  | OnTicket<'accept' | 'acknowledge' | 'arrive' | 'start' | 'resume' | 'reveal'>
  | Worded<'transfer' | 'return' | 'suspend' | 'note' | 'reply' | 'promise' | 'close' | 'reopen' | 'cancel' | 'urge'>
  | Worded<'invalidate' | 'reclassify' | 'answer' | 'accuse' | 'apologise' | 'contact' | 'summon'>
  | Worded<'hand-back' | 'rework-slip'>
  /** `amount` in yuan is the final price, null when not given; `materials` as worded by the worker. */
  | Worded<'complete', { materials: string | null; amount: number | null }>
  /** `amount` in yuan; `why`: the reason why no line of the price list fits (R17). */
  | OnTicket<'quote', { amount: number | null; item: string; why: string | null }>
  | Worded<'consent', { accepted: boolean }>
  | OnTicket<'assign', { who: string }>
  | OnTicket<'merge', { into: TicketRef | null }>
  | OnTicket<'judge', Judgement>
  | Worded<'verify', { confirmed: boolean | null }>
  | Worded<'criticise', { decided: boolean }>
  | OnTicket<'consent-identity', { given: boolean }>
  | Worded<'decide', { adopted: boolean }>
  | Worded<'report-major', { step: 'declare' | 'verbal' | 'written' }>
  | Worded<'charge', { step: ChargeStep }>
  | OnTicket<'visit', Omit<PhoneVisit, 'ref'>>;

/** A question for a list or a figure. `text` is the filter as typed. */
export type QueryCommand =
  | { readonly kind: 'query'; readonly ref: TicketRef | null; readonly text: string }
  | { readonly kind: 'mine' }
  | { readonly kind: 'today' }
  | { readonly kind: 'open'; readonly text: string }
  | { readonly kind: 'overdue'; readonly text: string }
  | { readonly kind: 'complaints' }
  | { readonly kind: 'satisfaction' }
  | { readonly kind: 'monthly'; readonly month: WantedMonth }
  | { readonly kind: 'export'; readonly text: string }
  | { readonly kind: 'help'; readonly text: string };

/** What is neither about one ticket nor a question. */
export type DeskCommand =
  | { readonly kind: 'register'; readonly channel: Channel | null; readonly text: string }
  | { readonly kind: 'rain' }
  | { readonly kind: 'shift-note'; readonly text: string }
  | { readonly kind: 'shift-over' }
  | { readonly kind: 'shift-take' }
  /** A visit to an owner at home (R37). Empty text: the list of `month`. */
  | { readonly kind: 'door-visit'; readonly month: WantedMonth; readonly text: string }
  /** The analysis of a monthly complaint table (R38). Empty text: the table itself. */
  | { readonly kind: 'analyse'; readonly month: WantedMonth; readonly text: string }
  /** An event or a visit of officials (R36). Empty text: the lines of this month. */
  | { readonly kind: 'log-line'; readonly about: 'event' | 'guests'; readonly text: string }
  | { readonly kind: 'switch'; readonly text: string };

/** Everything that a word of `staff-commands.yaml` can begin. */
export type WordedCommand = TicketCommand | QueryCommand | DeskCommand;

/** The kind of a command, which is its key in `staff-commands.yaml`. */
export type CommandKind = WordedCommand['kind'];

/** The commands of one or several kinds. */
export type CommandOf<K extends CommandKind> = Extract<WordedCommand, { kind: K }>;

/** A command about one ticket, 查 included. */
export type AboutTicket = TicketCommand | CommandOf<'query'>;

/** Everything that a member can say in words. */
export type Command =
  | WordedCommand
  /** A politeness or a greeting: it is answered and does nothing. */
  | { readonly kind: 'courtesy'; readonly text: string }
  /** Not understood. `nearest`: the commands that look alike, best first. */
  | { readonly kind: 'unknown'; readonly text: string; readonly nearest: readonly CommandKind[] };
