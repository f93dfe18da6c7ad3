import { h } from './dom.js';
import { link } from './markdown.js';
import { store } from './store.js';

let groups = 0;

const nameOf = (userid) => store.world?.members.find((one) => one.userid === userid)?.name ?? userid;

function pair({ keyname, value, type, url, userid }) {
  const shown = type === 1 && url ? link(url, value || url) : type === 3 ? value || nameOf(userid) : (value ?? '');
  return h('div', { class: 'card-pair' }, h('dt', {}, keyname), h('dd', {}, shown));
}

function title({ title: head, desc } = {}, level) {
  return [
    head && h('div', { class: `card-title card-title-${level}` }, head),
    desc && h('div', { class: 'card-desc' }, desc),
  ];
}

function select(question, chosen) {
  if (!question?.option_list) return null;
  const control = h(
    'select',
    {
      class: 'card-select',
      'aria-label': question.title || '选择',
      onchange: (event) => chosen.set(question.question_key, [event.target.value]),
    },
    question.option_list.map((option) =>
      h('option', { value: option.id, selected: option.id === question.selected_id }, option.text),
    ),
  );
  chosen.set(question.question_key, [question.selected_id || question.option_list[0].id]);
  return h('label', { class: 'card-question' }, question.title && h('span', {}, question.title), control);
}

function boxes(question, chosen) {
  if (!question?.option_list) return null;
  const picked = new Set(question.option_list.filter((option) => option.is_checked).map((option) => option.id));
  const toggle = (option) => (event) => {
    if (question.mode !== 1) picked.clear();
    if (event.target.checked) picked.add(option.id);
    else picked.delete(option.id);
    chosen.set(question.question_key, [...picked]);
  };
  chosen.set(question.question_key, [...picked]);
  const type = question.mode === 1 ? 'checkbox' : 'radio';
  groups += 1;
  const name = `question-${groups}`;
  return h(
    'fieldset',
    { class: 'card-boxes' },
    h('legend', { class: 'sr-only' }, '请选择'),
    question.option_list.map((option) =>
      h('label', {}, h('input', { type, name, checked: picked.has(option.id), onchange: toggle(option) }), option.text),
    ),
  );
}

function buttons(content, { replacedBy, click }) {
  if (replacedBy) return h('div', { class: 'card-buttons' }, h('span', { class: 'card-replaced' }, replacedBy));
  const list = [
    ...(content.button_list ?? []),
    ...(content.submit_button ? [{ ...content.submit_button, style: 1 }] : []),
  ];
  if (list.length === 0) return null;
  return h(
    'div',
    { class: 'card-buttons' },
    list.map((button) =>
      button.type === 1
        ? link(button.url, h('span', { class: `card-button style-${button.style ?? 1}` }, button.text))
        : h(
            'button',
            {
              type: 'button',
              class: `card-button style-${button.style ?? 1}`,
              onclick: (event) => click(button.key, event),
            },
            button.text,
          ),
    ),
  );
}

/**
 * A template card (wecom-api.md 4.2). `act(key, selection)` is called for a button; null draws a card nobody can click,
 * as in a group.
 */
export function templateCard(content, { replacedBy = null, act = null } = {}) {
  const chosen = new Map();
  const click = (key, event) => {
    event.currentTarget.closest('.card')?.classList.add('is-waiting');
    act?.(key, Object.fromEntries(chosen));
  };
  const { source, action_menu: menu, quote_area: quote, card_action: go, jump_list: jumps } = content;
  const image = content.card_image?.url ?? content.image_text_area?.image_url;
  return h(
    'div',
    { class: 'card' },
    source?.desc && h('div', { class: `card-source tint-${source.desc_color ?? 0}` }, source.desc),
    image && h('div', { class: 'card-image' }, h('img', { src: image, alt: '', loading: 'lazy' })),
    title(content.main_title, 1),
    title(content.image_text_area, 2),
    content.emphasis_content && h('div', { class: 'card-emphasis' }, title(content.emphasis_content, 2)),
    quote?.quote_text &&
      h('blockquote', { class: 'card-quote' }, quote.title && h('b', {}, quote.title), quote.quote_text),
    content.sub_title_text && h('p', { class: 'card-text' }, content.sub_title_text),
    (content.vertical_content_list ?? []).map((one) => h('div', { class: 'card-vertical' }, title(one, 2))),
    content.horizontal_content_list?.length &&
      h('dl', { class: 'card-pairs' }, content.horizontal_content_list.map(pair)),
    select(content.button_selection, chosen),
    (content.select_list ?? []).map((question) => select(question, chosen)),
    boxes(content.checkbox, chosen),
    content.replace_text && h('div', { class: 'card-replace' }, content.replace_text),
    act && buttons(content, { replacedBy, click }),
    act &&
      menu &&
      h(
        'div',
        { class: 'card-menu' },
        menu.action_list.map((one) => menuButton(one, click)),
      ),
    (jumps ?? []).map((jump) => h('div', { class: 'card-jump' }, jump.url ? link(jump.url, jump.title) : jump.title)),
    go?.url && h('div', { class: 'card-jump' }, link(go.url, '查看详情')),
  );
}

function menuButton({ text, key }, click) {
  return h('button', { type: 'button', class: 'card-more', onclick: (event) => click(key, event) }, text);
}
