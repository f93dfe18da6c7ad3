import { fill, h } from './dom.js';
import { ICONS } from './icons.js';
import { say } from './toast.js';

/**
 * The line at the bottom of a phone: suggestions, a text field, and a drawer of other things to send. `send(text)` and the
 * drawer's `run()` answer null or a refusal in words.
 */
export function createComposer({ element, id, label, placeholder, send, drawer = [] }) {
  const chips = h('div', { class: 'chips', role: 'group', 'aria-label': '常用语' });
  const field = h('textarea', {
    id,
    rows: '1',
    placeholder,
    'aria-label': label,
    autocomplete: 'off',
    enterkeyhint: 'send',
    oninput: grow,
    onkeydown: (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    },
  });
  const more = h('div', { class: 'drawer', hidden: true, id: `${id}-drawer` });
  const toggle = h(
    'button',
    {
      type: 'button',
      class: 'round',
      'aria-label': '更多',
      'aria-expanded': 'false',
      'aria-controls': `${id}-drawer`,
      onclick: () => open(more.hidden),
    },
    ICONS.plus(),
  );
  const go = h('button', { type: 'button', class: 'send', id: `${id}-send`, onclick: submit }, '发送');

  function grow() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 96)}px`;
    go.disabled = field.value.trim() === '';
  }

  function open(is) {
    more.hidden = !is;
    toggle.setAttribute('aria-expanded', String(is));
  }

  async function submit() {
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    grow();
    const refusal = await send(text);
    if (refusal === null) return;
    say(refusal);
    field.value = text;
    grow();
  }

  async function run(item) {
    open(false);
    const refusal = await item.run();
    if (refusal) say(refusal);
  }

  fill(
    more,
    drawer.map((item) =>
      h(
        'button',
        { type: 'button', class: 'drawer-item', onclick: () => run(item) },
        ICONS[item.icon](),
        h('span', {}, item.label),
      ),
    ),
  );
  fill(element, chips, h('div', { class: 'compose' }, drawer.length > 0 && toggle, field, go), more);
  grow();

  return {
    /** Puts words into the field, ready to be sent; without words it only goes there. */
    prefill(text) {
      if (text !== '') field.value = text;
      grow();
      field.focus();
    },
    /** Suggestions: words that are sent by a tap, or `{label, text}` that are put into the field. */
    suggest(items) {
      const shown = items.map((item) => (typeof item === 'string' ? item : `${item.label}\n${item.text}`)).join('\n\n');
      if (chips.dataset.shown === shown) return;
      chips.dataset.shown = shown;
      const tap = (item) => () => {
        if (typeof item !== 'string') return this.prefill(item.text);
        field.value = item;
        return submit();
      };
      fill(
        chips,
        items.map((item) => h('button', { type: 'button', class: 'chip', onclick: tap(item) }, item.label ?? item)),
      );
    },
  };
}
