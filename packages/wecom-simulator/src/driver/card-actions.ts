import type { CardView, Json } from '../types.ts';
import { asList, asObject, asText } from '../values.ts';

/** What was chosen on a card, by question key. */
export type Selection = Readonly<Record<string, readonly string[]>>;

/** A button or menu entry of a card that calls back. */
export interface CardAction {
  readonly key: string;
  readonly text: string;
  readonly fromMenu: boolean;
}

function actionsOf(content: Json): CardAction[] {
  const read = (list: unknown, fromMenu: boolean) =>
    asList(list)
      .map(asObject)
      .filter((item) => item.type !== 1)
      .map((item) => ({ key: asText(item.key), text: asText(item.text), fromMenu }));
  const submit = content.submit_button === undefined ? [] : [content.submit_button];
  return [
    ...read(content.button_list, false),
    ...read(submit, false),
    ...read(asObject(content.action_menu).action_list, true),
  ];
}

/** The action with this key or these words; with `stale` also one that the card showed before. */
export function findAction(card: CardView, button: string | RegExp, stale: boolean): CardAction | undefined {
  const fits = (one: CardAction) =>
    typeof button === 'string' ? one.key === button || one.text === button : button.test(one.text);
  const shown = card.replacedBy === null ? actionsOf(card.content) : [];
  const old = stale ? [...card.past, card.content].reverse().flatMap(actionsOf) : [];
  return [...shown, ...old].find(fits);
}

/** What a card has selected before anyone touches it. */
export function presetOf(content: Json): Selection {
  const questions = [content.button_selection, ...asList(content.select_list)].map(asObject);
  const preset = questions.filter((question) => asText(question.selected_id) !== '');
  return Object.fromEntries(preset.map((one) => [asText(one.question_key), [asText(one.selected_id)]]));
}

/** The `SelectedItems` of a click's callback (wecom-api.md 4.3). */
export function selectedItems(selection: Selection): Json {
  const items = Object.entries(selection);
  return { SelectedItem: items.map(([QuestionKey, ids]) => ({ QuestionKey, OptionIds: { OptionId: [...ids] } })) };
}
