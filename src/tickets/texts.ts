import { format, type PlacesOf, type Values } from '../messages/index.ts';
import type { Refusal, RefusalCode } from './action.ts';
import type { TicketMessages } from './config/ticket-messages.ts';

type Section = keyof TicketMessages;
type Key<S extends Section> = keyof TicketMessages[S] & string;
type PartAfter<Start extends string, K> = K extends `${Start}${infer Rest}` ? Rest : never;

/** The name of a sentence in `messages/ticket.yaml`: `owner.accepted`. */
export type SentenceName = { [S in Section]: `${S}.${Key<S>}` }[Section];

/** What follows `Start-` in the keys of `names`: `accept` of `button-accept`. */
export type NamedPart<Start extends string> = PartAfter<`${Start}-`, Key<'names'>>;

/** Several reasons of one refusal code: `accept-accepted` of `wrong-state`. */
type DetailOf<C extends RefusalCode> = PartAfter<`${C}.`, Key<'refusals'>>;

type PlacesAt<N extends string> = N extends `${infer S extends Section}.${infer K}`
  ? K extends keyof TicketMessages[S]
    ? PlacesOf<TicketMessages[S][K]>
    : never
  : never;

/** Whose sentences they are. */
interface Speaker {
  readonly messages: { readonly ticket: TicketMessages };
}

/** A sentence of `messages/ticket.yaml`, filled in. */
export function say<N extends SentenceName>(
  { messages }: Speaker,
  name: N,
  values: Values<PlacesAt<NoInfer<N>>> = {},
): string {
  const dot = name.indexOf('.');
  // A SentenceName is a section and one of its keys.
  return format(sentenceIn(messages.ticket[name.slice(0, dot) as Section], name.slice(dot + 1)), values);
}

/** A refusal in words. `detail` chooses between several reasons of one code. */
export function refuse<C extends RefusalCode, D extends DetailOf<C> = never>(
  { messages }: Speaker,
  code: C,
  { detail, ...values }: Values<PlacesAt<`refusals.${C}` | `refusals.${C}.${D}`>> & { readonly detail?: D } = {},
): Refusal {
  const key = detail === undefined ? code : `${code}.${detail}`;
  return { refused: code, text: format(sentenceIn(messages.ticket.refusals, key), values) };
}

function sentenceIn(section: Readonly<Record<string, string>>, key: string): string {
  return section[key] ?? '';
}

/** True for a refusal, false for anything else an action returned. */
export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}
