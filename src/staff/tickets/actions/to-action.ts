import type { CommandOf } from '../../commands/command.ts';
import { tellIn } from '../../tell.ts';
import { COMPLAINTS } from './complaints.ts';
import { DISPATCH } from './dispatch.ts';
import type { ActionCommand, Translate, TranslateContext, Translated, Translations } from './translate.ts';
import { WORK } from './work.ts';

const TRANSLATIONS: Translations<ActionCommand> = { ...WORK, ...DISPATCH, ...COMPLAINTS };

/** Turns a member's command into an action on the ticket. Pure; the ticket desk decides who may do it. */
export function toAction(command: CommandOf<ActionCommand>, context: TranslateContext): Translated {
  const translate: Translate<ActionCommand> = TRANSLATIONS[command.kind];
  const tell = tellIn(context.community, { number: context.ticket.number });
  return translate(command, { ...context, tell });
}
