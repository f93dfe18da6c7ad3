import type { StaffMember } from '../../../community/index.ts';
import { findForbidden } from '../../../delivery/index.ts';
import type { Ticket, TicketAction } from '../../../tickets/index.ts';
import type { CommandOf, TicketCommand } from '../../commands/command.ts';
import type { Community } from '../../community.ts';
import type { SentenceName, Tell } from '../../tell.ts';

/** What a command becomes: an action, a question to the member, or a reason why not. */
export type Translated =
  | { readonly kind: 'action'; readonly action: TicketAction; readonly remark?: string }
  | { readonly kind: 'ask'; readonly question: string }
  | { readonly kind: 'refuse'; readonly text: string };

/** The ticket a command is about and the member who gives it. */
export interface TranslateContext {
  readonly ticket: Ticket;
  readonly community: Community;
  readonly member: StaffMember;
  /** The time that a text names, epoch ms, and its words; null when it names none. */
  readonly readTime: (text: string) => { readonly at: number; readonly text: string } | null;
}

/** The context with the sentences, which know the number of the ticket. */
export type Translating = TranslateContext & { readonly tell: Tell };

/** Kinds of commands that become one action. Merging needs a second ticket, a return visit belongs to follow-up. */
export type ActionCommand = Exclude<TicketCommand['kind'], 'merge' | 'visit'>;

/** Turns a command of one kind into an action. Pure. Declared as a method so that each fits where any kind is expected. */
export type Translate<K extends ActionCommand> = {
  translate(command: CommandOf<K>, context: Translating): Translated;
}['translate'];

/** One translation for each kind. */
export type Translations<K extends ActionCommand> = { readonly [One in K]: Translate<One> };

/** The action, and a line that is added to its usual answer. */
export const act = (action: TicketAction, remark?: string): Translated =>
  remark === undefined ? { kind: 'action', action } : { kind: 'action', action, remark };

/** A question for what the command lacks. */
export const ask = (question: string): Translated => ({ kind: 'ask', question });

/** A reason why nothing is done. */
export const refuse = (text: string): Translated => ({ kind: 'refuse', text });

/** Refuses words to an owner that R26 forbids, with the word and a better wording; null when they may be sent. */
export function refuseForbidden(text: string, { community, tell }: Translating): Translated | null {
  const [word] = findForbidden(text, community);
  return word === undefined ? null : refuse(tell('refuse.words', { word }));
}

/** The names of all departments. */
export const departmentNames = ({ departments }: Pick<Community, 'departments'>) =>
  departments.map(({ name }) => name).join('、');

type WordedCommand = Extract<TicketCommand, { text: string }>;
type ToAction<C> = (command: C, context: Translating) => TicketAction;

/** Asks for the words of a command that has none; otherwise makes the action. */
export function needsWords<C extends WordedCommand>(question: SentenceName, toAction: ToAction<C>) {
  return (command: C, context: Translating): Translated =>
    command.text === '' ? ask(context.tell(question)) : act(toAction(command, context));
}

/** The same for words that the owner will read (R26). */
export function needsWordsForOwner<C extends WordedCommand>(question: SentenceName, toAction: ToAction<C>) {
  return (command: C, context: Translating): Translated => {
    if (command.text === '') return ask(context.tell(question));
    return refuseForbidden(command.text, context) ?? act(toAction(command, context));
  };
}
