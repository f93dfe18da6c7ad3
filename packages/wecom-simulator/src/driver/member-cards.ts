import type { AppMessages } from '../api/messages.ts';
import type { MemberChat } from '../chats.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { CardView, Message } from '../types.ts';
import { asText } from '../values.ts';
import type { AppChat } from './app-chat.ts';
import { findAction, presetOf, type Selection, selectedItems } from './card-actions.ts';
import { type Match, matches } from './waiting.ts';

/** What a member does with the cards of the app. */
export interface MemberCards {
  /** The latest card that matches, by task id or by its words. */
  card(match?: Match): Message | undefined;
  /**
   * Clicks a button, by its key or its words, on the latest card that matches. A button that the card no longer shows can
   * be clicked with `stale`: someone's screen may be old.
   */
  clicks(card: Match, button: string | RegExp, options?: { selection?: Selection; stale?: boolean }): void;
}

interface Deps {
  readonly sim: SimulatorState;
  readonly chat: MemberChat;
  readonly appChat: AppChat;
  readonly appMessages: AppMessages;
  readonly inbox: () => Message[];
}

/** The cards of one member. */
export function createMemberCards({ sim, chat, appChat, appMessages, inbox }: Deps): MemberCards {
  const find = (match?: Match) =>
    inbox().findLast((one) => one.card !== null && (one.card.taskId === match || matches(one, match)));

  function findCard(match: Match): { message: Message; card: CardView } {
    const message = find(match);
    const card = message?.card ?? null;
    if (message === undefined || card === null) {
      const last = inbox().at(-1)?.text;
      throw new Error(`${chat.member.userid} has no card ${String(match)}; last: ${last}`);
    }
    return { message, card };
  }

  return {
    card: find,
    clicks(match, button, { selection, stale = false } = {}) {
      const { message, card } = findCard(match);
      const action = findAction(card, button, stale);
      if (action === undefined) throw new Error(`no button ${String(button)} on the card: ${message.text}`);
      chat.clicked.push({ text: action.text, at: sim.clock.now() });
      appChat.callback({
        MsgType: 'event',
        Event: action.fromMenu ? 'template_card_menu_event' : 'template_card_event',
        EventKey: action.key,
        TaskId: card.taskId,
        CardType: asText(message.body.card_type),
        ResponseCode: appMessages.giveResponseCode(card.taskId),
        SelectedItems: selectedItems({ ...presetOf(message.body), ...selection }),
      });
      sim.changed(chat);
    },
  };
}
