import { byId, h } from './dom.js';

/** Says a word at the foot of the page for a few seconds. */
export function say(text) {
  const note = h('div', { class: 'toast' }, text);
  byId('toasts').append(note);
  setTimeout(() => note.remove(), 4200);
}
