import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../src/api/answer.ts';
import { callsBack, checkCard } from '../src/api/card-rules.ts';
import type { Json } from '../src/types.ts';

const title = { main_title: { title: '工单' } };
const action = { card_action: { type: 1, url: 'https://a' } };
const options = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `o${i}`, text: `选项${i}` }));
const question = (n = 1) => ({ question_key: 'q', option_list: options(n) });
const submit = { submit_button: { text: '提交', key: 'ok' } };
const button = (key: string): Json => ({ text: '按', key });

const textNotice: Json = { card_type: 'text_notice', ...title, ...action };
const newsNotice: Json = { card_type: 'news_notice', ...title, ...action, card_image: { url: 'https://p' } };
const buttons: Json = { card_type: 'button_interaction', task_id: 't1', ...title, button_list: [button('a')] };
const vote: Json = { card_type: 'vote_interaction', task_id: 't1', ...title, ...submit, checkbox: question(2) };
const form: Json = { card_type: 'multiple_interaction', task_id: 't1', ...title, ...submit, select_list: [question()] };

/** The errcode a card is refused with; 0 where it is taken. */
function codeOf(card: Json): number {
  try {
    checkCard(card);
    return 0;
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
}

describe('template cards that are taken (wecom-api.md 4.2)', () => {
  test.each<[string, Json]>([
    ['a text notice', textNotice],
    ['a text notice with a sub title only', { ...textNotice, main_title: undefined, sub_title_text: '说明' }],
    ['a notice that opens a mini program', { ...textNotice, card_action: { type: 2, appid: 'wx1' } }],
    ['a news notice', newsNotice],
    ['a news notice with text beside its picture', { ...newsNotice, card_image: undefined, image_text_area: {} }],
    [
      'four vertical lines',
      { ...newsNotice, vertical_content_list: Array.from({ length: 4 }, () => ({ title: 'a' })) },
    ],
    ['six buttons', { ...buttons, button_list: ['a', 'b', 'c', 'd', 'e', 'f'].map(button) }],
    [
      'a button that opens a page needs no key',
      { ...buttons, button_list: [{ type: 1, text: '看', url: 'https://a' }] },
    ],
    ['a choice of ten beside the buttons', { ...buttons, button_selection: question(10) }],
    [
      'six pairs of every kind',
      {
        ...buttons,
        horizontal_content_list: [
          { keyname: 'a' },
          { keyname: 'b', type: 1, url: 'u' },
          { keyname: 'c', type: 2, media_id: 'm' },
          { keyname: 'd', type: 3, userid: 'li' },
        ],
      },
    ],
    [
      'three links',
      {
        ...textNotice,
        jump_list: [{ title: 'a' }, { title: 'b', type: 1, url: 'u' }, { title: 'c', type: 2, appid: 'w' }],
      },
    ],
    [
      'a corner menu of three',
      { ...textNotice, task_id: 't1', action_menu: { action_list: ['a', 'b', 'c'].map(button) } },
    ],
    ['a vote of twenty', { ...vote, checkbox: question(20) }],
    ['a form of three', { ...form, select_list: [question(), question(10), question()] }],
    ['a task id of 128', { ...buttons, task_id: 'a'.repeat(128) }],
    ['a task id of every character there may be', { ...buttons, task_id: 'aZ0_-@' }],
  ])('%s', (_title, card) => {
    expect(codeOf(card)).toBe(0);
  });
});

describe('template cards that are refused (wecom-api.md 4.2)', () => {
  test.each<[string, Json, number]>([
    ['no kind', {}, 42031],
    ['a task id of 129', { ...buttons, task_id: 'a'.repeat(129) }, 42014],
    ['a task id of a notice, if there is one', { ...textNotice, task_id: '工单' }, 42014],
    ['a menu without a task id', { ...textNotice, action_menu: { action_list: [button('a')] } }, 42014],
    ['a pair that opens nothing', { ...textNotice, horizontal_content_list: [{ keyname: 'a', type: 1 }] }, 42028],
    ['a pair with no file', { ...textNotice, horizontal_content_list: [{ keyname: 'a', type: 2 }] }, 42029],
    ['four links', { ...textNotice, jump_list: Array.from({ length: 4 }, () => ({ title: 'a' })) }, 42042],
    ['a link without words', { ...textNotice, jump_list: [{ type: 1, url: 'u' }] }, 42033],
    ['a link without address', { ...textNotice, jump_list: [{ title: 'a', type: 1 }] }, 42028],
    ['a link without program', { ...textNotice, jump_list: [{ title: 'a', type: 2 }] }, 42030],
    ['a notice that opens no address', { ...textNotice, card_action: { type: 1 } }, 42028],
    ['a notice that opens no program', { ...textNotice, card_action: { type: 2 } }, 42030],
    ['a notice that opens something else', { ...textNotice, card_action: { type: 3, url: 'u' } }, 42045],
    ['a text notice without words', { ...textNotice, main_title: {} }, 42033],
    ['a news notice without a title', { ...newsNotice, main_title: { desc: 'a' } }, 42033],
    [
      'five vertical lines',
      { ...newsNotice, vertical_content_list: Array.from({ length: 5 }, () => ({ title: 'a' })) },
      42036,
    ],
    ['a vertical line without words', { ...newsNotice, vertical_content_list: [{ desc: 'a' }] }, 42033],
    ['seven buttons', { ...buttons, button_list: Array.from({ length: 7 }, (_, i) => button(`k${i}`)) }, 42038],
    ['a key of 1025 bytes', { ...buttons, button_list: [button('k'.repeat(1025))] }, 42039],
    ['a menu of four', { ...buttons, action_menu: { action_list: ['a', 'b', 'c', 'd'].map(button) } }, 40058],
    ['an empty menu', { ...buttons, action_menu: { action_list: [] } }, 40058],
    ['a menu entry without words', { ...buttons, action_menu: { action_list: [{ key: 'a' }] } }, 42038],
    ['a choice without a key', { ...buttons, button_selection: { option_list: options(1) } }, 42043],
    ['a choice of nothing', { ...buttons, button_selection: question(0) }, 42037],
    ['a choice of eleven', { ...buttons, button_selection: question(11) }, 42037],
    [
      'an option without words',
      { ...buttons, button_selection: { question_key: 'q', option_list: [{ id: 'a' }] } },
      42041,
    ],
    [
      'an option id of 129 bytes',
      { ...buttons, button_selection: { question_key: 'q', option_list: [{ id: 'a'.repeat(129), text: 'a' }] } },
      42040,
    ],
    ['buttons whose card opens nothing', { ...buttons, card_action: { type: 1 } }, 42028],
    ['a vote of twenty-one', { ...vote, checkbox: question(21) }, 42037],
    ['a vote without a title', { ...vote, main_title: {} }, 42033],
    ['a submit button without a key', { ...vote, submit_button: { text: '提交' } }, 42046],
    ['a form of four', { ...form, select_list: Array.from({ length: 4 }, () => question()) }, 42047],
    ['a form question without options', { ...form, select_list: [question(0)] }, 42037],
  ])('%s', (_title, card, code) => {
    expect(codeOf(card)).toBe(code);
  });

  test('a card of wrong types everywhere is refused, not a crash', () => {
    for (const junk of [null, 1, 'x', [], {}, [[]], true]) {
      const card = Object.fromEntries(Object.keys({ ...buttons, ...newsNotice, ...form }).map((name) => [name, junk]));
      for (const card_type of [
        'text_notice',
        'news_notice',
        'button_interaction',
        'vote_interaction',
        'multiple_interaction',
      ])
        expect(codeOf({ ...card, card_type, task_id: 't' })).toBeGreaterThan(40000);
    }
  });
});

test.each<[string, Json, boolean]>([
  ['a notice', textNotice, false],
  ['a notice with a corner menu', { ...textNotice, action_menu: {} }, true],
  ['buttons', buttons, true],
  ['a vote', vote, true],
  ['a form', form, true],
])('%s calls back: %p', (_title, card, expected) => {
  expect(callsBack(card)).toBe(expected);
});
