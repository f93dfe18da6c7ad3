import type { Json } from '../types.ts';
import { asList, asObject, asText, bytesOf } from '../values.ts';
import { ApiError, must } from './answer.ts';

const CARD_TYPES = ['text_notice', 'news_notice', 'button_interaction', 'vote_interaction', 'multiple_interaction'];

/** True when a click on the card comes back to the bot, so that task id and callback address are needed (wecom-api.md 4.2). */
export function callsBack(card: Json): boolean {
  const interactive = !['text_notice', 'news_notice'].includes(asText(card.card_type));
  return interactive || card.action_menu !== undefined;
}

function checkHorizontal(card: Json): void {
  const pairs = asList(card.horizontal_content_list).map(asObject);
  must(pairs.length <= 6, 42035, 'horizontal_content_list too long');
  for (const pair of pairs) {
    must(asText(pair.keyname) !== '', 42027, 'horizontal_content_list.keyname missing');
    if (pair.type === 1) must(asText(pair.url) !== '', 42028, 'url missing');
    if (pair.type === 2) must(asText(pair.media_id) !== '', 42029, 'media_id missing');
    if (pair.type === 3) must(asText(pair.userid) !== '', 42050, 'horizontal_content_list.userid missing');
  }
}

function checkJumps(card: Json): void {
  const jumps = asList(card.jump_list).map(asObject);
  must(jumps.length <= 3, 42042, 'jump_list too long');
  for (const jump of jumps) {
    must(asText(jump.title) !== '', 42033, 'jump_list.title missing');
    if (jump.type === 1) must(asText(jump.url) !== '', 42028, 'jump_list.url missing');
    if (jump.type === 2) must(asText(jump.appid) !== '', 42030, 'jump_list.appid missing');
  }
}

function checkCardAction(card: Json, required: boolean): void {
  const action = asObject(card.card_action);
  if (required) must(action.type === 1 || action.type === 2, 42045, 'card_action missing or of a wrong type');
  if (action.type === 1) must(asText(action.url) !== '', 42028, 'card_action.url missing');
  if (action.type === 2) must(asText(action.appid) !== '', 42030, 'card_action.appid missing');
}

function checkKeys(keys: readonly string[], code: number, name: string): void {
  for (const key of keys) must(key !== '' && bytesOf(key) <= 1024, code, `${name} missing or too long`);
  must(new Set(keys).size === keys.length, code, `${name} repeated`);
}

function checkActionMenu(card: Json): void {
  if (card.action_menu === undefined) return;
  const actions = asList(asObject(card.action_menu).action_list).map(asObject);
  must(actions.length >= 1 && actions.length <= 3, 40058, 'action_list must hold 1 to 3');
  for (const action of actions) must(asText(action.text) !== '', 42038, 'action_list.text missing');
  checkKeys(
    actions.map((action) => asText(action.key)),
    42051,
    'action_list.key',
  );
}

function checkButtons(card: Json): void {
  const buttons = asList(card.button_list).map(asObject);
  must(buttons.length >= 1 && buttons.length <= 6, 42038, 'button_list must hold 1 to 6');
  for (const button of buttons) {
    must(asText(button.text) !== '', 42038, 'button_list.text missing');
    if (button.type === 1) must(asText(button.url) !== '', 42028, 'button_list.url missing');
  }
  const keys = buttons.filter((button) => button.type !== 1).map((button) => asText(button.key));
  checkKeys(keys, 42039, 'button_list.key');
}

function checkQuestion(question: Json, maxOptions: number): void {
  must(asText(question.question_key) !== '', 42043, 'question_key missing');
  const options = asList(question.option_list).map(asObject);
  must(options.length >= 1 && options.length <= maxOptions, 42037, `option_list must hold 1 to ${maxOptions}`);
  for (const option of options) {
    must(asText(option.id) !== '' && bytesOf(asText(option.id)) <= 128, 42040, 'option_list.id missing or too long');
    must(asText(option.text) !== '', 42041, 'option_list.text missing');
  }
}

function checkSubmit(card: Json): void {
  const submit = asObject(card.submit_button);
  must(asText(submit.text) !== '', 42049, 'submit_button.text missing');
  must(asText(submit.key) !== '', 42046, 'submit_button.key missing');
}

function checkNotice(card: Json): void {
  checkCardAction(card, true);
  const title = asText(asObject(card.main_title).title);
  if (card.card_type === 'text_notice') {
    must(title !== '' || asText(card.sub_title_text) !== '', 42033, 'main_title.title and sub_title_text both empty');
    return;
  }
  must(title !== '', 42033, 'main_title.title missing');
  const image = asText(asObject(card.card_image).url) !== '';
  must(image || card.image_text_area !== undefined, 42044, 'card_image or image_text_area missing');
  const verticals = asList(card.vertical_content_list).map(asObject);
  must(verticals.length <= 4, 42036, 'vertical_content_list too long');
  for (const vertical of verticals) must(asText(vertical.title) !== '', 42033, 'vertical_content_list.title missing');
}

function checkInteraction(card: Json): void {
  must(asText(asObject(card.main_title).title) !== '', 42033, 'main_title.title missing');
  if (card.card_type === 'button_interaction') {
    checkCardAction(card, false);
    if (card.button_selection !== undefined) checkQuestion(asObject(card.button_selection), 10);
    checkButtons(card);
    return;
  }
  checkSubmit(card);
  if (card.card_type === 'vote_interaction') {
    checkQuestion(asObject(card.checkbox), 20);
    return;
  }
  const selects = asList(card.select_list).map(asObject);
  must(selects.length >= 1 && selects.length <= 3, 42047, 'select_list must hold 1 to 3');
  for (const select of selects) checkQuestion(select, 10);
}

/** Checks the fields of a template card. Throws ApiError 42014, 42027–42051 (wecom-api.md 4.2). */
export function checkCard(card: Json): void {
  const type = asText(card.card_type);
  if (!CARD_TYPES.includes(type)) throw new ApiError(42031, 'invalid card_type');
  const taskId = asText(card.task_id);
  if (callsBack(card) || taskId !== '') {
    must(/^[0-9A-Za-z_@-]{1,128}$/.test(taskId), 42014, 'invalid task_id');
  }
  checkHorizontal(card);
  checkJumps(card);
  checkActionMenu(card);
  if (type.endsWith('_notice')) checkNotice(card);
  else checkInteraction(card);
}
