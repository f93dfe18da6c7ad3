import { h } from './dom.js';

const TINTS = 8;

function tintOf(name) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 997;
  return sum % TINTS;
}

/** A square with the last two characters of a Chinese name, as WeCom draws people without a picture. */
export function avatar(name, kind = 'person') {
  const letters = [...name.replace(/[^\p{L}\p{N}]/gu, '')];
  const short = kind === 'person' ? letters.slice(-2).join('') : letters.slice(0, 2).join('');
  return h('span', { class: `avatar tint-${kind === 'person' ? tintOf(name) : kind}`, 'aria-hidden': 'true' }, short);
}
